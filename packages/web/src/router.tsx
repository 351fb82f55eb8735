/** Which view is at which address; what a view shows is in the address too. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { currentToken } from "./api/token";
import { NotFound, Shell } from "./parts/Shell";
import { DatasetsView } from "./views/datasets/DatasetsView";
import { SignInView } from "./views/signIn/SignInView";
import { datasetSearch, text } from "./words/search";

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Readonly<Record<string, unknown>>) => ({ to: text(search.to) }),
  component: SignInView,
});

/** Views that need a token lead to the first one, and from there back. */
const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: ({ location }) => {
    if (currentToken() === undefined) throw redirect({ to: "/sign-in", search: { to: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/datasets", replace: true });
  },
});

const datasets = createRoute({ getParentRoute: () => signedIn, path: "/datasets", component: DatasetsView });

const dataset = createRoute({
  getParentRoute: () => signedIn,
  path: "/datasets/$datasetId",
  validateSearch: datasetSearch,
  component: lazyRouteComponent(() => import("./views/dataset/DatasetView"), "DatasetView"),
});

const statistics = createRoute({
  getParentRoute: () => signedIn,
  path: "/datasets/$datasetId/statistics",
  component: lazyRouteComponent(() => import("./views/statistics/StatisticsView"), "StatisticsView"),
});

const conversion = createRoute({
  getParentRoute: () => signedIn,
  path: "/datasets/$datasetId/conversions/$conversionId",
  component: lazyRouteComponent(() => import("./views/conversion/ConversionView"), "ConversionView"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([signIn, signedIn.addChildren([home, datasets, dataset, statistics, conversion])]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Starts the page. */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api/client";
import { applyTheme } from "./parts/theme";
import { router } from "./router";
import "./styles/index.css";

const retries = 2;
const staleMs = 5000;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: staleMs,
      // What was refused is refused again; what broke on the way may work.
      retry: (failures, error) => !(error instanceof ApiProblem && error.status < 500) && failures < retries,
    },
  },
});

applyTheme();
const root = document.getElementById("root");
if (!root) throw new Error("the document has no place for the page");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);

/** Addresses that are served with other methods than the one that was used (RFC 9110, section 15.5.6). */
import type { App } from "./app.js";

/** The methods of an address; none when nobody serves it. */
export type MethodsOf = (url: string) => readonly string[];

/** Learns every route that is added from here on. */
export function learnMethods(app: App): MethodsOf {
  const routes: { readonly method: string; readonly pattern: RegExp }[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    // A star answers for addresses that may not exist.
    if (url.includes("*")) return;
    for (const one of [method].flat()) routes.push({ method: one, pattern: patternOf(url) });
  });
  return (url) => {
    const path = url.replace(/[?#].*$/s, "");
    const found = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(found)].sort();
  };
}

/** A route's address with its parameters open, with or without a slash at its end. */
function patternOf(url: string): RegExp {
  const segments = url
    .split("/")
    .map((part) => (part.startsWith(":") ? "[^/]+" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${segments.join("/").replace(/\/$/, "")}/?$`);
}

// node --import recordLoads.mjs: appends the address of every module that the process loads to the file UNBAKE_LOADS.
import { register } from "node:module";

const loader = `
  import { appendFileSync } from "node:fs";
  export async function load(url, context, next) {
    appendFileSync(process.env.UNBAKE_LOADS, url + "\\n");
    return next(url, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(loader)}`);

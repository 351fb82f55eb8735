/** Pure mathematics over the plain types: vectors, frames and poses; evaluation and projection of curves and surfaces. */
export * from "./curves.js";
export * from "./discretise.js";
export { type FaceDomain, faceDomain, isInDomain } from "./faceDomain.js";
export * from "./project.js";
export * from "./surfaces.js";
export * from "./transform.js";
export * from "./vec3.js";

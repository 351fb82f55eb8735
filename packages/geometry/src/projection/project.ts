/** Closest points on curves and on surfaces. */
export { projectToSurface } from "./projectSurface.js";

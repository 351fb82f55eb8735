/**
 * tighten: files whose edges lie roughly beside the surfaces of their faces (old translators write few digits, or draw edges of their own).
 * Surfaces are the truth: vertices and edges are computed again from them. In: a scanned file and one of its shapes. Out: what the kernel
 * is to read instead, and how far it moved. Order: network (which faces an edge joins) -> corners -> edges (curves where two surfaces meet).
 */
export { type Tightened, tighten } from "./tighten.js";

/**
 * search: what a conversion is about, found by words and by meaning.
 * In: path, metadata and program of a conversion; a question. Out: chunks that match it. Order: chunks -> indexConversion -> embedder,
 * vector -> semantic.
 */
export { createEndpointEmbedder, createLocalEmbedder, type Embedder } from "./embedder.js";
export {
  indexConversion,
  replacedChunks,
  startEmbedding,
  storableChunks,
} from "./indexConversion.js";
export { semanticSearch } from "./semantic.js";

/**
 * search: what a conversion is about, found by words and by meaning.
 * In: path, metadata and program of a conversion; a question. Out: chunks that match it. Order: chunks -> indexConversion -> embedder,
 * vector -> semantic.
 */
export { chunksOf, type Searchable } from "./chunks.js";
export { createEndpointEmbedder, createLocalEmbedder, type Embedder, type EndpointOptions } from "./embedder.js";
export {
  embedChunks,
  type IndexedConversion,
  indexConversion,
  replacedChunks,
  startEmbedding,
  storableChunks,
} from "./indexConversion.js";
export { type Match, type SearchTools, semanticSearch } from "./semantic.js";

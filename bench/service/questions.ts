// The requests of each kind that is measured, drawn at random from what is in the tables.
import { sure } from "../runner/sure.js";
import type { Filled } from "./fill.js";
import type { Question } from "./load.js";
import { nouns } from "./program.js";

export interface DeepPage {
  readonly dataset: string;
  readonly token: string;
}

interface Draw {
  readonly token: string;
  readonly tokens: readonly DeepPage[];
  readonly random: () => number;
}

const sorts = ["created_at", "updated_at", "status", "phase"].flatMap((key) => [
  `${key}_ascending`,
  `${key}_descending`,
]);
const statuses = ["queued", "canceled", "in_progress", "success", "error_user", "error_unsupported", "error_internal"];
const phases = ["queued", "zoo_generated_original_metadata", "convert_raw_kcl", "salon", "completed"];

/** Generators of requests by kind. `tokens` are page tokens of deep pages, with the dataset they belong to. */
export function questionsOf({ datasets, conversions, pictured }: Filled, { token, tokens, random }: Draw) {
  const one = <T>(list: readonly T[]): T => sure(list[Math.floor(random() * list.length)]);
  // Most requests are about the largest datasets: drawn by size, with the small ones not forgotten.
  const dataset = () => (random() < 0.7 ? sure(datasets[0]) : one(datasets)).id;
  const typo = (word: string) => {
    const at = 1 + Math.floor(random() * (word.length - 2));
    return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  };
  const request = (path: string): Question => ({ path, token });
  const list = () => {
    const draw = random();
    if (draw < 0.05) return request("/org/datasets?limit=100");
    if (draw < 0.15) return request(`/org/datasets/${dataset()}/stats`);
    if (draw < 0.35) {
      const page = one(tokens);
      return request(`/org/datasets/${page.dataset}/conversions?page_token=${page.token}&limit=20`);
    }
    return request(`/org/datasets/${dataset()}/conversions?sort_by=${one(sorts)}&limit=${one([20, 20, 20, 50])}`);
  };
  const filter = () => {
    const by = random() < 0.7 ? `filter=status:${one(statuses)}` : `phase=${one(phases)}`;
    const sort = random() < 0.7 ? `&sort_by=${one(sorts)}` : "";
    return request(`/org/datasets/${dataset()}/conversions?${by}${sort}`);
  };
  const search = () => {
    const draw = random();
    const known = one(conversions);
    const base = `/org/datasets/${dataset()}`;
    if (draw < 0.2) return request(`/org/datasets/${known.dataset_id}/search/conversions?q=${known.id}`);
    if (draw < 0.4) return request(`${base}/search/conversions?q=${one(nouns)}`);
    if (draw < 0.5) return request(`${base}/search/conversions?q=${typo(one(nouns))}`);
    if (draw < 0.65)
      return request(
        `/org/datasets/${known.dataset_id}/search/conversions?q=${encodeURIComponent(sure(known.file_path.split("/").at(-1)))}`,
      );
    if (draw < 0.8)
      return request(`${base}/conversions?q=${one(nouns)}-${String(Math.floor(random() * 1000)).padStart(3, "0")}`);
    if (draw < 0.9)
      return request(`${base}/conversions?q=${one(nouns)}&filter=status:${one(statuses)}&sort_by=${one(sorts)}`);
    return request(`${base}/search/conversions?q=${one(nouns)}&sort_by=${one(sorts)}`);
  };
  const detailsOf = (of: readonly { readonly id: string; readonly dataset_id: string }[]) => () => {
    const { id, dataset_id } = one(of);
    return request(`/org/datasets/${dataset_id}/conversions/${id}`);
  };
  const details = detailsOf(conversions);
  const semantic = () =>
    request(`/org/datasets/${dataset()}/search/semantic?q=${encodeURIComponent(`${one(nouns)} with holes`)}`);
  return {
    list,
    filter,
    search,
    details,
    mixed: () => one([list, filter, search, details])(),
    pictures: detailsOf(pictured),
    semantic,
  };
}

/** Page tokens of pages deep inside lists: every sort of the largest dataset, a thousand rows at a time. */
export async function deepPages(base: string, token: string, { datasets }: Filled): Promise<DeepPage[]> {
  const pages: DeepPage[] = [];
  const dataset = sure(datasets[0]).id;
  for (const sort of sorts) {
    let next = "";
    for (let i = 0; i < 4; i++) {
      const path = `/org/datasets/${dataset}/conversions?limit=1000&${next ? `page_token=${next}` : `sort_by=${sort}`}`;
      const answer = await fetch(base + path, { headers: { authorization: `Bearer ${token}` } });
      next = ((await answer.json()) as { readonly next_page: string }).next_page;
      pages.push({ dataset, token: next });
    }
  }
  return pages;
}

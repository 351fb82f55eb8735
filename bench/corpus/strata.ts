// The stratum of each file of a corpus, from the table of DIR's own name (dev/dev.csv); an empty map when there is no such table.
import { readFile } from "node:fs/promises";
import path from "node:path";

export async function strataOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const strata = new Map<string, string>();
  let text: string;
  try {
    text = await readFile(path.join(folder, `${path.basename(folder)}.csv`), "utf8");
  } catch {
    return strata;
  }
  const [head = [], ...rows] = parseCsv(text);
  const file = head.indexOf("file");
  const stratum = head.indexOf("stratum");
  for (const row of rows) {
    const [name, of] = [row[file], row[stratum]];
    if (name !== undefined && of !== undefined) strata.set(path.normalize(name), of);
  }
  return strata;
}

/** Rows of cells (RFC 4180). */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += c;
        i++;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") {
      row.push(cell);
      cell = "";
    } else if (c === "\n") {
      row.push(cell.replace(/\r$/, ""));
      rows.push(row);
      row = [];
      cell = "";
    } else cell += c;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

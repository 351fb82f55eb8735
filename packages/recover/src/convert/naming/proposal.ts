/** Names and comments that somebody proposes for a program, and the program with them. */
import { commentText, isReserved } from "../../codegen/kcl/names.js";
import type { ProgramNames } from "./occurrences.js";

export interface Proposal {
  /** New names by old ones. */
  readonly names: Readonly<Record<string, string>>;
  /** One line above the statement that declares a name, by the old name. */
  readonly comments: Readonly<Record<string, string>>;
}

/** What is wrong with a proposal, in words for the certificate. */
export class ProposalRefused extends Error {
  override name = "ProposalRefused";
}

const refuse = (why: string): never => {
  throw new ProposalRefused(why);
};

/** Of a word of somebody else's in a message. */
const shownLetters = 60;
const shown = (text: string): string => `"${commentText(text, shownLetters)}"`;

/** The proposal that a text in JSON is: `{"names": {old: new}, "comments": {old: text}}`, either of which may be absent. @throws ProposalRefused */
export function parseProposal(text: string): Proposal {
  // Models like to put a fence of Markdown round what they were asked for.
  const bare = text.trim().replace(/^```(?:json)?\s*|\s*```$/g, "");
  let parsed: unknown;
  try {
    parsed = JSON.parse(bare);
  } catch {
    return refuse("the answer is no JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return refuse("the answer is no object");
  const { names = {}, comments = {} } = parsed as { readonly names?: unknown; readonly comments?: unknown };
  return { names: texts("names", names), comments: texts("comments", comments) };
}

function texts(what: string, value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(`${what} is no object`);
  const entries = Object.entries(value);
  const wrong = entries.find(([, text]) => typeof text !== "string");
  if (wrong) return refuse(`${what}: the value of ${shown(wrong[0])} is no text`);
  return Object.fromEntries(entries) as Record<string, string>;
}

const longestName = 40;
const longestComment = 100;

/** What of a proposal is for this program: names that change, comments of its top level. @throws ProposalRefused when a name cannot be given */
export function checkedProposal({ own, words, statements }: ProgramNames, { names, comments }: Proposal): Proposal {
  const known = new Set(own);
  const changed = Object.entries(names).filter(([old, name]) => known.has(old) && old !== name);
  const given = new Set<string>();
  for (const [old, name] of changed) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name) || name.length > longestName)
      refuse(`${shown(name)} for ${old} is no lowerCamelCase name of at most ${longestName} letters`);
    if (isReserved(name)) refuse(`${shown(name)} for ${old} is a word of the language`);
    if (words.has(name)) refuse(`${shown(name)} for ${old} is a name of the program already`);
    if (given.has(name)) refuse(`${shown(name)} is proposed for two names`);
    given.add(name);
  }
  const told = Object.entries(comments).filter(([name, text]) => statements.has(name) && text.trim() !== "");
  return { names: Object.fromEntries(changed), comments: Object.fromEntries(told) };
}

/** The program with a checked proposal in it; the official formatter has still to lay it out. */
export function applied(
  text: string,
  { occurrences, statements }: ProgramNames,
  { names, comments }: Proposal,
): string {
  const bytes = Buffer.from(text, "utf8");
  const nameOf = new Map(Object.entries(names));
  const changes = [
    ...occurrences.flatMap(({ name, start, end }) => {
      const next = nameOf.get(name);
      return next === undefined ? [] : [{ start, end, put: next }];
    }),
    ...Object.entries(comments).flatMap(([name, comment]) => {
      const start = statements.get(name);
      return start === undefined ? [] : [{ start, end: start, put: `// ${commentText(comment, longestComment)}\n` }];
    }),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const { start, end, put } of changes) {
    pieces.push(bytes.subarray(from, start), Buffer.from(put));
    from = end;
  }
  return Buffer.concat([...pieces, bytes.subarray(from)]).toString("utf8");
}

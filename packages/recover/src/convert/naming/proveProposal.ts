/** A proposal put to the test: the program with it counts only when it is as good as the one without. */
import { UnbakeError } from "@unbake/ground";
import { editTable } from "../edits/editTable.js";
import { type Bench, execute, prove } from "../program.js";
import type { SalonProgram } from "../types.js";
import { namesOf } from "./occurrences.js";
import { applied, checkedProposal, type Proposal, ProposalRefused, parseProposal } from "./proposal.js";

/**
 * `salon` with the names and comments of `answer`, the text that the model named `model` gave, when it then parses, lints clean, is laid out as the
 * official formatter does, runs and verifies with every sketch as fixed as before; else `salon` itself. Its `proposal` says which, and why.
 */
export async function proveProposal(
  bench: Bench,
  salon: SalonProgram,
  model: string,
  answer: string,
): Promise<SalonProgram> {
  const { kcl } = bench;
  try {
    const names = namesOf(kcl.parse(salon.kcl));
    const proposal = checkedProposal(names, parseProposal(answer));
    const counts = { renamed: sizeOf(proposal.names), comments: sizeOf(proposal.comments) };
    if (counts.renamed + counts.comments === 0) return without(salon, model, "it proposes nothing for this program");
    const text = kcl.format(applied(salon.kcl, names, proposal));
    if (kcl.format(text) !== text) return without(salon, model, "the formatter does not leave it as it is");
    const [finding] = await kcl.lint(text);
    if (finding) return without(salon, model, `the linter objects: ${finding.code} in line ${finding.line}`);
    return await bench.kernel.scope(async () => {
      const features = salon.proof.featureCounts;
      const before = (await execute(bench, salon.kcl)).freedom();
      const execution = await execute(bench, text);
      const after = execution.freedom();
      const loose = after.free > before.free || after.conflict > before.conflict;
      if (loose) return without(salon, model, "a sketch is less fixed with it");
      const { kcl: next, proof } = await prove(bench, { text, features }, execution);
      if (!proof.verified)
        return without(salon, model, `it does not rebuild the original: ${proof.reasons.join("; ")}`);
      const edits = salon.edits && { edits: await editTable(bench.kernel, kcl, next) };
      return { ...salon, kcl: next, proof, ...edits, proposal: { model, taken: true, ...counts } };
    });
  } catch (error) {
    if (!(error instanceof UnbakeError) && !(error instanceof ProposalRefused)) throw error;
    return without(salon, model, error.message);
  }
}

const sizeOf = (entries: Proposal["names"]): number => Object.keys(entries).length;

/** The program as it is, and why nothing of a proposal is in it. */
export const without = (salon: SalonProgram, model: string, why: string): SalonProgram => ({
  ...salon,
  proposal: { model, taken: false, renamed: 0, comments: 0, why },
});

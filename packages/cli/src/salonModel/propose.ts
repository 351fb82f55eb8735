/** A conversion with what a model proposes for its salon program, where that holds. */
import { createKclTools } from "@unbake/engine";
import { type ChildPool, failureOfDeath } from "@unbake/jobs";
import { type Conversion, namesOf, type SalonProgram, withoutProposal } from "@unbake/recover";
import { askModel, type SalonModel } from "./ask.js";

/**
 * Asks `model` for names of the salon program, if there is one, and has a child try them against the original at `path`. The conversion is as good as
 * before in any case; its certificate says what came of it.
 */
export async function withProposal(
  conversion: Conversion,
  path: string,
  model: SalonModel,
  pool: ChildPool,
  signal?: AbortSignal,
): Promise<Conversion> {
  const { salon, status } = conversion;
  if (status !== "success" || !salon || salon.fallback) return conversion;
  return withSalon(conversion, await proposed(salon, path, model, pool, signal));
}

async function proposed(
  salon: SalonProgram,
  path: string,
  model: SalonModel,
  pool: ChildPool,
  signal: AbortSignal | undefined,
): Promise<SalonProgram> {
  const { own } = namesOf((await createKclTools()).parse(salon.kcl));
  const answer = await askModel(model, salon.kcl, own);
  if ("why" in answer) return withoutProposal(salon, model.name, answer.why);
  const job = { kind: "proposal", path, salon, model: model.name, answer: answer.text } as const;
  const outcome = await pool.run(job, signal);
  if (outcome.kind === "died")
    return withoutProposal(salon, model.name, failureOfDeath(outcome)?.message ?? "interrupted");
  const { result } = outcome;
  if (result.kind === "failure") return withoutProposal(salon, model.name, result.failure.message);
  if (result.kind !== "proposal") throw new Error(`a proposal answered with ${result.kind}`);
  return result.salon;
}

function withSalon(conversion: Conversion, salon: SalonProgram): Conversion {
  const { certificate, warnings } = conversion;
  const { kcl: _, proof, ...more } = salon;
  const why = salon.proposal?.why;
  const said = why === undefined ? warnings : [...warnings, `the names of the model are not used: ${why}`];
  return {
    ...conversion,
    salon,
    warnings: said,
    ...(certificate && { certificate: { ...certificate, salon: { ...proof, ...more }, warnings: said } }),
  };
}

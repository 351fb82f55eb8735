// One STEP file converted by the pool, as `unbake convert` does.
import { searchShare } from "@unbake/cli";
import { type ChildPool, settle } from "@unbake/jobs";

/** The conversion of a program's STEP file within the time limit; undefined where the process died. */
export async function convertedProgram(pool: ChildPool, program: string, step: string, timeoutS: number) {
  const name = `${program}.step`;
  const searchBudgetMs = timeoutS * 1000 * searchShare;
  return settle(await pool.run({ kind: "convert", path: step, name, rawOnly: false, searchBudgetMs }));
}

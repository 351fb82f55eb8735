/** What the command line and the environment say about a model that proposes names. */
import { usage } from "../commands/errors.js";
import type { SalonModel } from "./ask.js";

export interface SalonModelFlags {
  readonly salonModel?: string;
  readonly salonModelName?: string;
}

/** The only place for the key: arguments are seen by everybody on the machine. */
const keyVariable = "UNBAKE_SALON_MODEL_KEY";

/** ms. A person waits for it. */
const answerTimeoutMs = 60_000;

/** Hosts of this machine, to which a key may go without encryption. */
const isLocal = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/**
 * The model that the options ask for; undefined without `--salon-model`.
 * @throws CommandError (usage) where they are no good
 */
export function salonModelOf(
  { salonModel, salonModelName }: SalonModelFlags,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SalonModel | undefined {
  if (salonModel === undefined) {
    if (salonModelName !== undefined) throw usage("--salon-model-name is for --salon-model URL");
    return undefined;
  }
  if (salonModelName === undefined || salonModelName.trim() === "")
    throw usage("--salon-model needs --salon-model-name, which the endpoint knows its model by");
  const url = URL.canParse(salonModel) ? new URL(salonModel) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) throw usage("--salon-model is no http or https address");
  if (url.username !== "" || url.password !== "")
    throw usage(`--salon-model holds a password: the key goes into ${keyVariable}`);
  const key = environment[keyVariable];
  if (key && url.protocol === "http:" && !isLocal(url.hostname))
    throw usage("--salon-model would send the key without encryption: use https");
  return { url, name: salonModelName, ...(key && { key }), timeoutMs: answerTimeoutMs };
}

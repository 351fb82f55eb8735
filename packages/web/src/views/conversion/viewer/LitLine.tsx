import type { Stage } from "../../../api/addresses";
import type { Details } from "../../../api/client";
import type { Lit } from "../lit";
import type { Live } from "./views";

interface Props {
  readonly conversion: Details;
  readonly live: Live | undefined;
  readonly lit: Lit | undefined;
}

/** The line that is pointed at, in words: its program may be further down the page. */
export function LitLine({ conversion, live, lit }: Props) {
  const program = live && lit?.stage !== "original" ? live.text : programOf(conversion, lit?.stage);
  const text = lit && program?.split("\n")[lit.line - 1];
  return (
    <p className="viewer-line mono">
      {text === undefined ? "Point at a face to see what made it." : `${lit?.line}: ${text.trim()}`}
    </p>
  );
}

function programOf(conversion: Details, stage: Stage | undefined): string | null | undefined {
  if (stage === "salon_kcl") return conversion.salon_kcl_output;
  if (stage === "raw_kcl") return conversion.manual_kcl_override ?? conversion.raw_kcl_output;
  return undefined;
}

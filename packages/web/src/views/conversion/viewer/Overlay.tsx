import { useState } from "react";
import { overlayUrl } from "../../../api/addresses";
import { plural } from "../../../words/numbers";
import { Canvas } from "./Canvas";
import { useMoves } from "./moves";
import { loadOverlay, type Piece, type PieceKind } from "./overlay";
import type { ModelStage } from "./stage";
import type { ViewProps } from "./views";

const words: Readonly<Record<PieceKind, string>> = {
  common: "in both",
  added: "only in the result",
  removed: "only in the original",
};

/** Both models in one place: common matter grey, added red, missing green; and a way from difference to difference. */
export function Overlay({ conversion, result = "raw_kcl" }: ViewProps) {
  const [stage, setStage] = useState<ModelStage>();
  const [pieces, setPieces] = useState<readonly Piece[]>();
  const n = pieces?.length ?? 0; // default: nothing is read yet
  const { at, go } = useMoves(n, (i) => {
    const piece = pieces?.[i];
    if (piece) stage?.goTo(piece.center, piece.radius);
  });
  return (
    <Canvas
      label="Common, added and removed matter"
      loadKey={result}
      load={async (made, signal) => {
        const overlay = await loadOverlay(overlayUrl(conversion, result), made.materials, signal);
        setStage(made);
        setPieces(overlay.pieces);
        return { models: [overlay.model], together: true };
      }}
    >
      <div className="viewer-legend">
        {(["common", "added", "removed"] as const).map((kind) => (
          <span key={kind} className={`key ${kind}`}>
            {words[kind]}
          </span>
        ))}
        <span className="quiet" role="status">
          {pieces && (pieces.length === 0 ? "No difference." : plural(pieces.length, "difference"))}
        </span>
        {pieces && pieces.length > 0 && (
          <>
            <button type="button" className="button" onClick={() => go(-1)}>
              Previous
            </button>
            <button type="button" className="button" onClick={() => go(1)}>
              Next
            </button>
            {at >= 0 && (
              <span className="quiet">
                {at + 1} of {pieces.length}, {words[pieces[at]?.kind ?? "common"]}
              </span>
            )}
          </>
        )}
      </div>
    </Canvas>
  );
}

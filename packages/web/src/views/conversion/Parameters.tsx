import { Problem } from "../../parts/Problem";
import { nameInWords, type Parameter, parametersOf, rangeOf, withParameter } from "../../words/parameters";
import type { Draft } from "./draft";

interface Props {
  readonly original: string;
  readonly draft: Draft;
}

/** The driving dimensions: each changes the program, and the model follows. */
export function Parameters({ original, draft }: Props) {
  const before = parametersOf(original);
  if (before.length === 0) return null;
  const now = new Map(parametersOf(draft.text).map((parameter) => [parameter.name, parameter]));
  return (
    <section className="panel" aria-labelledby="parameters" aria-busy={draft.isRunning}>
      <div className="panel-head">
        <h2 id="parameters">
          Parameters <span className="quiet">{draft.isRunning && "executing …"}</span>
        </h2>
        {draft.isChanged && (
          <button type="button" className="button" onClick={draft.reset}>
            Reset
          </button>
        )}
      </div>
      <div className="parameters">
        {before.map((parameter) => (
          <Field
            key={parameter.name}
            parameter={parameter}
            value={now.get(parameter.name)?.value ?? parameter.value}
            onChange={(value) => draft.change(withParameter(draft.text, parameter, value))}
          />
        ))}
      </div>
      {draft.error != null && <Problem error={draft.error} />}
    </section>
  );
}

interface FieldProps {
  readonly parameter: Parameter;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Field({ parameter, value, onChange }: FieldProps) {
  const label = nameInWords(parameter.name);
  const { min, max, step } = rangeOf(parameter);
  const take = (text: string) => {
    if (text !== "" && Number.isFinite(Number(text))) onChange(Number(text));
  };
  return (
    <div className="parameter">
      <span className="parameter-name">{label}</span>
      <input
        type="range"
        className="range"
        aria-label={`${label}, slider`}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(event) => take(event.target.value)}
      />
      <input
        type="number"
        className="input number"
        aria-label={label}
        step={step}
        value={value}
        onChange={(event) => take(event.target.value)}
      />
      <span className="quiet">{parameter.unit}</span>
    </div>
  );
}

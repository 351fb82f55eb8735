import { useId } from "react";
import { Bar, BarChart, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

interface BarValue {
  readonly key: string;
  readonly name: string;
  readonly value: number;
}

interface Props {
  readonly title: string;
  readonly bars: readonly BarValue[];
  readonly upright?: boolean;
  readonly empty?: string;
  readonly onChoose?: (key: string) => void;
}

const rowPx = 30;
const uprightPx = 240;
const axisPx = 150;

/** Bars with their numbers; the same as a table for who does not see them, whose rows lead to the files. */
export function BarPanel({ title, bars, upright = false, empty = "Nothing yet.", onChoose }: Props) {
  const id = useId();
  const data = [...bars];
  const choose = (bar: { readonly payload?: BarValue }) => bar.payload && onChoose?.(bar.payload.key);
  const tick = { fill: "var(--quiet)", fontSize: 12 };
  const number = { fill: "var(--text)", fontSize: 12 };
  const filled = data.filter(({ value }) => value > 0);
  const shown = filled.length > 0;
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {!shown && <p className="quiet">{empty}</p>}
      {shown && (
        <div aria-hidden style={{ height: upright ? uprightPx : data.length * rowPx + 16 }}>
          <ResponsiveContainer width="100%" height="100%">
            {upright ? (
              <BarChart data={data} margin={{ top: 16, right: 8, bottom: 0, left: 8 }} accessibilityLayer={false}>
                <XAxis
                  dataKey="name"
                  tick={tick}
                  stroke="var(--line)"
                  interval={0}
                  angle={-30}
                  textAnchor="end"
                  height={56}
                />
                <YAxis hide />
                <Tooltip isAnimationActive={false} cursor={{ fill: "var(--hover)" }} contentStyle={tooltip} />
                <Bar dataKey="value" name="Files" fill="var(--accent-mid)" isAnimationActive={false} onClick={choose}>
                  <LabelList dataKey="value" position="top" style={number} />
                </Bar>
              </BarChart>
            ) : (
              <BarChart
                data={data}
                layout="vertical"
                margin={{ top: 0, right: 48, bottom: 0, left: 0 }}
                accessibilityLayer={false}
              >
                <XAxis type="number" hide />
                <YAxis type="category" dataKey="name" width={axisPx} tick={tick} stroke="var(--line)" interval={0} />
                <Bar dataKey="value" fill="var(--accent-mid)" barSize={16} isAnimationActive={false} onClick={choose}>
                  <LabelList dataKey="value" position="right" style={number} />
                </Bar>
              </BarChart>
            )}
          </ResponsiveContainer>
        </div>
      )}
      {onChoose ? (
        <p className="chart-links">
          {filled.map(({ key, name, value }) => (
            <button key={key} type="button" className="button plain" onClick={() => onChoose(key)}>
              {name} {value}
            </button>
          ))}
        </p>
      ) : (
        <table className="visually-hidden">
          <caption>{title}</caption>
          <tbody>
            {data.map(({ key, name, value }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const tooltip = { background: "var(--panel)", border: "1px solid var(--line)", color: "var(--text)", fontSize: 12 };

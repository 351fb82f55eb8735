import { ago, moment } from "../words/numbers";
import { useNow } from "./useNow";

/** A time as "3 min ago", the whole of it on hovering. */
export function Ago({ time }: { readonly time: string }) {
  const now = useNow();
  return (
    <time dateTime={time} title={moment(time)}>
      {ago(time, Math.max(now, Date.now()))}
    </time>
  );
}

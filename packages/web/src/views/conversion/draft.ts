/** A program that somebody is changing, and the model that it makes meanwhile. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readKcl, runKcl } from "../../api/kcl";
import type { Live } from "./viewer/views";

/** From the last key, or the last move of a slider, to the run. */
const waitMs = 250;

export interface Draft {
  readonly text: string;
  readonly isChanged: boolean;
  readonly change: (text: string) => void;
  readonly reset: () => void;
  readonly live: Live | undefined;
  readonly isRunning: boolean;
  readonly error: unknown;
  /** What the official tools say; undefined while they are asked for the first time. */
  readonly reading: Awaited<ReturnType<typeof readKcl>> | undefined;
}

/** The newest text is run; what is still on its way for an older one is broken off, and the server ends it. */
export function useDraft(original: string): Draft {
  const [text, setText] = useState(original);
  const [base, setBase] = useState(original);
  if (base !== original) {
    setBase(original);
    setText(original);
  }
  const settled = useSettled(text);
  const isChanged = text !== original;
  const options = {
    enabled: settled === text && settled !== original && settled !== "",
    retry: false,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  };
  const run = useQuery({
    queryKey: ["kcl-run", settled],
    queryFn: async ({ signal }) => ({ version: Date.now(), text: settled, glb: await runKcl(settled, signal) }),
    ...options,
  });
  const read = useQuery({
    queryKey: ["kcl-read", settled],
    queryFn: ({ signal }) => readKcl(settled, signal),
    ...options,
  });
  return {
    text,
    isChanged,
    change: setText,
    reset: () => setText(original),
    live: isChanged && run.data ? run.data : undefined,
    isRunning: isChanged && (run.isFetching || settled !== text),
    error: isChanged ? run.error : undefined,
    reading: isChanged ? read.data : undefined,
  };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), waitMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

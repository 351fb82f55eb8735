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
  /** By hand: the program is run when the official tools find no error in it. */
  readonly type: (text: string) => void;
  /** By a tool, which makes no errors of its own: the program is run at once. */
  readonly change: (text: string) => void;
  readonly reset: () => void;
  readonly live: Live | undefined;
  /** The official tools find errors in it. */
  readonly isWrong: boolean;
  readonly isRunning: boolean;
  readonly error: unknown;
  /** What the official tools say; undefined while they are asked for the first time. */
  readonly reading: Awaited<ReturnType<typeof readKcl>> | undefined;
}

/** The newest text is run; what is still on its way for an older one is broken off, and the server ends it. */
export function useDraft(original: string): Draft {
  const [text, setText] = useState(original);
  const [base, setBase] = useState(original);
  const [isTyped, setIsTyped] = useState(false);
  const begin = (next: string) => {
    setText(next);
    setIsTyped(false);
  };
  if (base !== original) {
    setBase(original);
    begin(original);
  }
  const settled = useSettled(text);
  const isChanged = text !== original;
  const options = {
    enabled: settled === text && settled !== original && settled !== "",
    retry: false,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  };
  const read = useQuery({
    queryKey: ["kcl-read", settled],
    queryFn: ({ signal }) => readKcl(settled, signal),
    ...options,
  });
  const isWrong = read.data?.issues.some(({ severity }) => severity === "error") ?? false; // default: nothing is known yet
  const mayRun = !isTyped || (read.isSuccess && !read.isPlaceholderData && !isWrong);
  const run = useQuery({
    queryKey: ["kcl-run", settled],
    queryFn: async ({ signal }) => ({ version: Date.now(), text: settled, glb: await runKcl(settled, signal) }),
    ...options,
    enabled: options.enabled && mayRun,
  });
  return {
    text,
    isChanged,
    type(next) {
      setText(next);
      setIsTyped(true);
    },
    change: setText,
    reset: () => begin(original),
    live: isChanged && run.data ? run.data : undefined,
    isWrong: isChanged && isWrong,
    isRunning: isChanged && (run.isFetching || settled !== text),
    error: isChanged && !isWrong ? run.error : undefined,
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

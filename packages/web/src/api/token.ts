/** The token that the reader of the page signed in with: kept in this browser only. */
import { useSyncExternalStore } from "react";

const key = "unbake-token";
const listeners = new Set<() => void>();

export function currentToken(): string | undefined {
  return localStorage.getItem(key) ?? undefined;
}

export function keepToken(token: string): void {
  localStorage.setItem(key, token);
  for (const tell of listeners) tell();
}

export function forgetToken(): void {
  localStorage.removeItem(key);
  for (const tell of listeners) tell();
}

/** Undefined when nobody is signed in. */
export function useToken(): string | undefined {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, currentToken);
}

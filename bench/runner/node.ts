/** Arguments of node that run a script in TypeScript. */
export const nodeArguments = (script: string): string[] => ["--import", import.meta.resolve("tsx"), script];

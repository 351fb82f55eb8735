// A parent with a child that is blocked: says that it has begun, then waits for ever. The test kills this process.
import { fileURLToPath } from "node:url";
import { createPool } from "../../../dist/isolation/pool.js";

const childModule = fileURLToPath(new URL("./child.mjs", import.meta.url));
const pool = createPool({ childModule, size: 1, limits: { timeoutMs: 600_000, memoryBytes: 2 ** 31 } });
await pool.run({});
const hanging = pool.run({ do: "hang" });
console.log("begun");
await hanging;

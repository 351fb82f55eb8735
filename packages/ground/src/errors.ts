/**
 * The one table of errors: code, message template, status of a conversion. HTTP and exit statuses follow from it at the edges.
 * The same code leaves through the API, the CLI, the certificate and docs/errors.md; a test walks the table.
 */

import { plainText } from "./plainText.js";

export type ConversionStatus = "success" | "error_user" | "error_unsupported" | "error_internal";

export interface ErrorKind {
  readonly message: string;
  readonly status: Exclude<ConversionStatus, "success">;
}

const user = (message: string): ErrorKind => ({ message, status: "error_user" });
const unsupported = (message: string): ErrorKind => ({ message, status: "error_unsupported" });
const internal = (message: string): ErrorKind => ({ message, status: "error_internal" });

export const errorTable = {
  // What the sender can mend
  unreadable: user("the file cannot be read: {detail}"),
  source_missing: user("the file is no longer where it was listed: {detail}"),
  unwritable: user("the results cannot be written: {detail}"),
  empty: user("the file is empty"),
  not_cad: user("this is not a CAD file: {detail}"),
  lfs_pointer: user("this is a Git LFS pointer, not the file itself: fetch it with `git lfs pull`"),
  truncated: user("the file is truncated: {detail}"),
  syntax: user("the file is malformed at {detail}"),
  dangling_reference: user("a reference leads nowhere: {detail}"),
  duplicate_instance: user("an instance is defined twice: {detail}"),
  cyclic: user("the product structure contains itself: {detail}"),
  open_shell: user("a solid is not watertight: {detail}"),
  bad_geometry: user("the geometry contradicts itself: {detail}"),
  missing_external: user("the file refers to files that are not here: {detail}"),
  kcl_syntax: user("the KCL does not parse: {detail}"),
  kcl_execution: user("the KCL does not execute: {detail}"),
  // What we do not do (yet)
  no_shape: unsupported("the file holds no shape: {detail}"),
  no_solid: unsupported("the file holds no solid: {detail}"),
  unsupported_format: unsupported("this format is not supported: {detail}"),
  unsupported_content: unsupported("the file holds content that is not supported: {detail}"),
  unsupported_command: unsupported("the engine does not know the command {detail}"),
  unsupported_surface: unsupported("a surface is outside what is recovered: {detail}"),
  mesh_not_fitted: unsupported("the mesh is not made of surfaces that are recognised: {detail}"),
  misread: unsupported("the kernel reads the file otherwise than its text says: {detail}"),
  not_recovered: unsupported("no program was found that rebuilds it: {detail}"),
  geometry_mismatch: unsupported("the program does not rebuild the original: {detail}"),
  too_large: unsupported("the file is beyond the limits: {detail}"),
  timeout: unsupported("the conversion took longer than {detail}"),
  memory: unsupported("the conversion needed more memory than {detail}"),
  // What is our fault
  kernel: internal("the geometry kernel failed: {detail}"),
  execution: internal("our own program did not execute: {detail}"),
  crash: internal("the conversion process died: {detail}"),
  internal: internal("unexpected: {detail}"),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/** An error of the table. `detail` fills the template; `place` (line, entity, face) is part of the detail where there is one. */
export class UnbakeError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail = "", options?: ErrorOptions) {
    // Details quote files that anybody may have written. A function as replacement: `$&` in one is no pattern.
    const plain = detail.split("\n").map(plainText).join("\n");
    super(
      errorTable[code].message.replace("{detail}", () => plain),
      options,
    );
    this.name = "UnbakeError";
    this.code = code;
    this.detail = plain;
  }

  get kind(): ErrorKind {
    return errorTable[this.code];
  }
}

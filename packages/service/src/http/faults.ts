/** What the validator found in a request, in words: the field, and what it may be. */

/** As Ajv reports it. */
export interface Fault {
  readonly instancePath?: string;
  readonly keyword?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

const formats: Readonly<Record<string, string>> = {
  uuid: "a UUID like 01234567-89ab-cdef-0123-456789abcdef",
};

/** Names the place as a client writes it (`source.provider`), never as a schema does. `whole` is the name of what has no name. */
export function wordsOf(
  { instancePath = "", keyword, params = {}, message = "is wrong" }: Fault,
  whole: string,
): string {
  const place = instancePath.split("/").slice(1).map(unescaped);
  const name = place.length === 0 ? whole : place.join(".");
  switch (keyword) {
    case "required":
      return `${[...place, String(params.missingProperty)].join(".")} is missing`;
    case "enum":
      return `${name} must be one of ${(params.allowedValues as readonly unknown[]).map(String).join(", ")}`;
    case "type":
      return `${name} must be of type ${String(params.type).replaceAll(",", " or ")}`;
    case "format":
      return `${name} must be ${formats[String(params.format)] ?? `a ${params.format}`}`;
    case "minLength":
      return params.limit === 1 ? `${name} must not be empty` : `${name} ${message}`;
    case "maxLength":
      return `${name} must have at most ${params.limit} characters`;
    // The one pattern that schemas have (schemas/make.ts).
    case "pattern":
      return `${name} must not have the character NUL`;
    default:
      return `${name} ${message}`;
  }
}

/** RFC 6901. */
const unescaped = (part: string) => part.replaceAll("~1", "/").replaceAll("~0", "~");

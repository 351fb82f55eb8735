/** The text without NUL, which no text of PostgreSQL holds, and with lone surrogates, which no jsonb holds, as U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

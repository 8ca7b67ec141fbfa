/**
 * A text as a fact holds it: no control characters, no lone surrogate, trimmed, at most so many
 * characters.
 */
export function brief(value: string, lengthMax: number): string {
  // oxlint-disable-next-line no-control-regex
  const plain = value.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  return plain.slice(0, lengthMax).toWellFormed()
}

/** The lines of a text without their comments and white space; empty ones are left out. */
export function meaningfulLines(content: string): string[] {
  return content
    .split('\n')
    .map((line) => line.replace(/(^|\s)[#;].*$/, '').trim())
    .filter((line) => line !== '')
}

/** Compares by code unit: the same order on every machine and locale. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

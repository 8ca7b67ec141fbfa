/** A signed text as a file: the signed line, then its Ed25519 signature in base64url. */
export type SignedLines = { readonly content: string; readonly signature: string }

/** The two lines of a signed text; null: the form is another, or it is longer than `lengthMax` characters. */
export function splitSignedLines(file: string, lengthMax: number): SignedLines | null {
  if (file.length > lengthMax) return null
  const [content, signature, ...rest] = file.trimEnd().split('\n')
  if (content === undefined || signature === undefined || rest.length > 0) return null
  return /^[A-Za-z0-9_-]{86}$/.test(signature) ? { content, signature } : null
}

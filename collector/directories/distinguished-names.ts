/**
 * Two spellings of one distinguished name are the same after this: case, spaces around `,` `=` `+`, and the two
 * ways to escape a character (RFC 4514: `\,` and `\2C`) do not matter.
 */
export function foldDn(dn: string): string {
  const plain = dn.normalize('NFC').replaceAll(/\\([0-9a-fA-F]{2})/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16)
    // Bytes beyond ASCII are parts of a letter and stay as they are written.
    return code < 128 ? `\\${String.fromCharCode(code)}` : whole.toLowerCase()
  })
  return plain
    .replaceAll(/\s*(?<!\\)([,=+])\s*/g, '$1')
    .trim()
    .toLowerCase()
}

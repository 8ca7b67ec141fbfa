import type { RegistryValue } from '../../windows-system.ts'

/**
 * Types of values.
 * Source: https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types
 */
const types = { text: 1, expandable: 2, number: 4, bigEndian: 5, link: 6, texts: 7, long: 11 }

/**
 * A value as it lies in the registry. Windows keeps whatever was written, so a text may have an odd
 * length or no end, and a number may have any size: such a number is binary. `%SystemRoot%` in a
 * text stays as it is written.
 */
export function registryValue(type: number, bytes: Buffer): RegistryValue {
  switch (type) {
    case types.text:
    case types.expandable:
    case types.link:
      return { type: 'string', value: untilNul(textOf(bytes)) }
    case types.texts:
      return { type: 'strings', value: textsOf(bytes) }
    case types.number:
      return bytes.length === 4 ? { type: 'number', value: bytes.readUInt32LE() } : binary(bytes)
    case types.bigEndian:
      return bytes.length === 4 ? { type: 'number', value: bytes.readUInt32BE() } : binary(bytes)
    case types.long:
      return bytes.length === 8 ? long(bytes) : binary(bytes)
    default:
      return binary(bytes)
  }
}

function binary(bytes: Buffer): RegistryValue {
  return { type: 'binary', value: bytes.toString('hex') }
}

/** A number that JavaScript would round stays as its bytes. */
function long(bytes: Buffer): RegistryValue {
  const value = bytes.readBigUInt64LE()
  return value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? { type: 'number', value: Number(value) }
    : binary(bytes)
}

/**
 * Half a character at the end is dropped; half a surrogate pair becomes U+FFFD, which a database
 * accepts.
 */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf16le', 0, bytes.length - (bytes.length % 2)).toWellFormed()
}

function untilNul(text: string): string {
  const end = text.indexOf('\0')
  return end === -1 ? text : text.slice(0, end)
}

/**
 * An empty text within the list is kept, though the format calls it the end:
 * PendingFileRenameOperations holds pairs whose second text is empty.
 */
function textsOf(bytes: Buffer): string[] {
  const text = textOf(bytes)
  const withoutListEnd = text.endsWith('\0') ? text.slice(0, -1) : text
  const joined = withoutListEnd.endsWith('\0') ? withoutListEnd.slice(0, -1) : withoutListEnd
  return joined === '' ? [] : joined.split('\0')
}

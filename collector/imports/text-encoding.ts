import { Refusal } from '#protocol/refusals.ts'
import { legacyEncodingOf } from './legacy-text.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258'
type Decoded = { readonly text: string; readonly encoding: Encoding }

const byteOrderMarks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
const encodingNames = { 'utf-8': 'UTF-8', 'windows-1258': 'Windows-1258' } as const
/** Two bytes of UTF-8 that Vietnamese letters begin with; in Windows-1258 they would be nonsense. */
const vietnameseUtf8 =
  /\u00e1[\u00ba\u00bb][\u0080-\u00bf]|\u00c6[\u00a1\u00b0]|\u00c4[\u0091\u0083]/

/**
 * The text of a CSV file, in NFC: UTF-8 and UTF-16 with or without their mark, and Windows-1258.
 * @throws Refusal IMPORT_FORMAT_UNKNOWN, IMPORT_ENCODING_MIXED, IMPORT_ENCODING_LEGACY, IMPORT_ENCODING_UNKNOWN
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = byteOrderMarks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))
  const encoding = marked?.[0] ?? utf16Of(bytes)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return decodeStrictly(bytes, encoding)
  if (bytes.includes(0)) throw new Refusal('IMPORT_FORMAT_UNKNOWN')
  const text = tryDecode('utf-8', bytes)
  if (text !== null) return { text: text.normalize('NFC'), encoding: 'utf-8' }
  refuseMixed(bytes)
  return decodeWindows1258(bytes)
}

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): Decoded {
  const text = tryDecode(encoding, bytes)
  if (text === null || text.includes('\0')) throw new Refusal('IMPORT_FORMAT_UNKNOWN')
  return { text: text.normalize('NFC'), encoding }
}

function tryDecode(encoding: Encoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Without a mark: most high bytes of UTF-16 are 0 in a table with Latin letters, digits and separators. */
function utf16Of(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries())
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const isMany = (count: number) => count > sample.length / 5
  if (isMany(odd) && even * 10 < odd) return 'utf-16le'
  return isMany(even) && odd * 10 < even ? 'utf-16be' : null
}

/** Rows pasted from two files: some are UTF-8, others are not. Names the first that differs. */
function refuseMixed(bytes: Uint8Array): void {
  let first: keyof typeof encodingNames | null = null
  for (const { line, row } of linesOf(bytes)) {
    const [own, other] = encodingsOf(line)
    if (own === undefined) continue
    first ??= own
    const differing = other ?? (own === first ? undefined : own)
    if (differing === undefined) continue
    const names = { first: encodingNames[first], other: encodingNames[differing] }
    throw new Refusal('IMPORT_ENCODING_MIXED', { row, ...names })
  }
}

type LineEncoding = keyof typeof encodingNames

/** Empty: ASCII alone. Two: a line of both. */
function encodingsOf(line: Uint8Array): readonly LineEncoding[] {
  if (line.every((byte) => byte < 0x80)) return []
  if (tryDecode('utf-8', line) !== null) return ['utf-8']
  return vietnameseUtf8.test(byteText(line)) ? ['utf-8', 'windows-1258'] : ['windows-1258']
}

const byteText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

function* linesOf(bytes: Uint8Array): Generator<{ line: Uint8Array; row: number }> {
  let start = 0
  for (let row = 1; start < bytes.length; row += 1) {
    const next = bytes.indexOf(10, start)
    const end = next < 0 ? bytes.length : next
    yield { line: bytes.subarray(start, end), row }
    start = end + 1
  }
}

/** Its marks are characters of their own; NFC puts them on their letters, and one that is left over shows an error. */
function decodeWindows1258(bytes: Uint8Array): Decoded {
  const text = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  for (const [at, line] of text.split('\n').entries()) {
    const encoding = line
      .split(/[\s;,"]+/)
      .map(legacyEncodingOf)
      .find((found) => found !== null)
    if (encoding) {
      throw new Refusal('IMPORT_ENCODING_LEGACY', {
        row: at + 1,
        encoding,
        sample: shortened(line),
      })
    }
    if (/\p{M}|[\u0080-\u009f]/u.test(line)) {
      throw new Refusal('IMPORT_ENCODING_UNKNOWN', { row: at + 1, sample: shortened(line) })
    }
  }
  return { text, encoding: 'windows-1258' }
}

const shortened = (line: string) => line.replaceAll(/\p{C}/gu, ' ').trim().slice(0, 60)

import { decodeJoin } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'

/** Bytes that an installer keeps free; the longest join string, with an address of 260 characters, has 554. */
const joinBytesMax = 640

/**
 * What stands in the property JOIN of the installer that every agency may have. The service takes it for nothing,
 * because it does not begin as join strings do.
 */
export const joinPlaceholder = 'KHIEN-JOIN-PLACEHOLDER'.padEnd(joinBytesMax, '.')

/**
 * The installer of one agency: a copy of the `.msi` that `npm run package` builds, with a join string where it keeps
 * room for one. Group policy installs it, which passes no properties. Every other byte stays as it was; a signature of
 * the `.msi` itself no longer fits it, those of the programs inside do.
 * @throws Refusal JOIN_STRING_INVALID; INSTALLER_NOT_JOINABLE for a file without room, or with a join string already
 */
export function withJoin(installer: Uint8Array, joined: string): Uint8Array<ArrayBuffer> {
  decodeJoin(joined)
  const text = joined.trim()
  if (text.length > joinBytesMax) throw new Refusal('JOIN_STRING_INVALID')
  const encoder = new TextEncoder()
  const wanted = encoder.encode(joinPlaceholder)
  const at = placeOf(wanted, installer, 0)
  if (at === -1 || placeOf(wanted, installer, at + 1) !== -1) {
    throw new Refusal('INSTALLER_NOT_JOINABLE')
  }
  const made = new Uint8Array(installer)
  made.set(encoder.encode(text.padEnd(joinBytesMax)), at)
  return made
}

/** Where the bytes stand at or after an index; -1: nowhere. */
function placeOf(wanted: Uint8Array, bytes: Uint8Array, from: number): number {
  const [first = 0] = wanted
  let at = bytes.indexOf(first, from)
  while (at !== -1 && !wanted.every((byte, index) => bytes[at + index] === byte)) {
    at = bytes.indexOf(first, at + 1)
  }
  return at
}

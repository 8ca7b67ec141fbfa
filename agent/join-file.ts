import { readFileSync, rmSync } from 'node:fs'
import { decodeJoin, type JoinTicket } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { errorCode } from './data-folder.ts'

/**
 * The join string that an installer or a person has laid down for this machine; null: there is no such file.
 * @throws Refusal JOIN_STRING_INVALID, FILE_NOT_READABLE
 */
export function readJoinFile(path: string | null): JoinTicket | null {
  if (path === null) return null
  const text = textOf(path)
  return text === null ? null : decodeJoin(text)
}

/**
 * Removes the file once the machine is welcomed: the token in it has done its work.
 * @throws Refusal FILE_NOT_WRITABLE
 */
export function removeJoinFile(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch (error) {
    throw new Refusal('FILE_NOT_WRITABLE', { file: path, detail: errorCode(error) })
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new Refusal('FILE_NOT_READABLE', { file: path, detail: errorCode(error) })
  }
}

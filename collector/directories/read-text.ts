import { readFile } from 'node:fs/promises'
import { Refusal } from '#protocol/refusals.ts'

/** @throws Refusal FILE_NOT_READABLE */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
}

/** The one line of a file that holds a secret. */
export async function readSecret(file: string): Promise<string> {
  return (await readText(file)).replace(/\r?\n$/, '')
}

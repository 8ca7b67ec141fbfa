import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'

/**
 * Writes what a command made, and the folder that it goes into.
 * @throws Refusal FILE_NOT_WRITABLE
 */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  } catch (error) {
    throw notWritable(file, error)
  }
}

export function notWritable(file: string, error: unknown): Refusal {
  const detail = error instanceof Error ? error.message : String(error)
  return new Refusal('FILE_NOT_WRITABLE', { file, detail })
}

import { readFileSync } from 'node:fs'
import { Refusal } from '#protocol/refusals.ts'

const standardInput = 0
const charactersMax = 1_000

/**
 * A secret that stands in a file, its last line end left out; `-` is the standard input. Never given as an argument:
 * every account of the machine can read those.
 * @throws Refusal FILE_NOT_READABLE, SETTING_INVALID
 */
export function readSecretFile(name: string, file: string, charactersMin: number): string {
  let text: string
  try {
    text = readFileSync(file === '-' ? standardInput : file, 'utf8')
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
  return checkedSecret(name, text.replace(/\r?\n$/, ''), charactersMin)
}

/** @throws Refusal SETTING_INVALID; the secret is not repeated */
function checkedSecret(name: string, secret: string, charactersMin: number): string {
  const length = [...secret].length
  if (length >= charactersMin && length <= charactersMax) return secret.normalize('NFC')
  const detail = `“***” → ${charactersMin} – ${charactersMax}`
  throw new Refusal('SETTING_INVALID', { name, detail })
}

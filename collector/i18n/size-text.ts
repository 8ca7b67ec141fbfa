import type { Translator } from './speech.ts'

const kib = 1024
const mib = 1024 ** 2
const gib = 1024 ** 3

/** A size as disks are spoken of. */
export function sizeText({ number }: Pick<Translator, 'number'>, bytes: number): string {
  if (bytes >= gib) return `${number(bytes / gib, 1)} GB`
  if (bytes >= mib) return `${number(bytes / mib, 1)} MB`
  return `${number(bytes / kib, 1)} KB`
}

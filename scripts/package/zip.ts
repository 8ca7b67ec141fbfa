import { readFileSync, writeFileSync } from 'node:fs'
import { zipSync, type Zippable } from 'fflate'
import { PackagingError } from './packaging-error.ts'
import type { WindowsProgram } from './program.ts'
import type { Entry } from './tree.ts'
import type { Workshop } from './workshop.ts'

/** The files of the program and the templates for group policy; nothing of it runs by itself. */
export async function makeZip(
  workshop: Workshop,
  { entries, policies }: WindowsProgram,
  file: string,
): Promise<void> {
  // The format has no time zone, and the library writes the one of here.
  const at = new Date(workshop.release.dateSeconds * 1000)
  const mtime = new Date(at.getTime() + at.getTimezoneOffset() * 60_000)
  const files: Zippable = {}
  for (const entry of [...entries, ...policies]) {
    files[`khien-agent/${entry.path}`] = [contentOf(entry), { mtime, level: 9 }]
  }
  writeFileSync(file, zipSync(files))
}

function contentOf(entry: Entry): Uint8Array {
  if ('from' in entry) return readFileSync(entry.from)
  if ('text' in entry) return Buffer.from(entry.text)
  throw new PackagingError(`${entry.path} is no file.`)
}

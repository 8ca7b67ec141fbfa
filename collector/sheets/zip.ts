import { zipSync, type Zippable } from 'fflate'

/** ZIP has no time zone: the same local fields give the same bytes on every machine. */
export const zipTime = () => new Date(1980, 0, 1)
const contentTypes = '[Content_Types].xml'

export type Parts = Readonly<Record<string, Uint8Array>>

/** Parts as a ZIP whose bytes depend on nothing else: sorted names, one fixed time, one level. */
export function sealZip(parts: Parts): Uint8Array {
  const names = Object.keys(parts).sort(byPlace)
  const files: Zippable = {}
  for (const name of names) files[name] = [parts[name] ?? new Uint8Array(), { mtime: zipTime() }]
  return zipSync(files, { level: 6, mtime: zipTime() })
}

/** Office wants the table of contents first. */
function byPlace(left: string, right: string): number {
  if (left === contentTypes) return -1
  if (right === contentTypes) return 1
  if (left === right) return 0
  return left < right ? -1 : 1
}

import { posix } from 'node:path'
import { unknown, type Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { isMissing, unknownFrom } from '../answers.ts'

/** One line of a configuration, and where it stands. */
export type ConfigLine = { readonly file: string; readonly number: number; readonly text: string }

/** The lines of a file and of what it includes, in the order in which the service reads them. */
export type Config = {
  readonly lines: readonly ConfigLine[]
  /** Not null: why a part of it was not read. */
  readonly unread: Unknown | null
}

/** What a line includes: a file, or the files of a folder whose names end so. */
export type Include =
  { readonly file: string } | { readonly folder: string; readonly endsWith: string }

const filesMax = 48
const depthMax = 8
/** No setting that is read here is longer. */
const lineCharactersMax = 8_192

type Reading = {
  readonly system: System
  readonly includesOf: (line: string) => Include | null
  readonly lines: ConfigLine[]
  readonly unread: Unknown[]
  filesLeft: number
}

/** Reads a configuration; null: there is no such file. A circle of includes ends at the file that is being read. */
export async function readConfig(
  system: System,
  file: string,
  includesOf: (line: string) => Include | null = () => null,
): Promise<Config | null> {
  const answer = await system.readFile(file)
  if (!answer.ok) {
    return isMissing(answer) ? null : { lines: [], unread: unknownFrom(answer, nameOf(file)) }
  }
  const reading: Reading = { system, includesOf, lines: [], unread: [], filesLeft: filesMax }
  await addLines(reading, [file], answer.value)
  return { lines: reading.lines, unread: reading.unread[0] ?? null }
}

/** The first of the files that stands, read; null: none does. */
export async function readFirstConfig(
  system: System,
  files: readonly string[],
  includesOf?: (line: string) => Include | null,
): Promise<{ file: string; config: Config } | null> {
  for (const file of files) {
    const config = await readConfig(system, file, includesOf)
    if (config) return { file, config }
  }
  return null
}

async function addLines(reading: Reading, within: readonly string[], content: string) {
  const file = within.at(-1) ?? ''
  for (const [index, whole] of content.split(/\r?\n/).entries()) {
    const text = whole.slice(0, lineCharactersMax)
    if (text.length < whole.length) {
      const why = `${nameOf(file)}: a line exceeds ${lineCharactersMax} characters`
      reading.unread.push(unknown('not-understood', why))
    }
    const include = reading.includesOf(text)
    if (include === null) reading.lines.push({ file, number: index + 1, text })
    else await addIncluded(reading, within, include)
  }
}

async function addIncluded(reading: Reading, within: readonly string[], include: Include) {
  const files = await filesOf(reading, within.at(-1) ?? '', include)
  for (const file of files) await addFile(reading, within, file)
}

async function addFile(reading: Reading, within: readonly string[], file: string) {
  const isCircle = within.includes(file)
  if (isCircle || within.length >= depthMax || reading.filesLeft === 0) {
    const why = isCircle ? 'includes go in a circle' : 'too many files are included'
    reading.unread.push(unknown('not-understood', `${nameOf(file)}: ${why}`))
    return
  }
  reading.filesLeft -= 1
  const answer = await reading.system.readFile(file)
  if (answer.ok) await addLines(reading, [...within, file], answer.value)
  else if (!isMissing(answer)) reading.unread.push(unknownFrom(answer, nameOf(file)))
}

async function filesOf(reading: Reading, from: string, include: Include): Promise<string[]> {
  const base = posix.dirname(from)
  if ('file' in include) return [posix.resolve(base, include.file)]
  const folder = posix.resolve(base, include.folder)
  const names = await reading.system.readFolder(folder)
  if (names.ok) {
    const wanted = names.value.filter((name) => name.endsWith(include.endsWith))
    return wanted.map((name) => `${folder}/${name}`)
  }
  if (!isMissing(names)) reading.unread.push(unknownFrom(names, nameOf(folder)))
  return []
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

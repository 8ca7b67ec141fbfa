import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checkout, runTool } from '../tool.ts'
import { PackagingError } from './packaging-error.ts'

/** What all packages of one build share. */
export type Release = {
  readonly version: string
  /** Seconds since 1970: the time that every file and package bears, so that two builds are the same bytes. */
  readonly dateSeconds: number
  /** Public keys whose releases the agent believes, as KHIEN_RELEASE_KEYS names them; none: it updates itself never. */
  readonly releaseKeys: readonly string[]
}

const manifest = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/) })
const wholeSeconds = z.string().trim().regex(/^\d+$/).transform(Number)

/** The version of package.json, and the time of the commit unless SOURCE_DATE_EPOCH says another. */
export async function readRelease(): Promise<Release> {
  const { version } = manifest.parse(
    JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')),
  )
  const given = process.env['SOURCE_DATE_EPOCH']
  const told = given ?? (await runTool(['git', 'log', '-1', '--format=%ct'])).output
  const date = wholeSeconds.safeParse(told)
  const releaseKeys = keysOf(process.env['KHIEN_RELEASE_KEYS'] ?? '')
  if (date.success) return { version, dateSeconds: date.data, releaseKeys }
  throw new PackagingError(
    `The time of the commit is not known (${told.trim().slice(0, 200)}). Build in a clone, or set SOURCE_DATE_EPOCH.`,
  )
}

/** Two, so that one may be lost. @throws PackagingError for what is no key */
function keysOf(given: string): readonly string[] {
  const keys = given.split(',').filter((key) => key !== '')
  const bad = keys.find((key) => !/^[A-Za-z0-9_-]{43}$/.test(key))
  if (bad === undefined && keys.length <= 2) return keys
  throw new PackagingError(
    'KHIEN_RELEASE_KEYS names at most two public keys of 43 characters, comma separated.',
  )
}

import { z } from 'zod'
import { limits } from './limits.ts'
import { digest, text } from './values.ts'

const versionPattern = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/
/** Three numbers; the name of a folder on every machine, so nothing else may stand in it. */
export const releaseVersion = z.string().regex(versionPattern)

const fileBytes = z.int().min(1).max(limits.releaseFileBytesMax)

/** One file of a program as it lies on the machine. */
const releaseFile = z.object({
  /** A plain name: it is joined to a path. */
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,60}$/),
  digest,
  bytes: fileBytes,
  isProgram: z.boolean(),
})

/** What one kind of machine takes: a zstd stream of its files, one after the other in the order of `files`. */
const releasePack = z.object({
  /** `<os>-<cpu>` as Node names them, e.g. `linux-x64`. An agent that knows no such machine passes it over. */
  platform: text(40),
  digest,
  bytes: fileBytes,
  files: z.array(releaseFile).min(1).max(8),
})
export type ReleasePack = z.infer<typeof releasePack>

/**
 * What is signed of a release. Unknown keys are ignored, because the agent that reads this may be years older than
 * who wrote it. There is no date after which it is not believed: a key may be lost, and agents go on.
 */
export const releaseManifest = z.object({
  format: z.literal('khien release'),
  product: z.literal('khien-agent'),
  /** Grows with every release that is signed. */
  sequence: z.int().min(1).max(1_000_000_000),
  version: releaseVersion,
  issuedOn: z.iso.date(),
  packs: z.array(releasePack).min(1).max(8),
})
export type ReleaseManifest = z.infer<typeof releaseManifest>

/** One of the two keys of an agent retires the other, and may name the one that takes its place. */
export const keyStatement = z.object({
  format: z.literal('khien release keys'),
  sequence: z.int().min(1).max(1_000_000_000),
  retires: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  names: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .nullable(),
  issuedOn: z.iso.date(),
})
export type KeyStatement = z.infer<typeof keyStatement>

/** The bytes under a signature: named, so that nothing else that is ever signed can be taken for it. */
export const releaseMessage = (content: string): string => `khien release 1\n${content}`
export const keyStatementMessage = (content: string): string => `khien release keys 1\n${content}`

/** Negative: `left` is the older version. Both have passed `releaseVersion`, or count as the oldest. */
export function compareVersions(left: string, right: string): number {
  const numbers = (version: string) => versionPattern.exec(version)?.slice(1).map(Number) ?? []
  const [a, b] = [numbers(left), numbers(right)]
  for (const at of [0, 1, 2]) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** How an update of the agent stands, as the agent itself says it. */
const updateStates = ['fetching', 'trial', 'proved', 'refused', 'went-back'] as const
/** Why a release was not taken, or not kept. */
export const updateTroubles = [
  'not-signed',
  'not-for-this-machine',
  'older',
  'no-space',
  'damaged',
  'not-written',
  'not-proved',
  'not-started',
] as const
export type UpdateTrouble = (typeof updateTroubles)[number]

export const updateStanding = z.strictObject({
  version: text(40),
  state: z.enum(updateStates),
  /** Null where nothing went wrong. */
  why: z.enum(updateTroubles).nullable(),
})
export type UpdateStanding = z.infer<typeof updateStanding>

/** What an agent names in `capabilities` when it takes releases: it was started by something that can swap it. */
export const releaseCapability = 'releases'

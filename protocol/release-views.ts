import { z } from 'zod'
import { epochMs, text } from './values.ts'
import { updateTroubles } from './releases.ts'

/** `held`: no agent is offered it. `paused`: those that have it keep it, nobody new begins. */
export const releaseStates = ['held', 'running', 'paused'] as const
export type ReleaseState = (typeof releaseStates)[number]

/** `lost`: it began and has not reported since. */
export const hostProgresses = ['began', 'proved', 'went-back', 'refused', 'lost'] as const
export type HostProgress = (typeof hostProgresses)[number]
/** Where a computer stands with a release. `waiting`: it has not begun. */
export const releaseStandings = ['waiting', ...hostProgresses] as const
export type ReleaseStanding = (typeof releaseStandings)[number]
/** Those that have ended and did not prove themselves. */
export const troubledStandings = ['went-back', 'refused', 'lost'] as const satisfies HostProgress[]

/** In which order computers get a release. Ring 0 are the pilots; each further one is a share of all others. */
export const rolloutPlan = z.object({
  pilotHosts: z.array(text(40)).max(200),
  pilotAgencies: z.array(text(40)).max(50),
  /** How much of all computers each ring after the pilots reaches, growing; the last reaches all. */
  percents: z
    .array(z.int().min(1).max(100))
    .min(1)
    .max(6)
    .refine((list) => list.at(-1) === 100, 'the last ring reaches 100 %')
    .refine((list) => list.every((one, at) => at === 0 || one > (list[at - 1] ?? 0)), 'growing')
    .meta({ examples: [[5, 25, 100]] }),
  /** A ring stands open at least so long before the next one opens. */
  ringHours: z.int().min(1).max(720),
  /** The rollout pauses where a larger share of those that have ended did not prove themselves. */
  failedPercentMax: z.int().min(0).max(50),
})
export type RolloutPlan = z.infer<typeof rolloutPlan>

const count = z.int().min(0)
const ringView = z.object({
  ring: z.int().min(0),
  /** Of all computers that the ring and those before it reach; null: the pilots. */
  percent: z.int().nullable(),
  isOpen: z.boolean(),
  /** Computers that stand in this ring: the sum of its counts. */
  hosts: count,
  counts: z.object({
    waiting: count,
    began: count,
    proved: count,
    'went-back': count,
    refused: count,
    lost: count,
  }),
})
export type RingView = z.infer<typeof ringView>

/** A computer and where it stands with a release. */
const releaseHost = z.object({
  hostId: text(40),
  hostname: z.string(),
  agency: z.string(),
  ring: z.int(),
  state: z.enum(releaseStandings),
  why: z.enum(updateTroubles).nullable(),
  /** When it began; null: it has not. */
  beganMs: epochMs.nullable(),
})
export type ReleaseHost = z.infer<typeof releaseHost>

/** Who paused a rollout, and why: a person says so, a job counts. */
const releasePause = z.object({
  actor: z.string(),
  atMs: epochMs,
  reason: z.string().nullable(),
  /** Of those that had ended, how many did not prove themselves. */
  failed: count.nullable(),
  ended: count.nullable(),
})
export type ReleasePause = z.infer<typeof releasePause>

export const releaseView = z.object({
  sequence: z.int(),
  version: text(40),
  issuedOn: z.string(),
  addedMs: epochMs,
  addedBy: z.string(),
  platforms: z.array(z.object({ platform: z.string(), bytes: z.int() })),
  state: z.enum(releaseStates),
  plan: rolloutPlan,
  ring: z.int().min(0),
  ringSinceMs: epochMs,
  revision: z.int(),
  rings: z.array(ringView),
  /** Names of the pilots that the plan has by their ids. */
  pilots: z.array(z.object({ hostId: text(40), hostname: z.string() })),
  /** Null: it is not paused, or was before this was written down. */
  pause: releasePause.nullable(),
  /** The first of those that did not prove themselves; the list of its hosts has all. */
  troubled: z.array(releaseHost),
})
export type ReleaseView = z.infer<typeof releaseView>

export const releasesView = z.object({
  /** Newest first. */
  releases: z.array(releaseView),
})

/** A page of the computers of one release. */
export const releaseHostsView = z.object({
  sequence: z.int(),
  version: text(40),
  percents: z.array(z.int()),
  total: count,
  hosts: z.array(releaseHost),
})
export type ReleaseHostsView = z.infer<typeof releaseHostsView>

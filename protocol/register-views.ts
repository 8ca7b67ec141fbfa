import { z } from 'zod'
import { entryKind, entryView, machineStates } from './register.ts'
import { denominator, lowerBoundReason } from './snapshots.ts'
import { epochMs, hostClass, hostId } from './values.ts'

const count = z.int().min(0)
const agency = z.object({ id: z.string(), name: z.string() })

/** A denominator beside what was found on the network; null: nothing has looked there yet. */
export const denominatorView = denominator.extend({
  discovered: count.nullable(),
  /** Why it is a lower bound; empty: it is none. */
  lowerBoundBecause: z.array(lowerBoundReason),
})
export type DenominatorView = z.infer<typeof denominatorView>

const classes = z.object({
  server: denominatorView,
  workstation: denominatorView,
  'end-device': denominatorView,
})

const listed = z.object({ enrolled: count, reporting: count })
const listedHosts = z.object({
  server: listed,
  workstation: listed,
  'end-device': listed,
})
export type ListedHosts = z.infer<typeof listedHosts>

const agencyRegisterView = z.object({
  agency,
  classes,
  total: denominatorView,
  /** Pairs that wait for a person. */
  doubts: count,
  /** Machines that may not carry an agent, and send data. */
  forbidden: count,
  /** Machines that are out because they are in store, in repair, or to be disposed of. */
  notInUse: count,
  /** Hosts as their list counts them, also those that are machines not in use. */
  listed: listedHosts,
})

export const registerSummaryView = z.object({
  asOfMs: epochMs,
  agencies: z.array(agencyRegisterView),
  classes,
  total: denominatorView,
  doubts: count,
  forbidden: count,
  notInUse: count,
  listed: listedHosts,
})
export type RegisterSummaryView = z.infer<typeof registerSummaryView>

/** An entry with the name of its agency, for lists. */
export const listedEntryView = entryView.extend({ agencyName: z.string() })
export type ListedEntryView = z.infer<typeof listedEntryView>

export const entryPage = z.object({
  asOfMs: epochMs,
  kind: entryKind,
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  entries: z.array(listedEntryView),
})
export type EntryPage = z.infer<typeof entryPage>

const signs = z.object({
  serial: z.string().nullable(),
  assetTag: z.string().nullable(),
  macs: z.array(z.string()),
  name: z.string().nullable(),
})
const registerMachineView = z.object({
  entryId: z.string(),
  code: z.string(),
  class: hostClass,
  room: z.string().nullable(),
  state: z.enum(machineStates),
  carriesNoAgent: z.boolean(),
  signs,
})
const registerHostView = z.object({ hostId, hostname: z.string(), class: hostClass, signs })

export const signKind = z.enum(['serial', 'asset-tag', 'mac', 'name'])
/** `forbidden`: those of the matched whose machine may not carry an agent. */
export const matchLists = ['doubtful', 'forbidden', 'matched', 'decided'] as const

/** A machine of the register beside a host. `basis` null: not matched. */
export const matchView = z.object({
  agency,
  machine: registerMachineView,
  host: registerHostView,
  agreeing: z.array(signKind),
  conflicting: z.array(signKind),
  reasons: z.array(z.enum(['signs-conflict', 'two-candidates', 'name-only'])),
  basis: z.enum([...signKind.options, 'person']).nullable(),
  decision: z
    .object({
      decision: z.enum(['matched', 'rejected']),
      actor: z.string(),
      recordedMs: epochMs,
    })
    .nullable(),
})
export type MatchView = z.infer<typeof matchView>

export const matchPage = z.object({
  total: count,
  /** How many stand before the first of this page. */
  before: count,
  pageSize: z.int().min(1),
  /** What `after` is for the page before this one; null: this is the first. */
  previous: z.string().nullable(),
  /** What `after` is for the next page; null: this is the last. */
  next: z.string().nullable(),
  matches: z.array(matchView),
})

/** The lists behind the numbers of a denominator. */
export const machineLists = [
  'never-enrolled',
  /** Never enrolled, or not allowed to carry an agent: what a figure counts and no list of hosts shows. */
  'not-enrolled',
  'unregistered',
  'not-in-use',
  'without-agent',
] as const

export const registerMachineRow = z.object({
  agency,
  class: hostClass,
  /** Null: in no register. */
  entry: entryView.nullable(),
  /** Null: never enrolled. */
  host: registerHostView.extend({ isReporting: z.boolean() }).nullable(),
})
export type RegisterMachineRow = z.infer<typeof registerMachineRow>

export const machinePage = z.object({
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  machines: z.array(registerMachineRow),
})

import { z } from 'zod'
import { keepers, readers } from './access.ts'
import { paging } from './paging.ts'
import { day, entryKind, entryView, machineStates } from './register.ts'
import {
  entryPage,
  machineLists,
  machinePage,
  matchLists,
  matchPage,
  registerSummaryView,
} from './register-views.ts'
import { expectedRevision } from './revision.ts'
import { epochMs, hostClass, hostId } from './values.ts'
import { unassignedRoutes } from './unassigned-routes.ts'

const id = z.string().max(40)
const moment = z.coerce.number().pipe(epochMs).optional()
const evidence = z.string().trim().min(1).max(500).normalize('NFC').nullable().default(null)
/** Checked against the schema of its kind by the handler, which names each field that is wrong. */
const body = z.record(z.string(), z.unknown())

/** The filters of a list of entries; they stand in the URL under the same names. */
export const entryQuery = z.object({
  kind: entryKind.default('machine'),
  agency: id.optional(),
  q: z.string().trim().max(100).optional(),
  class: hostClass.optional(),
  state: z.enum(machineStates).optional(),
  import: id.optional(),
  ...paging,
  asOf: moment,
  /** As it was known at that moment. */
  knownAt: moment,
})

export const machineQuery = z.object({
  list: z.enum(machineLists).default('never-enrolled'),
  agency: id.optional(),
  /** This agency and everything that stands under it. */
  under: id.optional(),
  /** Servers and workstations alone. */
  computers: z.enum(['yes', 'no']).optional(),
  class: hostClass.optional(),
  ...paging,
  asOf: moment,
  /** As it was known at that moment. */
  knownAt: moment,
})
export type MachineQuery = z.infer<typeof machineQuery>

export const matchQuery = z.object({
  show: z.enum(matchLists).default('doubtful'),
  agency: id.optional(),
  /** What `next` or `previous` said; without it, from the first pair on. */
  after: z.string().max(140).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).default(25),
})
export type MatchQuery = z.infer<typeof matchQuery>

const entryParams = z.object({ id })
const oneEntry = z.object({ entry: entryView })

/** What agencies declare, and what became of it. Spread into `routes`. */
export const registerRoutes = {
  registerSummary: {
    method: 'GET',
    path: '/api/register',
    access: readers,
    summary:
      'The denominators of each agency: declared, enrolled, reporting and what is behind them.',
    query: z.object({ asOf: moment, knownAt: moment }),
    output: registerSummaryView,
  },
  registerEntries: {
    method: 'GET',
    path: '/api/register/entries',
    access: readers,
    summary:
      'What is declared of one kind, filtered, a page at a time. With the same `asOf` and `knownAt` all pages are of' +
      ' one moment.',
    query: entryQuery,
    output: entryPage,
  },
  entryHistory: {
    method: 'GET',
    path: '/api/register/entries/:id',
    access: readers,
    summary: 'Every version of one entry, the newest first; none: there is no such entry.',
    params: entryParams,
    output: z.object({
      versions: z.array(entryView),
      /** The enrolled host that this machine is; null: none that is known, or it is no machine. */
      host: z.object({ hostId, hostname: z.string() }).nullable(),
    }),
  },
  createEntry: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/register/entries',
    access: keepers,
    summary: 'Declare something new.',
    body: z.object({ kind: entryKind, agencyId: id, body, fromDay: day, evidence }),
    output: oneEntry,
  },
  correctEntry: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/register/entries/:id/versions',
    access: keepers,
    summary: 'Declare it otherwise from a day on. What stood before is kept.',
    params: entryParams,
    /** Of what was looked at: the `rowId` of its newest version. */
    body: z.object({ body, fromDay: day, evidence, expectedRevision }),
    output: oneEntry,
  },
  withdrawEntry: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/register/entries/:id/withdrawal',
    access: keepers,
    summary: 'From a day on there is no such thing.',
    params: entryParams,
    body: z.object({ fromDay: day, evidence, expectedRevision }),
    output: oneEntry,
  },
  undoEntry: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/register/entries/:id/undo',
    access: keepers,
    summary: 'Say again what stood before the newest change of this entry.',
    params: entryParams,
    body: z.object({ expectedRevision }),
    output: oneEntry,
  },
  registerMachines: {
    method: 'GET',
    path: '/api/register/machines',
    access: readers,
    summary:
      'The machines behind a denominator: declared and never enrolled, or in no register. With the same `asOf` all' +
      ' pages are of one moment.',
    query: machineQuery,
    output: machinePage,
  },
  matches: {
    method: 'GET',
    path: '/api/register/matches',
    access: readers,
    summary:
      'Machines of the register beside hosts: what is doubtful, matched, or was decided, by agency and in one fixed' +
      ' order. A page begins after a pair, so one that is decided meanwhile moves no other past it.',
    query: matchQuery,
    output: matchPage,
  },
  decideMatch: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/register/matches',
    access: keepers,
    summary: 'Say that a machine is a host, or is not; null takes the decision back.',
    body: z.object({
      entryId: id,
      hostId,
      decision: z.enum(['matched', 'rejected']).nullable(),
    }),
    output: z.object({ decidedMs: epochMs }),
  },
  ...unassignedRoutes,
} as const

import { z } from 'zod'
import { controlId } from './controls.ts'
import { remedyId } from './remedies.ts'
import { epochMs, hostClass, hostId, verdictState } from './values.ts'

const page = z.coerce.number().int().min(1).max(1_000_000).default(1)
const flag = z.enum(['yes', 'no']).optional()

/** For so many days after it began to listen, a port is shown as newly opened. */
export const newPortDays = 7

export const hostSorts = [
  'worst',
  'hostname',
  'agency',
  'last-received',
  'agent-cpu',
  'agent-memory',
] as const

/** The filters of the hosts screen; they compose, and stand in the URL under the same names. */
export const hostQuery = z.object({
  /** Finds in host name, address and agency; case and diacritics do not matter. */
  q: z.string().trim().max(100).optional(),
  agency: z.string().max(40).optional(),
  /** This agency and everything that stands under it. */
  under: z.string().max(40).optional(),
  control: controlId.optional(),
  /** State of `control`; without a control, of any control. */
  state: verdictState.optional(),
  class: hostClass.optional(),
  /** Servers and workstations alone. */
  computers: flag,
  /** The name of the operating system, as it is told. */
  os: z.string().max(200).optional(),
  /** Needs this to be done; see `remedyOf`. */
  remedy: remedyId.optional(),
  silent: flag,
  neverReported: flag,
  sharingKey: flag,
  /** A port of it began to listen in the last days; see `newPortDays`. */
  newPorts: flag,
  /** Tells an antivirus of this name, which no catalogue names. */
  product: z.string().max(120).optional(),
  /** Of its last whole day: an agent of this version, at least so much processor time, at least so much memory. */
  agentVersion: z.string().max(40).optional(),
  agentCpuMsMin: z.coerce.number().pipe(z.int().min(0)).optional(),
  agentMemoryBytesMin: z.coerce.number().pipe(z.int().min(0)).optional(),
  /** Came by this enrolment token. */
  token: z.string().max(40).optional(),
  sort: z.enum(hostSorts).default('worst'),
  page,
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
  /** Any past moment; without it, now. */
  asOf: z.coerce.number().pipe(epochMs).optional(),
})
export type HostQuery = z.infer<typeof hostQuery>

/** A page of hosts: by its number in the chosen order, or after a host in the order of ids, which never changes. */
export const hostPageQuery = hostQuery.extend({
  /** The `next` of the page before; empty for the first page. Order and page number then do not matter. */
  after: z
    .union([z.literal(''), hostId])
    .meta({ examples: [''] })
    .optional(),
})

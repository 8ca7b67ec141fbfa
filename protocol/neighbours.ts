import { z } from 'zod'
import { epochMs } from './values.ts'

/** What a device on the network is, or may be; first what the dispatch names, then what should carry an agent. */
export const neighbourKinds = [
  'camera',
  'router',
  'computer',
  'nas',
  'printer',
  'other',
  'unknown',
] as const
export const neighbourKind = z.enum(neighbourKinds)
export type NeighbourKind = z.infer<typeof neighbourKind>

/**
 * What a device is to the register and to the agents: `new` is in neither; `registered` is declared by its MAC and has
 * no agent; `ignored` was set aside by somebody. The worst first.
 */
export const neighbourStandings = ['new', 'registered', 'ignored', 'enrolled'] as const
export const neighbourStanding = z.enum(neighbourStandings)
export type NeighbourStanding = z.infer<typeof neighbourStanding>

/** Why nothing was seen: no LAN declares a network, no machine has told of one, or there was nothing. */
const nothingSeen = z.enum(['no-lan', 'no-agent', 'nothing'])

const count = z.int().min(0)
const declaredEntry = z.object({
  entryId: z.string(),
  code: z.string(),
  kind: z.enum(['machine', 'device']),
})
export type DeclaredEntry = z.infer<typeof declaredEntry>

/** A device that machines of an agency know on its declared networks. */
export const neighbourView = z.object({
  agency: z.object({ id: z.string(), name: z.string() }),
  mac: z.string(),
  address: z.string(),
  /** Whose MACs these are, by the IEEE registry; null: it names nobody. */
  vendor: z.string().nullable(),
  isGateway: z.boolean(),
  kind: neighbourKind,
  /** False: it may be of this kind. */
  isKindSure: z.boolean(),
  standing: neighbourStanding,
  /** The entry of the register that names its MAC. */
  entry: declaredEntry.nullable(),
  /** The enrolled host whose card it is; null also where it belongs to an agency that the reader does not see. */
  host: z.object({ hostId: z.string(), hostname: z.string() }).nullable(),
  ignored: z.object({ reason: z.string(), by: z.string(), atMs: epochMs }).nullable(),
  /** Of the newest decision to set it aside or not; 0: there was none. */
  revision: count,
  firstMs: epochMs,
  /** When a machine last told of it, which had seen it within the week before. */
  lastMs: epochMs,
  seenBy: count,
})
export type NeighbourView = z.infer<typeof neighbourView>

export const neighbourPage = z.object({
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  /** Null: something was seen, whether or not the filters show it. */
  nothingBecause: nothingSeen.nullable(),
  neighbours: z.array(neighbourView),
})
export type NeighbourPage = z.infer<typeof neighbourPage>

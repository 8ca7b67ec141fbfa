import { isOnDefault, standingOf, type DeviceReview } from '#domain/devices.ts'
import { matchMachines, type Match } from '#domain/matching.ts'
import type { FrozenEntry } from '#domain/frozen.ts'
import { dayOf } from '#domain/register.ts'
import { entryKinds } from '#protocol/register.ts'
import { judgementsKnownAt } from '../devices/read-devices.ts'
import { decisionsAsOf } from '../register/decisions.ts'
import { entriesAsOf, type Entry } from '../register/entries.ts'
import { readHostSigns } from '../register/host-signs.ts'
import type { Db } from '../schema.ts'
import type { StateMoment } from './moment.ts'
import type { HostAtMoment } from './read-hosts.ts'

export type MachineEntry = Extract<Entry, { kind: 'machine' }>

/** What agencies declared at a moment, and which machine of the register is which host. */
export type RegisterAtMoment = {
  readonly entriesOf: (agencyId: string) => readonly Entry[]
  /** How the review of an entry stood; undefined: it is no device, or nobody has looked at it. */
  readonly reviewOf: (entry: Entry) => FrozenEntry['review']
  readonly matches: readonly Pick<Match, 'entryId' | 'hostId'>[]
}

type Asked = {
  readonly moment: StateMoment
  readonly hosts: ReadonlyMap<string, readonly HostAtMoment[]>
  /** For which agency the entries of another count, because it was merged into it. */
  readonly counting: (agencyId: string) => string
}

/** Reads what was declared, and says again which machine is which host. */
export async function readRegister(
  db: Db,
  { moment, hosts, counting }: Asked,
): Promise<RegisterAtMoment> {
  const { cutOffMs, knownMs } = moment
  const look = { asOfDay: dayOf(cutOffMs), knownAtMs: knownMs, kinds: entryKinds }
  const all = await entriesAsOf(db, look)
  const entries = Map.groupBy(all, ({ agencyId }) => counting(agencyId))
  const signs = await readHostSigns(db, knownMs)
  const unseen = { serial: null, assetTag: null, macs: [] }
  const { matches } = matchMachines(
    all.flatMap((entry) => (entry.kind === 'machine' ? [registerMachine(entry, counting)] : [])),
    [...hosts].flatMap(([agencyId, list]) =>
      list.map(({ id, name }) => ({
        hostId: id,
        agencyId,
        signs: { ...(signs.get(id) ?? unseen), name },
      })),
    ),
    await decisionsAsOf(db, knownMs),
  )
  const reviews = await judgementsKnownAt(db, Math.min(cutOffMs, knownMs))
  return {
    entriesOf: (agencyId) => entries.get(agencyId) ?? [],
    reviewOf: (entry) => reviewOf(entry, reviews.get(entry.entryId)?.at(-1)),
    matches,
  }
}

function reviewOf(entry: Entry, newest: DeviceReview | undefined): FrozenEntry['review'] {
  if (entry.kind !== 'device' || newest === undefined) return undefined
  const { standing } = standingOf(entry.body, newest)
  return { standing, isOnDefault: isOnDefault(entry.body, newest) }
}

function registerMachine({ entryId, agencyId, body }: MachineEntry, counting: Asked['counting']) {
  const { serial, assetTag, macs, name, carriesNoAgent } = body
  const signs = { serial, assetTag, macs, name }
  return { entryId, agencyId: counting(agencyId), signs, carriesNoAgent }
}

import { dayOf } from '#domain/register.ts'
import { kindOfDevice, macOf, type KnownEntry, type KnownMacs } from '#domain/neighbours.ts'
import type { EpochMs } from '#protocol/values.ts'
import { agencyIdsOf, type Scope } from '../population.ts'
import { entriesAsOf } from '../register/entries.ts'
import { readHostSigns } from '../register/host-signs.ts'
import type { Db } from '../schema.ts'

/** Whose MACs are known now: of hosts of the whole province, because laptops travel, and of entries within a scope. */
export async function readKnownMacs(
  db: Db,
  { scope, nowMs }: { readonly scope: Scope; readonly nowMs: EpochMs },
): Promise<KnownMacs> {
  const signs = await readHostSigns(db, null)
  const hosts = new Map([...signs].flatMap(([id, { macs }]) => macs.map((mac) => [mac, id])))
  const agencyIds = agencyIdsOf(scope)
  const moment = { asOfDay: dayOf(nowMs), knownAtMs: null }
  const declared = await entriesAsOf(db, {
    ...moment,
    kinds: ['machine', 'device'],
    ...(agencyIds && { agencyIds }),
  })
  const entries = new Map(
    declared.flatMap(({ agencyId, entryId, ...entry }): (readonly [string, KnownEntry])[] => {
      if (entry.kind === 'machine') {
        const { code, macs } = entry.body
        const known: KnownEntry = { entryId, code, kind: entry.kind, is: 'computer' }
        return macs.map((mac) => [macOf(agencyId, mac), known])
      }
      if (entry.kind !== 'device' || entry.body.mac === null) return []
      const { code, mac, kind } = entry.body
      const known = { entryId, code, kind: entry.kind, is: kindOfDevice(kind) }
      return [[macOf(agencyId, mac), known]]
    }),
  )
  return { hosts, entries }
}

/** Names of these hosts, as far as they lie within a scope. */
export async function hostnamesWithin(
  db: Db,
  scope: Scope,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (hostIds.length === 0) return new Map()
  const agencyIds = agencyIdsOf(scope)
  const rows = await db
    .selectFrom('host')
    .select(['id', 'hostname'])
    .where('id', 'in', hostIds)
    .$if(agencyIds !== undefined, (query) => query.where('agency_id', 'in', agencyIds ?? []))
    .execute()
  return new Map(rows.map(({ id, hostname }) => [id, hostname]))
}

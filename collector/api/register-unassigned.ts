import { unassignedOf, type Unassigned } from '#domain/unassigned.ts'
import { dayOf, wordsOf } from '#domain/register.ts'
import { Refusal } from '#protocol/refusals.ts'
import { entryKinds } from '#protocol/register.ts'
import type { UnassignedView } from '#protocol/unassigned-routes.ts'
import type { EpochMs } from '#protocol/values.ts'
import { listAgencies } from '#store/agencies.ts'
import { assignEntries } from '#store/register/assign-entries.ts'
import { countsForOn } from '#store/register/counts-for.ts'
import { decisionsAsOf } from '#store/register/decisions.ts'
import { entriesAsOf, type Entry } from '#store/register/entries.ts'
import { signedHosts } from '#store/register/population.ts'
import { splitAgencies } from '#store/register/splits.ts'
import type { ApiDeps, Handlers } from './call.ts'

const shownMax = 500

/** What splits left without an owner, and who it goes to. */
export function unassignedHandlers({
  store,
  now,
  newId,
  events,
}: ApiDeps): Pick<Handlers, 'unassignedEntries' | 'assignEntries'> {
  return {
    async unassignedEntries() {
      const { queue, entryOf, names, counting } = await readQueue({ store }, now())
      const agency = (id: string) => ({ id, name: names.get(id) ?? id })
      const entries = queue.slice(0, shownMax).flatMap((one): UnassignedView[] => {
        const entry = entryOf.get(one.entryId)
        if (!entry) return []
        const { agencyId, onDay, isEnded, partIds } = one.split
        return [
          {
            entryId: one.entryId,
            kind: entry.kind,
            words: wordsOf(entry).find((word) => word !== '') ?? entry.entryId,
            from: agency(agencyId),
            onDay,
            isEnded,
            countsFor: agency(counting.get(agencyId) ?? agencyId),
            parts: partIds.map(agency),
            suggestedId: one.suggestedId,
          },
        ]
      })
      return { total: queue.length, entries }
    },

    async assignEntries({ body: { toAgencyId, entryIds }, by }) {
      const { queue } = await readQueue({ store }, by.nowMs)
      const open = new Map(queue.map((one) => [one.entryId, one]))
      const wanted = [...new Set(entryIds)].map((id) => {
        const one = open.get(id)
        if (!one) throw new Refusal('ENTRY_NOT_FOUND', { id })
        if (!one.split.partIds.includes(toAgencyId)) {
          throw new Refusal('AGENCY_NOT_FOUND', { id: toAgencyId })
        }
        return one
      })
      await store.db.transaction().execute(async (trx) => {
        for (const [onDay, group] of Map.groupBy(wanted, ({ split }) => split.onDay)) {
          const ids = group.map(({ entryId }) => entryId)
          const what = { entryIds: ids, toAgencyId, fromDay: onDay, newId }
          await assignEntries(trx, store.engine, { ...by, ...what })
        }
      })
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return { assigned: wanted.length }
    },
  }
}

type Queue = {
  readonly queue: readonly Unassigned[]
  readonly entryOf: ReadonlyMap<string, Entry>
  readonly names: ReadonlyMap<string, string>
  readonly counting: ReadonlyMap<string, string>
}

async function readQueue({ store }: Pick<ApiDeps, 'store'>, nowMs: EpochMs): Promise<Queue> {
  const { reader } = store
  const day = dayOf(nowMs)
  const splits = await splitAgencies(reader, day)
  const names = new Map((await listAgencies(reader)).map(({ id, name }) => [id, name]))
  const moment = { asOfDay: day, knownAtMs: null }
  const counting = await countsForOn(reader, moment)
  if (splits.length === 0) return { queue: [], entryOf: new Map(), names, counting }
  const agencyIds = splits.map(({ agencyId }) => agencyId)
  const entries = await entriesAsOf(reader, { ...moment, kinds: entryKinds, agencyIds })
  const machines = entries.flatMap((entry) => {
    if (entry.kind !== 'machine') return []
    const { serial, assetTag, macs, name, carriesNoAgent } = entry.body
    const signs = { serial, assetTag, macs, name }
    return [{ entryId: entry.entryId, agencyId: entry.agencyId, signs, carriesNoAgent }]
  })
  const hosts = await signedHosts({ reader }, 'all')
  const decisions = await decisionsAsOf(reader, null)
  return {
    queue: unassignedOf({ splits, entries, machines, hosts, decisions }),
    entryOf: new Map(entries.map((entry) => [entry.entryId, entry])),
    names,
    counting,
  }
}

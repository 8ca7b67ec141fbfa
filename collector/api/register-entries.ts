import { dayOf } from '#domain/register.ts'
import { isWithin, requireAgency } from '#store/population.ts'
import { entryHistory } from '#store/register/entries.ts'
import { listEntries } from '#store/register/list-entries.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { hostOfEntry } from './host-register.ts'
import { momentOf } from './moment.ts'

/** What agencies declare: the lists and every version of an entry. */
export function registerEntryHandlers(
  deps: ApiDeps,
): Pick<Handlers, 'registerEntries' | 'entryHistory'> {
  const { store, now } = deps
  return {
    async registerEntries({ query, scope }) {
      await requireAgency(store.reader, scope, query.agency)
      const { asOf, knownAt, agency, import: importId, ...wanted } = query
      const { shownMs } = momentOf(asOf, now)
      const moment = { asOfDay: dayOf(shownMs), knownAtMs: knownAt ?? null }
      const look = { ...wanted, ...moment, scope, agencyId: agency, importId }
      const { total, entries } = await listEntries(store, look)
      const { kind, page, pageSize } = query
      return { asOfMs: shownMs, kind, total, page, pageSize, entries: [...entries] }
    },

    async entryHistory({ params: { id }, scope }) {
      const all = await entryHistory(store.reader, id)
      const versions = all.filter(({ agencyId }) => isWithin(scope, agencyId))
      const [newest] = versions
      const host =
        newest?.kind === 'machine'
          ? await hostOfEntry(store, newest, { ...momentOf(undefined, now), scope })
          : null
      return { versions, host }
    },
  }
}

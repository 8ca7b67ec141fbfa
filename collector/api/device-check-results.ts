import { dayOf } from '#domain/register.ts'
import { readResults } from '#store/device-checks/results.ts'
import { requireAgency } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { resultRowsOf } from './device-check-views.ts'

/** What came of checks of devices. */
export function deviceCheckResultHandlers({
  store,
  now,
}: ApiDeps): Pick<Handlers, 'deviceCheckResults'> {
  return {
    async deviceCheckResults({ query, scope }) {
      const { agency: agencyId, device: entryId, authorisation: authorisationId } = query
      const { verdict, q, knownAt: knownMs, page, pageSize } = query
      const { reader } = store
      await requireAgency(reader, scope, agencyId)
      const which = { scope, agencyId, entryId, authorisationId, verdict, q, knownMs }
      const { results, ...counted } = await readResults(reader, { ...which, page, pageSize })
      const rows = await resultRowsOf(reader, results, dayOf(now()))
      return { ...counted, page, pageSize, results: rows }
    },
  }
}

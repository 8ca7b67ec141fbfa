import { dayOf } from '#domain/register.ts'
import { foldForSearch } from '#domain/fold.ts'
import { checkVerdicts, type DeviceCheckRow } from '#protocol/device-check-views.ts'
import { readResults } from '#store/device-checks/results.ts'
import { requireAgency } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { countBy, resultRowsOf } from './device-check-views.ts'

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
      const found = await readResults(reader, {
        scope,
        agencyId,
        entryId,
        authorisationId,
        knownMs,
      })
      const wanted = foldForSearch(q ?? '')
      const look = { scope, today: dayOf(now()) }
      const all = (await resultRowsOf(reader, found, look)).filter((row) =>
        textOf(row).includes(wanted),
      )
      const shown = all.filter(({ result }) => verdict === undefined || result.verdict === verdict)
      return {
        total: shown.length,
        page,
        pageSize,
        counts: countBy(checkVerdicts, all, ({ result }) => result.verdict),
        results: shown.slice((page - 1) * pageSize, page * pageSize),
      }
    },
  }
}

function textOf({ device, address, mac }: DeviceCheckRow): string {
  const { code, vendor, model, place } = device
  return foldForSearch([code, vendor, model, place, address, mac].join(' '))
}

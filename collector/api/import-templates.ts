import { writeTemplate } from '#collector/imports/template-writer.ts'
import { dayOf } from '#domain/register.ts'
import { agencyNames } from '#store/imports/agency-names.ts'
import { standingEntries } from '#store/imports/run-import.ts'
import { isWithin, requireAgency } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Files to fill in, empty or with what stands today. */
export function importTemplateHandlers({ store }: ApiDeps): Pick<Handlers, 'importTemplate'> {
  return {
    async importTemplate({ params: { kind }, query, by, scope, reply }) {
      const { format, language, filled, agency: agencyId = null } = query
      await requireAgency(store.reader, scope, query.agency)
      const named = await agencyNames(store.reader, dayOf(by.nowMs))
      const agencies = named.filter(({ id }) => isWithin(scope, id))
      const wanted = { kind, agencyId, fromDay: dayOf(by.nowMs) }
      const standing = filled === 'yes' ? await standingEntries(store.reader, wanted) : []
      const entries = standing.filter((entry) => isWithin(scope, entry.agencyId))
      const names = new Map(agencies.map(({ id, names: [name = id] }) => [id, name]))
      const file = await writeTemplate({
        kind,
        language,
        entries,
        agencyNames: names,
        format,
        nowMs: by.nowMs,
      })
      await reply
        .type(mediaTypes[format])
        .header('content-disposition', `attachment; filename="khien-${kind}.${format}"`)
        .send(Buffer.from(file))
    },
  }
}

import type { exportRoutes } from '#protocol/export-routes.ts'
import type { listExportRoutes } from '#protocol/list-export-routes.ts'
import { dayOf } from '#domain/register.ts'
import { batchHosts } from '#store/host-batches.ts'
import { requireAgency } from '#store/population.ts'
import { batchEntries } from '#store/register/list-entries.ts'
import type { WorkReader } from '#store/work/read-machines.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { deviceCheckExports } from './exports/device-checks.ts'
import { deviceExports } from './exports/devices.ts'
import { dutyExports } from './exports/duties.ts'
import { frozenExports } from './exports/frozen.ts'
import { hostFileColumns } from './exports/hosts.ts'
import { judgingExports } from './exports/judging.ts'
import { neighbourExports } from './exports/neighbours.ts'
import { releaseExports } from './exports/releases.ts'
import { organisationExports } from './exports/organisations.ts'
import { peopleExports } from './exports/people.ts'
import { planExports } from './exports/plans.ts'
import { entryFileColumns, machineFileColumns, matchFileColumns } from './exports/register.ts'
import { registerListExports } from './exports/register-lists.ts'
import { scorecardExports } from './exports/scorecard.ts'
import { inMemory, sendTable } from './exports/send-table.ts'
import { systemExports } from './exports/system.ts'
import { workExports } from './exports/work.ts'
import { momentOf } from './moment.ts'
import { readMachineRows } from './register-machines.ts'
import { readMatches } from './register-matches.ts'
import { withRemedy } from './remedied-hosts.ts'
import { scopeUnder } from './scope-under.ts'

type Names = keyof typeof exportRoutes | keyof typeof listExportRoutes

/** Every table as a file. A list that is small anyway is asked of its own handler, so that both say the same. */
export function exportHandlers(
  deps: ApiDeps,
  lists: Omit<Handlers, Names>,
  readWork: WorkReader,
): Pick<Handlers, Names> {
  return {
    ...hostExports(deps, readWork),
    ...registerExports(deps),
    ...workExports(deps, readWork),
    ...scorecardExports(deps, lists),
    ...registerListExports(deps, lists),
    ...neighbourExports(deps, lists),
    ...releaseExports(deps, lists),
    ...frozenExports(deps, lists),
    ...deviceExports(deps, lists),
    ...deviceCheckExports(deps, lists),
    ...dutyExports(deps, lists),
    ...organisationExports(deps, lists),
    ...peopleExports(deps, lists),
    ...judgingExports(deps, lists),
    ...planExports(deps, lists),
    ...systemExports(deps, lists),
  }
}

function hostExports({ store, now }: ApiDeps, readWork: WorkReader): Pick<Handlers, 'exportHosts'> {
  return {
    async exportHosts(call) {
      const { query, scope } = call
      const { asOf, format: _format, columns: _columns, language: _language, ...filters } = query
      const { engine } = store
      await store.atOneMoment(async (reader) => {
        await requireAgency(reader, scope, query.agency)
        await requireAgency(reader, scope, query.under)
        const { asOfMs, shownMs } = momentOf(asOf, now)
        const within = await scopeUnder(reader, scope, { under: query.under, shownMs })
        const view = { scope: within, asOfMs }
        const wanted = await withRemedy(readWork, view, filters)
        const look = { ...view, query: { ...wanted, shownMs } }
        const found = await batchHosts({ engine, reader }, look)
        await sendTable(store.db, call, {
          name: 'hosts',
          title: ({ t }) => t('nav.hosts'),
          columns: hostFileColumns,
          ...found,
        })
      })
    },
  }
}

type RegisterNames = 'exportEntries' | 'exportMachines' | 'exportMatches'

function registerExports(deps: ApiDeps): Pick<Handlers, RegisterNames> {
  const { store, now } = deps
  return {
    async exportEntries(call) {
      const { query, scope } = call
      const { asOf, knownAt, agency, import: importId, kind, q, class: of, state } = query
      const day = { asOfDay: dayOf(momentOf(asOf, now).shownMs), knownAtMs: knownAt ?? null }
      const filters = { scope, kind, q, class: of, state, importId, agencyId: agency }
      const { engine } = store
      await store.atOneMoment(async (reader) => {
        await requireAgency(reader, scope, agency)
        const found = await batchEntries({ engine, reader }, { ...filters, ...day })
        await sendTable(store.db, call, {
          name: 'entries',
          title: ({ t }) => t(`import.kind.${kind}`),
          columns: entryFileColumns(kind),
          ...found,
        })
      })
    },

    async exportMachines(call) {
      const rows = await readMachineRows(deps, call.query, call.scope)
      await sendTable(store.db, call, {
        name: 'machines',
        title: ({ t }) => t(`register.list.${call.query.list}`),
        columns: machineFileColumns,
        ...inMemory(rows),
      })
    },

    async exportMatches(call) {
      const { matches } = await readMatches(deps, call.query, call.scope)
      await sendTable(store.db, call, {
        name: 'matches',
        title: ({ t }) => t(`register.match.show.${call.query.show}`),
        columns: matchFileColumns,
        ...inMemory(matches),
      })
    },
  }
}

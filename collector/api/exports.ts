import { byWorstAgency } from '#protocol/agency-order.ts'
import type { exportRoutes } from '#protocol/export-routes.ts'
import { dayOf } from '#domain/register.ts'
import { readAgentCosts } from '#store/agent-costs.ts'
import { batchHosts } from '#store/host-batches.ts'
import { requireAgency } from '#store/population.ts'
import { readQueue } from '#store/products.ts'
import { batchEntries } from '#store/register/list-entries.ts'
import type { WorkReader } from '#store/work/read-machines.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { hostFileColumns } from './exports/hosts.ts'
import {
  agencyFileColumns,
  occurrenceFileColumns,
  offenderFileColumns,
  productFileColumns,
  scorecardFileColumns,
  versionFileColumns,
} from './exports/lists.ts'
import { entryFileColumns, machineFileColumns, matchFileColumns } from './exports/register.ts'
import { inMemory, sendTable } from './exports/send-table.ts'
import { workExports } from './exports/work.ts'
import { momentOf } from './moment.ts'
import { readMachineRows } from './register-machines.ts'
import { readMatches } from './register-matches.ts'
import { withRemedy } from './remedied-hosts.ts'
import { scopeUnder } from './scope-under.ts'

type Lists = Pick<Handlers, 'indicator' | 'snapshot' | 'obligations'>
type Names = keyof typeof exportRoutes

/** More than any fleet tells. */
const namesMax = 100_000

/** Every table as a file. A list that is small anyway is asked of its own handler, so that both say the same. */
export function exportHandlers(
  deps: ApiDeps,
  lists: Lists,
  readWork: WorkReader,
): Pick<Handlers, Names> {
  return {
    ...hostExports(deps, readWork),
    ...registerExports(deps),
    ...queueExports(deps),
    ...workExports(deps, readWork),
    ...listExports(deps, lists),
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

type ListNames =
  'exportIndicatorAgencies' | 'exportOffenders' | 'exportSnapshot' | 'exportObligations'

function queueExports({ store }: ApiDeps): Pick<Handlers, 'exportAgents' | 'exportProducts'> {
  return {
    async exportAgents(call) {
      const { versions } = await readAgentCosts(store, call.scope)
      await sendTable(store.db, call, {
        name: 'agents',
        title: ({ t }) => t('agents.versions'),
        columns: versionFileColumns,
        ...inMemory(versions),
      })
    },

    async exportProducts(call) {
      const { unknown } = await readQueue(store, call.scope, namesMax)
      await sendTable(store.db, call, {
        name: 'products',
        title: ({ t }) => t('catalogues.unknown'),
        columns: productFileColumns,
        ...inMemory(unknown),
      })
    },
  }
}

function listExports({ store }: ApiDeps, lists: Lists): Pick<Handlers, ListNames> {
  return {
    async exportIndicatorAgencies(call) {
      const { asOf } = call.query
      const { agencies, indicator } = await lists.indicator({ ...call, query: { asOf } })
      const isInside = Object.groupBy(agencies, ({ outside }) => (outside === null ? 'in' : 'out'))
      const inOrder = [...(isInside.in ?? []).toSorted(byWorstAgency), ...(isInside.out ?? [])]
      await sendTable(store.db, call, {
        name: 'agencies',
        title: ({ t }) => t('one.agencies'),
        columns: agencyFileColumns(indicator),
        ...inMemory(inOrder),
      })
    },

    async exportOffenders(call) {
      const { asOf } = call.query
      const { offenders } = await lists.indicator({ ...call, query: { asOf } })
      await sendTable(store.db, call, {
        name: 'offenders',
        title: ({ t }) => t('one.offenders'),
        columns: offenderFileColumns,
        ...inMemory(offenders),
      })
    },

    async exportSnapshot(call) {
      const { agency } = call.query
      const { indicators, values } = await lists.snapshot({ ...call, query: { agency } })
      const rows = indicators.flatMap((indicator) => {
        const value = values.find(({ indicatorId }) => indicatorId === indicator.id)
        return value ? [{ indicator, value }] : []
      })
      await sendTable(store.db, call, {
        name: 'snapshot',
        title: ({ t }) => t('snapshot.scorecard'),
        columns: scorecardFileColumns,
        ...inMemory(rows),
      })
    },

    async exportObligations(call) {
      const { from, until } = call.query
      const { occurrences } = await lists.obligations({ ...call, query: { from, until } })
      await sendTable(store.db, call, {
        name: 'obligations',
        title: ({ t }) => t('nav.obligations'),
        columns: occurrenceFileColumns,
        ...inMemory(occurrences),
      })
    },
  }
}

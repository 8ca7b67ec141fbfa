import { personName } from '#i18n/audit-text.ts'
import { changeWords } from '#i18n/change-words.ts'
import type { PlanVersionHead } from '#protocol/plan-views.ts'
import type { LoggedChange } from '#protocol/snapshot-views.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf, local, yesOrNo } from './columns.ts'
import { everyPage, listFile } from './list-file.ts'

type Lists = Pick<Handlers, 'planVersions' | 'definitionChanges'>

/** The tables of plans, and of who changed what figures are made from, as files. */
export function planExports(
  { store: { db } }: ApiDeps,
  lists: Lists,
): Pick<Handlers, 'exportPlanVersions' | 'exportDefinitionChanges'> {
  return {
    exportPlanVersions: listFile(db, {
      name: 'plan-versions',
      title: 'plans.list',
      columns: versionColumns,
      rows: async (call) => (await lists.planVersions(call)).versions,
    }),
    exportDefinitionChanges: listFile(db, {
      name: 'definition-changes',
      title: 'plans.changes',
      columns: changeColumns,
      rows: (call) =>
        everyPage<LoggedChange>(
          ({ id }) => id,
          async (page) => {
            const { total, changes } = await lists.definitionChanges({ ...call, query: page })
            return { total, rows: changes }
          },
        ),
    }),
  }
}

const version = columnsOf<PlanVersionHead>()
const versionColumns = [
  version.sentence('plans.plan', ({ name }, words) => local(name, words)),
  version.text('export.document', ({ documentNumber }) => documentNumber),
  version.day('export.issued-on', ({ issuedOn }) => issuedOn),
  version.count('plans.version', (one) => one.version),
  version.text('plans.state', ({ state }, { t }) => t(`plans.state.${state}`)),
  version.text('plans.current', ({ isCurrent }, words) => yesOrNo(isCurrent, words)),
  version.day('export.from', ({ validFrom }) => validFrom),
  version.day('export.until', ({ validUntil }) => validUntil),
  version.count('plans.indicators', ({ indicators }) => indicators),
  version.text('plans.author', ({ isBuiltIn, author }, words) =>
    isBuiltIn ? words.t('plans.built-in') : personName(words, author),
  ),
]

const change = columnsOf<LoggedChange>()
const changeColumns = [
  change.moment('plans.changes.when', ({ atMs }) => atMs),
  change.text('plans.changes.who', ({ actor }, words) => personName(words, actor)),
  change.name('plans.changes.what', ({ action }, { t }) => t(changeWords(action))),
  change.name('plans.changes.on', ({ agencyName, subject }) => agencyName ?? subject),
  change.text('plans.changes.moved', ({ part }, { t }) => t(`moved.kind.${part}`)),
  change.sentence('audit.before', ({ before }) => said(before)),
  change.sentence('audit.after', ({ after }) => said(after)),
]

const said = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(value)

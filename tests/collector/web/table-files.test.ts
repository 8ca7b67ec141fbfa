import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { routes, type RouteName } from '#protocol/routes.ts'
import { checkout } from '#scripts/tool.ts'

/*
 * A table on a screen can be taken away as a file, or stands here with the reason why not. A screen that gets a table
 * fails until somebody has decided.
 */

type ExportName = Extract<RouteName, `export${string}`>
/** The files of the tables of a source file, in their order, or why it has none. */
type Told = readonly ExportName[] | { readonly because: string }

const printed = { because: 'A sheet that is made to be printed.' }
const ofBrowser = { because: 'Made in the browser from what is typed or chosen there.' }

const tables: Readonly<Record<string, Told>> = {
  'screens/agents/agents.tsx': ['exportAgents'],
  'screens/audit/audit-table.tsx': ['exportAudit'],
  'screens/catalogues/antivirus-rows.tsx': ['exportCatalogue'],
  'screens/catalogues/other-rows.tsx': ['exportCatalogue', 'exportCatalogue'],
  'screens/catalogues/placed-products.tsx': ['exportAliases'],
  'screens/catalogues/product-queue.tsx': ['exportProducts'],
  'screens/catalogues/readers-panel.tsx': ['exportReaders'],
  'screens/device-checks/check-content.tsx': {
    because: 'The text that is signed, which can be downloaded as it is.',
  },
  'screens/device-checks/check-results.tsx': ['exportDeviceCheckResults'],
  'screens/device-checks/checks-table.tsx': ['exportDeviceChecks'],
  'screens/device-checks/draft-devices.tsx': ofBrowser,
  'screens/devices/devices.tsx': ['exportDevices'],
  'screens/hand-check/hand-checks.tsx': ['exportHandChecks'],
  'screens/hand-check/result-card.tsx': ['exportHandCheckResult'],
  'screens/hand-check/sheet.tsx': printed,
  'screens/hosts/host-table.tsx': ['exportHosts'],
  'screens/indicator/agencies-card.tsx': ['exportIndicatorAgencies'],
  'screens/indicator/budget-card.tsx': ['exportBudget'],
  'screens/indicator/denominators-card.tsx': ['exportDenominators', 'exportIndicatorClasses'],
  'screens/indicator/offenders-card.tsx': ['exportOffenders'],
  'screens/indicator/shortfall-cards.tsx': ['exportShortfall', 'exportShortfall'],
  'screens/indicators/indicators.tsx': ['exportIndicators'],
  'screens/obligations/occurrence-table.tsx': ['exportObligations'],
  'screens/obligations/occurrence.tsx': ['exportSenders'],
  'screens/organisations/changes-card.tsx': ['exportOrganisationChanges'],
  'screens/organisations/exclusions-card.tsx': ['exportExclusions'],
  'screens/organisations/organisation-table.tsx': ['exportOrganisations'],
  'screens/organisations/roles.tsx': ['exportRoles', 'exportRoleSuggestions'],
  'screens/organisations/versions-card.tsx': ['exportOrganisationVersions'],
  'screens/overview/controls-card.tsx': ['exportControls'],
  'screens/people/api-tokens.tsx': ['exportApiTokens'],
  'screens/people/person-rows.tsx': ['exportPeople'],
  'screens/plans/changes-card.tsx': ['exportDefinitionChanges'],
  'screens/plans/plans.tsx': ['exportPlanVersions'],
  'screens/register/entry-table.tsx': ['exportEntries'],
  'screens/register/import-list.tsx': ['exportImports'],
  'screens/register/machines.tsx': ['exportMachines'],
  'screens/register/match-pair.tsx': ['exportMatches'],
  'screens/register/neighbour-table.tsx': ['exportNeighbours'],
  'screens/register/summary-table.tsx': ['exportRegisterSummary'],
  'screens/register/unassigned.tsx': ['exportUnassigned'],
  'screens/releases/hosts-table.tsx': ['exportReleaseHosts'],
  'screens/reports/report-table.tsx': ['exportReports'],
  'screens/reports/report-templates.tsx': ['exportReportTemplates'],
  'screens/retention/retention.tsx': ['exportRetention'],
  'screens/snapshots/scorecard-table.tsx': ['exportSnapshot'],
  'screens/snapshots/snapshots-table.tsx': ['exportSnapshots'],
  'screens/system/certificates-card.tsx': ['exportCertificates'],
  'screens/system/jobs-card.tsx': ['exportJobs'],
  'screens/work/item-table.tsx': ['exportWork'],

  'parts/changed-meanwhile.tsx': ofBrowser,
  'parts/rows-table.tsx': { because: 'The part that tables are made of.' },
  'screens/account/session-table.tsx': { because: 'Sessions of one person, ended here and gone.' },
  'screens/audit/changed-fields.tsx': { because: 'One entry, which the file of the audit holds.' },
  'screens/host/facts/values.tsx': { because: 'Fields of one fact of one computer.' },
  'screens/indicator/entries-card.tsx': {
    because:
      'The first of the entries of the register, which each row opens and the register exports.',
  },
  'screens/install/tokens-card.tsx': {
    because: 'Tokens of one agency, whose computers each opens as a list that has a file.',
  },
  'screens/install/waiting-card.tsx': { because: 'Machines that are let in or declined there.' },
  'screens/monday/monday-agency.tsx': printed,
  'screens/overview/worst-agencies.tsx': {
    because:
      'The first of the agencies of an indicator, whose screen it opens and which exports all.',
  },
  'screens/plans/compare-versions.tsx': ofBrowser,
  'screens/register/import-errors.tsx': {
    because: 'Of a dry run, of which the collector keeps nothing that could be asked again.',
  },
  'screens/register/import-mapping.tsx': ofBrowser,
  'screens/register/import-result.tsx': ofBrowser,
  'screens/releases/rings-table.tsx': {
    because: 'Numbers of computers, each of which opens a list that has a file.',
  },
  'screens/work/sheet.tsx': printed,
  'shell/shortcuts-help.tsx': { because: 'Keys, and no data.' },
  'trends/points-table.tsx': {
    because:
      'The points of a chart as words; each is a snapshot, whose list and scorecard are exported.',
  },
}

const web = join(checkout, 'collector/web')
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx') && !path.startsWith('dist'))
  .map((path) => ({ path, text: readFileSync(join(web, path), 'utf8') }))

/** How many tables a source file draws; one that only places a table of its own is counted where it is drawn. */
const tablesIn = (text: string) => [...text.matchAll(/<(?:RowsTable|table)[\s>]/g)].length
/** Tables beside those with a file: of what agents cost, three figures that open their lists. */
const besides: Readonly<Record<string, number>> = { 'screens/agents/agents.tsx': 1 }

test('every table of every screen can be taken away as a file, or says why not', () => {
  const drawn = sources
    .filter(({ text }) => tablesIn(text) > 0)
    .map(({ path, text }) => [path, tablesIn(text)] as const)
  const told = Object.entries(tables).map(
    ([path, of]) => [path, Array.isArray(of) ? of.length + (besides[path] ?? 0) : 1] as const,
  )
  const counted = drawn.map(([path, count]) => {
    const of = tables[path]
    return [path, of !== undefined && 'because' in of ? 1 : count] as const
  })
  const inOrder = (rows: readonly (readonly [string, number])[]) =>
    rows.toSorted(([left], [right]) => (left < right ? -1 : 1))
  expect(inOrder(counted)).toEqual(inOrder(told))
})

test('every file is offered on a screen, beside a table', () => {
  const names = (Object.keys(routes) as RouteName[]).filter((name) => name.startsWith('export'))
  const offered = names.filter((name) =>
    sources.some(({ text }) => text.includes(`route="${name}"`)),
  )
  const beside = new Set(Object.values(tables).flatMap((of) => ('because' in of ? [] : of)))
  expect(names.filter((name) => !offered.includes(name))).toEqual([])
  // The cut-offs of periods stand as a list and are rows all the same.
  expect(names.filter((name) => !beside.has(name as ExportName))).toEqual(['exportCutOffs'])
})

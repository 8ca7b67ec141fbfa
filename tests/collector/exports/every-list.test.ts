import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { translator } from '#i18n/translator.ts'
import { routes, type RouteName } from '#protocol/routes.ts'
import { addressOf, obligation, period } from '#tests/collector/access/two-agencies.ts'
import { call, signInAs } from '#tests/collector/api/running-api.ts'
import { askAs, type Ask, type ExportName, type Listed } from './asking.ts'
import { figureLists } from './figure-lists.ts'
import { keptLists } from './kept-lists.ts'
import { machineLists } from './machine-lists.ts'
import { differenceOf, formulasIn, plain, readCsvFile, readXlsxFile } from './read-files.ts'
import { startWholeProvince, type WholeProvince } from './whole-province.ts'

/*
 * Every table that can be taken away: its rows are those of the list of the screen, and both of its files open rightly.
 */

const { t } = translator('vi')

let province: WholeProvince
let ask: Ask
let lists: Readonly<Record<ExportName, Listed>>

beforeAll(async () => {
  province = await startWholeProvince()
  const { api, administrator, ids } = province
  ask = askAs(api, administrator)
  lists = {
    ...machineLists(ids.remedy),
    ...figureLists(ids),
    ...keptLists({ ...ids, duty: { id: obligation, period } }),
  }
}, 120_000)
afterAll(() => province.api.stop())

const isExport = (name: RouteName): name is ExportName => name.startsWith('export')
const names = (Object.keys(routes) as RouteName[]).filter(isExport)

const fileOf = (name: ExportName, format: 'csv' | 'xlsx') => {
  const { params = {}, query = {} } = lists[name]
  const url = addressOf(name, params, { ...query, format })
  return call(province.api, province.administrator, { method: 'GET', url })
}

describe.each(names)('%s', (name) => {
  test('has the rows of its list, all pages, in its order', async () => {
    const { head, rows, empty, ...asked } = lists[name]
    const answer = await fileOf(name, 'csv')
    expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, ''])
    const file = readCsvFile(answer.rawPayload)
    const place = file.heads.indexOf(t(head))
    expect([file.heads, place >= 0]).toEqual([file.heads, true])
    const wanted = await rows(ask, asked)
    expect(wanted.length > 0).toBe(empty === undefined)
    expect(file.rows.map((row) => plain(row[place] ?? ''))).toEqual(wanted)
    expect(formulasIn(file)).toEqual([])
  })

  test('is a workbook whose numbers are numbers, days days and texts texts, as the CSV file has them', async () => {
    const csv = readCsvFile((await fileOf(name, 'csv')).rawPayload)
    const rows = await readXlsxFile((await fileOf(name, 'xlsx')).rawPayload, csv.heads.length)
    expect(rows.length).toBe(csv.rows.length)
    const differences = csv.rows.flatMap((texts, row) =>
      texts.map((text, column) => {
        const cell = rows[row]?.[column] ?? { value: null, numFmt: undefined }
        return differenceOf(text, cell)
      }),
    )
    expect(differences.filter((one) => one !== null)).toEqual([])
  })

  test('says in the audit who took it, and how many rows', async () => {
    const { rows } = readCsvFile((await fileOf(name, 'csv')).rawPayload)
    const { action, after } = await province.api.store.db
      .selectFrom('audit')
      .select(['action', 'after'])
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect([action.slice(0, 7), JSON.parse(after ?? 'null')]).toMatchObject([
      'export-',
      { format: 'csv', rows: name === 'exportAudit' ? expect.any(Number) : rows.length },
    ])
  })
})

test('somebody of an agency gets what the agency sees: its own part of every list', async () => {
  const { api, ids } = province
  const own = await signInAs(api, 'agency-officer', 'lan', ids.otherAgencyId)
  const asked = askAs(api, own)
  for (const name of ['exportRegisterSummary', 'exportOrganisations', 'exportImports'] as const) {
    const { head, rows, params = {}, query = {} } = lists[name]
    const url = addressOf(name, params, query)
    const file = readCsvFile((await call(api, own, { method: 'GET', url })).rawPayload)
    const place = file.heads.indexOf(t(head))
    const wanted = await rows(asked, { params, query })
    expect([name, file.rows.map((row) => row[place])]).toEqual([name, wanted])
    expect(wanted).not.toContain('Sở Y tế')
  }
})

import excel from '@protobi/exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from '#collector/imports/csv.ts'
import { hostPage } from '#protocol/views.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

let api: RunningApi
let province: SeededProvince
let officer: SignedIn
let leader: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 240)
  officer = await signInAs(api, 'officer')
  leader = await signInAs(api, 'leader')
})
afterAll(() => api.stop())

const get = (url: string, as: SignedIn = officer) => call(api, as, { method: 'GET', url })
const linesOf = (body: string) => body.slice(1).split('\r\n').slice(0, -1)

async function newestAudit() {
  const row = await api.store.db
    .selectFrom('audit')
    .selectAll()
    .where('action', 'like', 'export-%')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { actor: row.actor, action: row.action, after: JSON.parse(row.after ?? 'null') }
}

async function listed(query: string) {
  const hosts: string[] = []
  for (let page = 1; ; page += 1) {
    const answer = await get(`/api/hosts?${query}&page=${page}&pageSize=50`)
    const body = hostPage.parse(answer.json())
    hosts.push(...body.hosts.map(({ hostname }) => hostname))
    if (hosts.length >= body.total) return hosts
  }
}

test.each(['sort=worst', 'sort=agency&state=unmet', 'silent=yes&sort=last-received', 'q=so+y+te'])(
  'the file of hosts is the list under %s, all pages in the same order',
  async (query) => {
    const answer = await get(`/api/hosts/export?${query}&columns=host`)
    const names = linesOf(answer.body).slice(1)
    expect(names.length).toBeGreaterThan(0)
    expect(names).toEqual(await listed(query))
  },
)

test('the file has the columns that are shown, in their order, in the language of the screen', async () => {
  const heads = async (query: string) =>
    readCsv((await get(`/api/hosts/export?${query}`)).rawPayload).rows[0]
  expect(await heads('columns=agency,host&language=vi')).toEqual(['Cơ quan, đơn vị', 'Máy tính'])
  expect(await heads('columns=host,agency&language=en')).toEqual(['Computer', 'Agency'])
  const wrong = await get('/api/hosts/export?columns=host,password')
  expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'REQUEST_INVALID'])
})

test('an export is in the audit with who, the filters and how many rows, before a byte has left', async () => {
  await get(`/api/hosts/export?agency=${province.health}&format=xlsx&columns=host`, leader)
  const total = (await listed(`agency=${province.health}`)).length
  expect(await newestAudit()).toEqual({
    actor: 'user leader',
    action: 'export-hosts',
    after: {
      rows: total,
      filters: { agency: province.health, sort: 'worst', columns: 'host' },
      format: 'xlsx',
    },
  })
})

test('the XLSX file has the same rows', async () => {
  const answer = await get('/api/hosts/export?format=xlsx&columns=host')
  const workbook = new excel.Workbook()
  await workbook.xlsx.load(Uint8Array.from(answer.rawPayload).buffer)
  const [sheet] = workbook.worksheets
  const names = Object.values(sheet?.getColumn(1).values ?? {}).slice(1)
  expect(names).toEqual(await listed(''))
  expect(answer.headers['content-disposition']).toMatch(
    /^attachment; filename="khien-hosts-\d{8}-\d{4}\.xlsx"$/,
  )
})

test('somebody of an agency gets the hosts of that agency and not one more', async () => {
  const own = await signInAs(api, 'agency-officer', 'lan', province.health)
  const answer = await get('/api/hosts/export?columns=agency', own)
  const agencies = new Set(linesOf(answer.body).slice(1))
  expect(agencies).toEqual(new Set(['Sở Y tế']))
  const other = await get(`/api/hosts/export?agency=${province.finance}`, own)
  expect(other.json()).toMatchObject({ code: 'AGENCY_NOT_FOUND' })
})

test('a machine that calls itself a formula is a text in both files', async () => {
  const first = province.hosts.find(({ agencyId }) => agencyId === province.health)
  const name = '=HYPERLINK("http://x";"y")<script>'
  await api.store.db
    .updateTable('host')
    .set({ hostname: name })
    .where('id', '=', first?.id ?? ('' as never))
    .execute()
  const csv = await get('/api/hosts/export?columns=host')
  expect(csv.body).toContain(`"'=HYPERLINK(""http://x"";""y"")<script>"`)
})

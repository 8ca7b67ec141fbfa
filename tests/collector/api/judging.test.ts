import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { survey } from '#collector/jobs/survey.ts'
import { controlSettings } from '#domain/control-settings.ts'
import { controlIds } from '#protocol/controls.ts'
import { routes } from '#protocol/routes.ts'
import { hostPage, hostView, overviewView } from '#protocol/views.ts'
import { quietLog } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { newSigner, signedCatalogue } from '#tests/support/signed-catalogue.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

const signer = newSigner()
let api: RunningApi
let province: SeededProvince
let administrator: SignedIn
let reader: SignedIn

beforeAll(async () => {
  api = await startApi({ catalogueKeys: [signer.publicKey] })
  province = await seedProvince(api.store)
  administrator = await signInAs(api, 'administrator')
  reader = await signInAs(api, 'leader')
  const { store, events } = api
  const context = () => api.contexts.current()
  const reloadContext = () => api.contexts.reload()
  const deps = { store, events, context, reloadContext, now: () => seededNowMs, log: quietLog }
  await survey(deps).run(seededNowMs)
})
afterAll(() => api.stop())
beforeEach(() => void (api.clock.nowMs = seededNowMs))

async function get<Schema extends z.ZodType>(url: string, schema: Schema) {
  return schema.parse((await call(api, reader, { method: 'GET', url })).json())
}
const post = (url: string, body: object) => call(api, administrator, { method: 'POST', url, body })

test('a decision shows with author, date and history, and what depends on it says so', async () => {
  const url = '/api/judge-settings/doesBuiltInCountAsLicensed'
  const first = await post(url, { value: true, note: 'Kết luận cuộc họp', expectedRevision: 0 })
  expect(first.statusCode).toBe(200)
  api.clock.nowMs += 1000
  const { revision } = routes.decideJudgeSetting.output.parse(first.json())
  const told = await post(url, { value: false, expectedRevision: 0 })
  expect(told.json()).toMatchObject({ code: 'CHANGED_MEANWHILE', params: { by: 'administrator' } })
  await post(url, { value: false, expectedRevision: revision })
  const { settings } = await get('/api/judge-settings', routes.judgeSettings.output)
  const decided = settings.find(({ key }) => key === 'doesBuiltInCountAsLicensed')
  expect(decided).toEqual({
    key: 'doesBuiltInCountAsLicensed',
    revision: 2,
    value: false,
    defaultValue: null,
    author: 'administrator',
    decidedOn: '2026-11-18',
    controls: ['antivirus-licensed'],
    history: [
      { value: false, author: 'administrator', decidedMs: seededNowMs + 1000, note: null },
      { value: true, author: 'administrator', decidedMs: seededNowMs, note: 'Kết luận cuộc họp' },
    ],
  })
  const inUse = { key: 'doesBuiltInCountAsLicensed', value: false, author: 'administrator' }
  const { indicators } = await get('/api/overview', overviewView)
  const licensed = indicators.filter(({ control }) => control === 'antivirus-licensed')
  expect(licensed.length).toBeGreaterThan(0)
  for (const { settings } of licensed) expect(settings[0]).toMatchObject(inUse)
  const { verdicts } = await get(`/api/hosts/${province.hosts[0]?.id}`, hostView)
  for (const { control, settings } of verdicts) {
    expect(settings.map(({ key }) => key)).toEqual(controlSettings[control])
  }
  expect(api.contexts.current().settings.doesBuiltInCountAsLicensed.value).toBe(false)
})

test('at a past date the settings are those of that date', async () => {
  await post('/api/judge-settings/patchGraceDays', { value: 21, expectedRevision: 0 })
  const { indicators } = await get(`/api/overview?asOf=${seededNowMs - 1000}`, overviewView)
  const shown = indicators.flatMap(({ settings }) => settings)
  expect(shown.filter(({ author }) => author !== null)).toEqual([])
})

const seen = { expectedRevision: 0 }
test.each([
  ['/api/judge-settings/nothing', { value: 1, ...seen }, 'params.key (invalid_value)'],
  ['/api/judge-settings/patchGraceDays', seen, 'body.value (invalid_union)'],
  ['/api/judge-settings/patchGraceDays', { value: 'x', ...seen }, 'body.value (invalid_union)'],
  ['/api/judge-settings/patchGraceDays', { value: 61, ...seen }, 'body.value: patchGraceDays = 61'],
  ['/api/products', { name: 'x', product: 'nobody' }, 'body.product: nobody'],
])('POST %s %j is refused and names what is wrong', async (url, body, detail) => {
  const answer = await post(url, body)
  expect([answer.statusCode, answer.json()]).toEqual([
    400,
    { code: 'REQUEST_INVALID', params: { detail } },
  ])
})

test('an imported catalogue judges at once and says who imported it', async () => {
  const changed = new Promise<void>((resolve) => api.contexts.subscribe(resolve))
  const [row] = api.contexts.current().antivirusProducts
  const rows = row ? [{ ...row, name: 'Renamed', verifiedOnRealMachine: true }] : []
  const file = signedCatalogue(signer.privateKey, { rows, sequence: 7 })
  const imported = await post('/api/catalogues', { file })
  expect(imported.json()).toEqual({
    kind: 'antivirus-products',
    issuedOn: '2027-01-15',
    signed: { sequence: 7, importedBy: 'administrator', importedMs: seededNowMs },
    rows: 1,
    verifiedRows: 1,
  })
  await changed
  const { antivirusProducts } = await get(
    '/api/catalogues/antivirus-products',
    routes.catalogue.output,
  )
  expect(antivirusProducts.map(({ name }) => name)).toEqual(['Renamed'])
  const { catalogues, keys } = await get('/api/catalogues', routes.catalogues.output)
  expect(keys).toBe(1)
  expect(catalogues.map(({ kind, signed }) => [kind, signed?.sequence ?? null])).toEqual([
    ['antivirus-products', 7],
    ['os-support', null],
    ['service-rules', null],
  ])
  expect((await post('/api/catalogues', { file })).json()).toMatchObject({
    code: 'CATALOGUE_OLDER',
  })
})

test('a catalogue larger than other bodies may be is taken, and a larger one than that is not', async () => {
  const rows = api.contexts.current().osSupport
  const source = 'x'.repeat(400)
  const many = Array.from({ length: 300 }, () => ({ ...rows[0], source }))
  const file = signedCatalogue(signer.privateKey, { kind: 'os-support', rows: many })
  expect(file.length).toBeGreaterThan(100_000)
  expect((await post('/api/catalogues', { file })).statusCode).toBe(200)
  const tooLarge = await post('/api/catalogues', { file: 'x'.repeat(262_145) })
  expect(tooLarge.json()).toMatchObject({ code: 'REQUEST_INVALID' })
})

test('a verdict is provisional where its readers were not checked, and a silent host has none', async () => {
  const { hosts } = await get('/api/hosts?pageSize=200', hostPage)
  const steady = hosts.find(({ isSilent, lastReceivedMs }) => !isSilent && lastReceivedMs !== null)
  const unchecked = controlIds.filter((control) => control !== 'reporting')
  expect(new Set(steady?.provisional)).toEqual(new Set(unchecked))
  const { verdicts, host } = await get(`/api/hosts/${steady?.id}`, hostView)
  for (const { control, isProvisional } of verdicts) {
    expect([control, isProvisional]).toEqual([control, host.provisional.includes(control)])
  }
  for (const { isSilent, provisional } of hosts) if (isSilent) expect(provisional).toEqual([])
})

test('every reader says whether it was checked and by which command it can be', async () => {
  const { readers } = await get('/api/readers', routes.readers.output)
  expect(readers.length).toBeGreaterThan(30)
  expect(readers.filter(({ command }) => !command.startsWith('khien-agent '))).toEqual([])
})

test('what agents cost opens the hosts that it counts', async () => {
  const costs = await get('/api/agent-costs', routes.agentCosts.output)
  const total = async (query: string) => (await get(`/api/hosts?${query}`, hostPage)).total
  for (const { version, hosts } of costs.versions) {
    expect(await total(`agentVersion=${encodeURIComponent(version)}`)).toBe(hosts)
  }
  expect(costs.versions.length).toBeGreaterThan(0)
  for (const figure of costs.cpuMs ? Object.values(costs.cpuMs) : []) {
    expect(await total(`agentCpuMsMin=${figure.value}`)).toBe(figure.hosts)
  }
})

test('each name in the queue opens as many hosts as it counts, and can be placed and taken back', async () => {
  const { unknown } = await get('/api/products', routes.products.output)
  for (const { name, hosts } of unknown) {
    const page = await get(`/api/hosts?product=${encodeURIComponent(name)}`, hostPage)
    expect([name, page.total]).toEqual([name, hosts])
  }
  const alias = routes.nameProduct.output.parse(
    (await post('/api/products', { name: 'Không phải diệt virus', product: null })).json(),
  )
  expect(alias).toMatchObject({ product: null, author: 'administrator', hosts: 0 })
  expect(api.contexts.current().productAliases).toHaveLength(1)
  const forgotten = await call(api, administrator, {
    method: 'DELETE',
    url: `/api/products/${alias.id}`,
  })
  expect(forgotten.json()).toMatchObject({ aliases: [] })
  expect(api.contexts.current().productAliases).toEqual([])
})

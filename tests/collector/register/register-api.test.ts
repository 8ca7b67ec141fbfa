import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryPage, machinePage, matchPage, registerSummaryView } from '#protocol/register-views.ts'
import type { EntryView } from '#protocol/register.ts'
import { refreshHostSigns } from '#store/register/host-signs.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
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
let administrator: SignedIn
let reader: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 18)
  await refreshHostSigns(api.store, api.clock.nowMs)
  administrator = await signInAs(api, 'administrator')
  reader = await signInAs(api, 'leader')
})
afterAll(() => api.stop())

const get = async (url: string) => (await call(api, reader, { method: 'GET', url })).json()
const post = (url: string, body: object, as: SignedIn = administrator) =>
  call(api, as, { method: 'POST', url, body })
const machine = (more: object = {}) => ({ ...declaredMachine('MT-01'), ...more })
const declare = (body: object, more: object = {}, as?: SignedIn) =>
  post(
    '/api/register/entries',
    { kind: 'machine', agencyId: province.health, body, fromDay: '2026-01-01', ...more },
    as,
  )
const declared = async (body: object, more?: object): Promise<EntryView> =>
  (await declare(body, more)).json().entry

test('a reader reads and declares nothing', async () => {
  expect((await declare(machine(), {}, reader)).json()).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('a day before 2015 and a day to come are refused with the days that are allowed', async () => {
  for (const fromDay of ['2014-12-31', '2027-01-01']) {
    const answer = await declare(machine(), { fromDay })
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'ENTRY_DAY_INVALID', params: { first: '01/01/2015' } },
    ])
  }
})

test('what is wrong with a declaration is said by field', async () => {
  const wrong = await declare(machine({ code: ' ', macs: ['x'] }))
  expect(wrong.json()).toMatchObject({ code: 'ENTRY_BODY_INVALID' })
  expect(wrong.json().params.detail).toContain('code (')
  expect(wrong.json().params.detail).toContain('macs.0 (')
  const silent = await declare(machine({ state: 'in-store' }))
  expect(silent.json().params).toEqual({ detail: 'stateReason (reason-missing)' })
  const nowhere = await declare(machine(), { agencyId: 'khong-co' })
  expect(nowhere.json()).toMatchObject({ code: 'AGENCY_NOT_FOUND' })
})

test('an entry is declared, corrected, withdrawn, undone, and each step is in its history', async () => {
  const { entryId } = await declared(machine({ code: 'LS-01', room: 'Phòng 1' }), {
    evidence: 'Công văn 12/SYT-VP',
  })
  const path = `/api/register/entries/${entryId}`
  const body = machine({ code: 'LS-01', room: 'Phòng 2' })
  const change = async (what: string, wanted: object) => {
    api.clock.nowMs += 1
    const [{ rowId }] = (await get(path)).versions
    return post(`${path}/${what}`, { ...wanted, expectedRevision: rowId })
  }
  await change('versions', { body, fromDay: '2026-02-01', evidence: 'Biên bản 3' })
  await change('withdrawal', { fromDay: '2026-03-01', evidence: 'thanh lý' })
  const undone = await change('undo', {})
  expect(undone.json().entry).toMatchObject({ isWithdrawn: false, body: { room: 'Phòng 2' } })
  const { versions } = await get(path)
  expect(
    versions.map(({ fromDay, isWithdrawn, actor }: EntryView) => [fromDay, isWithdrawn, actor]),
  ).toEqual([
    ['2026-03-01', false, 'user administrator'],
    ['2026-03-01', true, 'user administrator'],
    ['2026-02-01', false, 'user administrator'],
    ['2026-01-01', false, 'user administrator'],
  ])
  expect((await change('withdrawal', { fromDay: '2026-01-01' })).statusCode).toBe(200)
})

test('of two people who change one entry the second is told who was first, and nothing is lost', async () => {
  const { entryId, rowId } = await declared(machine({ code: 'LS-02', room: 'Phòng 1' }))
  const path = `/api/register/entries/${entryId}`
  const version = (room: string) => ({
    body: machine({ code: 'LS-02', room }),
    fromDay: '2026-02-01',
    expectedRevision: rowId,
  })
  expect((await post(`${path}/versions`, version('Phòng 2'))).statusCode).toBe(200)
  for (const [what, wanted] of [
    ['versions', version('Phòng 3')],
    ['withdrawal', { fromDay: '2026-03-01', expectedRevision: rowId }],
    ['undo', { expectedRevision: rowId }],
  ] as const) {
    const second = await post(`${path}/${what}`, wanted)
    expect([second.statusCode, second.json()]).toMatchObject([
      409,
      { code: 'CHANGED_MEANWHILE', params: { by: 'administrator' } },
    ])
  }
  const { versions } = await get(path)
  expect(versions.map(({ body }: EntryView) => body)).toMatchObject([
    { room: 'Phòng 2' },
    { room: 'Phòng 1' },
  ])
})

test('the list of a kind is found by code and agency, with the name of the agency', async () => {
  await declared(machine({ code: 'Văn thư 7' }))
  const page = entryPage.parse(await get('/api/register/entries?kind=machine&q=van%20thu'))
  expect(page.entries).toMatchObject([{ agencyName: 'Sở Y tế', body: { code: 'Văn thư 7' } }])
  const elsewhere = await get(`/api/register/entries?q=van%20thu&agency=${province.finance}`)
  expect(entryPage.parse(elsewhere).total).toBe(0)
})

test('each number of a denominator is the total of the list that it opens', async () => {
  await declared(machine({ code: 'KHO-1', state: 'in-store', stateReason: 'hỏng nguồn' }))
  await declared(machine({ code: 'MAT-1', carriesNoAgent: true }))
  const summary = registerSummaryView.parse(await get('/api/register'))
  const total = async (list: string, agency: string) =>
    machinePage.parse(await get(`/api/register/machines?list=${list}&agency=${agency}`)).total
  for (const { agency, total: counted, notInUse } of summary.agencies) {
    expect([
      await total('never-enrolled', agency.id),
      await total('unregistered', agency.id),
      await total('without-agent', agency.id),
      await total('not-in-use', agency.id),
    ]).toEqual([counted.neverEnrolled, counted.unregistered, counted.withoutAgent, notInUse])
    expect(counted.population).toBeGreaterThanOrEqual(counted.enrolled)
  }
  expect(summary.agencies.map(({ agency }) => agency.name)).toEqual(['Sở Y tế', 'Sở Tài chính'])
})

test('a declaration smaller than what is enrolled is under-declared, and never over 100%', async () => {
  await declared(
    { class: 'workstation', count: 1 },
    { kind: 'machine-count', agencyId: province.finance },
  )
  const { agencies } = registerSummaryView.parse(await get('/api/register'))
  const finance = agencies.find(({ agency }) => agency.id === province.finance)
  expect(finance?.classes.workstation).toMatchObject({
    declared: 1,
    isUnderDeclared: true,
    isLowerBound: true,
    population: finance?.classes.workstation.enrolled,
  })
})

test('a doubtful pair is decided, undone, and cannot be given to two', async () => {
  const unregistered = machinePage.parse(
    await get(`/api/register/machines?list=unregistered&agency=${province.health}`),
  )
  const host = unregistered.machines.find((one) => one.host?.hostname !== 'PC-SAO-CHEP')?.host
  const { entryId } = await declared(machine({ code: 'TEN-1', name: host?.hostname ?? '' }))
  const doubtful = async () => matchPage.parse(await get('/api/register/matches')).matches
  const found = (await doubtful()).find((one) => one.machine.entryId === entryId)
  expect(found).toMatchObject({ agreeing: ['name'], reasons: ['name-only'] })
  const pair = { entryId, hostId: host?.hostId }
  const decide = (decision: string | null, more = {}) =>
    post('/api/register/matches', { ...pair, ...more, decision })
  expect((await decide('matched')).statusCode).toBe(200)
  expect((await doubtful()).some((one) => one.machine.entryId === entryId)).toBe(false)
  const matched = matchPage.parse(await get('/api/register/matches?show=decided'))
  expect(matched.matches).toMatchObject([
    { basis: 'person', decision: { decision: 'matched', actor: 'user administrator' } },
  ])
  const other = await declared(machine({ code: 'TEN-2' }))
  expect((await decide('matched', { entryId: other.entryId })).json()).toMatchObject({
    code: 'MATCH_NOT_POSSIBLE',
    params: { entryCode: 'TEN-2' },
  })
  await decide(null)
  expect((await doubtful()).some((one) => one.machine.entryId === entryId)).toBe(true)
})

test('a machine that may not carry an agent and sends data is one machine, told of and listed', async () => {
  const summaryNow = async () => registerSummaryView.parse(await get('/api/register'))
  const { machines } = machinePage.parse(
    await get(`/api/register/machines?list=unregistered&agency=${province.health}`),
  )
  const host = machines.find((one) => one.host?.signs.serial)?.host
  const before = await summaryNow()
  const { serial } = host?.signs ?? {}
  const { entryId } = await declared(machine({ code: 'MAT-2', serial, carriesNoAgent: true }))
  const after = await summaryNow()
  expect([before.forbidden, after.forbidden]).toEqual([0, 1])
  expect(after.total.population).toBe(before.total.population)
  expect(after.total.withoutAgent).toBe(before.total.withoutAgent)
  const listed = matchPage.parse(await get('/api/register/matches?show=forbidden'))
  expect(listed.matches).toMatchObject([
    { machine: { entryId, carriesNoAgent: true }, host: { hostId: host?.hostId }, basis: 'serial' },
  ])
  const pair = { entryId, hostId: host?.hostId }
  await post('/api/register/matches', { ...pair, decision: 'rejected' })
  const { changes } = await get('/api/definition-changes?pageSize=1')
  expect(changes).toMatchObject([{ action: 'decide-match', agencyName: 'Sở Y tế' }])
  const apart = await summaryNow()
  expect([apart.forbidden, apart.total.population]).toEqual([0, before.total.population + 1])
})

test('why a denominator is a lower bound is said by agency and class', async () => {
  const summary = registerSummaryView.parse(await get('/api/register'))
  const finance = summary.agencies.find(({ agency }) => agency.id === province.finance)
  expect(finance?.classes.workstation.lowerBoundBecause).toEqual(['counted-only'])
  expect(finance?.classes.server).toMatchObject({
    isLowerBound: (finance?.classes.server.enrolled ?? 0) > 0,
    declared: null,
  })
  const reasons = summary.agencies.flatMap(({ classes }) =>
    Object.values(classes).flatMap(({ lowerBoundBecause }) => lowerBoundBecause),
  )
  expect(summary.total.lowerBoundBecause.toSorted()).toEqual([...new Set(reasons)].toSorted())
})

test('a list is exported as a file that Excel opens and in which no text is a formula', async () => {
  await declared(machine({ code: '=HYPERLINK("x")', room: 'P1; "kho"' }))
  const url = `/api/register/machines/export?list=never-enrolled&agency=${province.health}`
  const answer = await call(api, reader, { method: 'GET', url })
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  const text = answer.rawPayload.toString('utf8')
  expect(text.startsWith('\ufeff"Cơ quan, đơn vị";Mã máy;')).toBe(true)
  expect(text).toContain(`Sở Y tế;"'=HYPERLINK(""x"")";Máy trạm;;;;"P1; ""kho""";;\r\n`)
})

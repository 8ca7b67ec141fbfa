import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#protocol/access.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { readHostSigns, refreshHostSigns } from '#store/register/host-signs.ts'
import { refreshOpenedPorts } from '#store/ports/refresh-opened.ts'
import { call, signInAs, type RunningApi, type SignedIn } from '#tests/collector/api/running-api.ts'
import { byAt, takingOf } from '#tests/collector/snapshots/taking.ts'
import { signedInPage, startConsole, type RunningConsole } from '#tests/support/console.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { faultsByClick, readNumbers, totalBehind } from './walk/numbers.ts'

/*
 * A number that can be opened equals the list that it opens. Every link of every screen is read in a real browser as
 * its reader sees it, so that a new card is under this rule without anybody thinking of it.
 */

let running: RunningConsole
let api: RunningApi
let origin: string
let keeper: SignedIn
let province: SeededProvince

beforeAll(async () => {
  running = await startConsole(async (started) => {
    api = started
    province = await seedProvince(api.store, 90)
    keeper = await signInAs(api, 'officer')
    await declareMachines()
    await adoptDuty()
    await freeze()
    await refreshOpenedPorts(api.store)
  })
  origin = running.origin
}, 120_000)

afterAll(() => running?.stop())

/** A day that snapshots, Monday's sheets and trends speak of. */
const freeze = () => takeDaily(takingOf(api.store), api.clock.nowMs, byAt(api.clock.nowMs))

/** A report that every agency has to send each quarter. */
async function adoptDuty() {
  const body = { obligationId: 'tq1670.o01', fromDay: '2026-01-01', basis: 'Công văn 12' }
  const url = '/api/obligation-adoptions'
  const answer = await call(api, keeper, { method: 'POST', url, body })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}

/** Some match a host by its name, some are not in use, one has no agent and most were never enrolled. */
async function declareMachines() {
  await refreshHostSigns(api.store, api.clock.nowMs)
  const signs = await readHostSigns(api.store.reader, null)
  const serialOf = (agencyId: string, index: number) => {
    const ids = province.hosts.filter((one) => one.agencyId === agencyId).map(({ id }) => id)
    return signs.get(ids[index] ?? '')?.serial ?? null
  }
  for (let index = 0; index < 24; index += 1) {
    const agencyId = index % 2 === 0 ? province.health : province.finance
    const state = index % 6 >= 4 || index === 9 || index === 12 ? 'to-be-disposed' : 'in-use'
    const body = {
      code: `MT-${index}`,
      class: index % 5 === 0 ? 'server' : 'workstation',
      name: null,
      serial: index % 3 === 0 ? serialOf(agencyId, index) : null,
      assetTag: null,
      macs: [],
      room: null,
      state,
      stateReason: state === 'in-use' ? null : 'Chờ thanh lý',
      carriesNoAgent: index === 7,
    }
    const answer = await call(api, keeper, {
      method: 'POST',
      url: '/api/register/entries',
      body: { kind: 'machine', agencyId, body, fromDay: '2026-01-01' },
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }
}

/** Who reads: the session for the API and a browser that is signed in as the same person. */
type Reader = { readonly session: SignedIn; readonly page: Page }

async function readerOf(role: Role, agencyId: string | null): Promise<Reader> {
  const session = await signInAs(api, role, role, agencyId)
  const page = await signedInPage(running, role)
  return { session, page }
}

const readAs = async ({ session }: Pick<Reader, 'session'>, url: string) =>
  (await call(api, session, { method: 'GET', url })).json() as Record<string, never>

/** The screens that are made of numbers, with the ids that this province has. */
async function everyScreen(reader: Reader): Promise<string[]> {
  const get = (url: string) => readAs(reader, url)
  const ids = async (url: string, list: string) =>
    ((await get(url))[list] as { id: string }[] | undefined)?.map(({ id }) => id) ?? []
  const ofPlans: string[] = []
  for (const id of await ids('/api/plans', 'plans')) {
    ofPlans.push(`/?plan=${id}`)
    for (const of of await ids(`/api/overview?plan=${id}`, 'indicators')) {
      ofPlans.push(`/plans/${id}/indicator?of=${of}`)
    }
  }
  const { groups } = (await get('/api/work')) as { groups?: { remedy: string }[] }
  const [host] = await ids('/api/hosts?pageSize=1', 'hosts')
  const [snapshot] = await ids('/api/snapshots?pageSize=1', 'snapshots')
  return [
    '/',
    ...ofPlans,
    ...(groups ?? []).map(({ remedy }) => `/todo/${remedy}`),
    `/hosts/${host}`,
    `/snapshots/${snapshot}`,
    '/obligations',
    '/monday',
    `/monday/${province.health}`,
    '/agents',
    '/catalogues?part=unknown',
    '/register',
    '/register?class=workstation',
    '/organisations',
    `/organisations/${province.health}`,
    '/indicators',
    '/todo',
  ]
}

/** What stood there ten days ago: these screens show any day, the others always now. */
const pastScreens = ['/', '/register', '/organisations', '/indicators', '/todo']
const onDay = (path: string, asOf: number) => `${path}?asOf=${asOf}`

async function faultsOf(reader: Reader, paths: readonly string[]) {
  const faults: string[] = []
  const read: Record<string, number> = {}
  const clicked = new Set<string>()
  for (const path of paths) {
    const found = await readNumbers(reader.page, origin + path)
    read[path] = found.length
    for (const { href, numbers, text } of found) {
      const total = await totalBehind((url) => readAs(reader, url), href)
      if (numbers.length === 1 && numbers[0] === total) continue
      faults.push(`${path}: “${text.replaceAll('\n', ' ')}” opens ${total} at ${href}`)
    }
    faults.push(
      ...(await faultsByClick(reader.page, { url: origin + path, opened: found }, clicked)),
    )
  }
  return { faults, read, clicked }
}

const readers = [
  ['administrator', () => null],
  ['agency-officer', () => province.health],
] as const

describe.each(readers)('as %s', (role, agencyOf) => {
  let reader: Reader
  beforeAll(async () => {
    reader = await readerOf(role, agencyOf())
  }, 60_000)
  afterAll(() => reader?.page.context().close())

  test(
    'every number on every screen equals the list that it opens',
    { timeout: 600_000 },
    async () => {
      const { faults, read, clicked } = await faultsOf(reader, await everyScreen(reader))
      expect(faults).toEqual([])
      // The screens that are made of such numbers do have them: a rule that looked at nothing has proved nothing.
      expect(read['/']).toBeGreaterThan(40)
      expect(read['/register']).toBeGreaterThan(10)
      expect(read['/todo']).toBeGreaterThan(1)
      expect(read['/obligations']).toBeGreaterThan(1)
      expect(clicked.size).toBeGreaterThan(5)
    },
  )

  test('so it does on a past day', { timeout: 300_000 }, async () => {
    const asOf = api.clock.nowMs - 10 * dayMs
    const paths = pastScreens.map((path) => onDay(path, asOf))
    const { faults, read } = await faultsOf(reader, paths)
    expect(faults).toEqual([])
    expect(read[onDay('/', asOf)]).toBeGreaterThan(40)
  })
})

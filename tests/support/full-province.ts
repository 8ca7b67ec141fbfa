import { createIngest } from '#collector/ingest.ts'
import { survey } from '#collector/jobs/survey.ts'
import { periodOf } from '#domain/periods.ts'
import { firstPlan } from '#domain/rollout.ts'
import { unknown } from '#protocol/values.ts'
import type { RouteName } from '#protocol/routes.ts'
import { ignoreNeighbour } from '#store/neighbours/ignore-neighbour.ts'
import { refreshOpenedPorts } from '#store/ports/refresh-opened.ts'
import { refreshHostSigns } from '#store/register/host-signs.ts'
import { takeDaily, takePeriod } from '#store/snapshots/taking.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import type { RunningApi, SignedIn } from '#tests/collector/api/running-api.ts'
import { walker } from '#tests/collector/audit/walk.ts'
import { aReading } from '#tests/collector/ingest/reports.ts'
import { jobsAt } from '#tests/collector/jobs/running-jobs.ts'
import { checkedOf } from '#tests/collector/device-checks/in-store.ts'
import { byAt, takingOf } from '#tests/collector/snapshots/taking.ts'
import { holdRelease } from './update/held-release.ts'
import { declareLan, seenDevices, tellNeighbours } from './seen-neighbours.ts'
import { daysBefore, seededNowMs, seedProvince, type SeededProvince } from './seed.ts'

/** The plan of the built-in ones that the province below works by. */
export const planId = 'qn-2458-2017'

/** Ids of what was made, for the addresses of the screens that show one thing. */
export type FullProvince = SeededProvince & {
  readonly host: string
  readonly snapshot: string
  readonly report: string
  readonly importId: string
  readonly handCheck: string
  readonly remedy: string
  readonly device: string
}

type Sent = Parameters<ReturnType<typeof walker>['send']>[2]

/**
 * The seeded province, and in it one of everything that a screen can show: declarations, an import, snapshots, a plan
 * that is drafted, a report, what is owed, a check by hand, a note, a token, a template, a name that no catalogue has.
 */
export async function fillProvince(
  api: RunningApi,
  as: SignedIn,
  hosts = 60,
): Promise<FullProvince> {
  const { store } = api
  const seeded = await seedProvince(store, hosts)
  await tellUnknownProducts(api, seeded)
  await refreshHostSigns(store, seededNowMs)
  await refreshOpenedPorts(store)
  await neighboursOf(store, seeded)
  for (const day of [15, 8, 2]) {
    await takeDaily(takingOf(store), daysBefore(day), byAt(daysBefore(day)))
  }
  const quarter = periodOf('2026-Q3')
  if (!quarter) throw new Error('no quarter')
  await takePeriod(takingOf(store), { period: quarter, cutOffMs: seededNowMs }, byAt(seededNowMs))
  const { send } = walker(api)
  const ask = async (name: RouteName, sent: Sent = {}) => {
    const answer = await send(as, name, sent)
    if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.body}`)
    return answer
  }
  await arrivalsOf(api, ask, seeded.health)
  const host = seeded.hosts.find(({ fate }) => fate === 'changed')?.id ?? ''
  const ids = { ...seeded, host, ...(await numbersOf(ask, seeded)) }
  await checkedOf(store, ids)
  return { ...ids, ...(await dutiesOf(ask, ids)) }
}

/** What a machine of the department of health has seen on its LAN; one device is set aside. */
async function neighboursOf(store: RunningApi['store'], seeded: SeededProvince): Promise<void> {
  const { health, hosts } = seeded
  await declareLan(store, health)
  const host = hosts.find(({ agencyId, fate }) => agencyId === health && fate === 'steady')?.id
  await tellNeighbours(store, {
    host: host ?? '',
    seen: seenDevices,
    atMs: seededNowMs,
    sequence: 10,
  })
  const aside = {
    scope: 'all',
    agencyId: health,
    reason: 'của nhà mạng',
    expectedRevision: 0,
  } as const
  const by = { ...byAt(seededNowMs), author: 'lan' }
  await ignoreNeighbour(store, { ...aside, mac: '50:d2:f5:01:02:03' }, by)
}

/** A token of an agency, a machine that waits to be let in by it, and two releases, the older of which is rolled out. */
async function arrivalsOf({ store }: RunningApi, ask: Ask, agencyId: string): Promise<void> {
  const body = { agencyId, usesMax: 5, validForHours: 8760, waitsBeyondDeclared: true }
  const token = told(await ask('createToken', { body }), 'token', 'id')
  const seen = { hostname: 'PC-CHO-DUYET', address: '10.0.0.9', first_ms: seededNowMs }
  const undecided = { decision: null, decided_ms: null, decided_by: null }
  await store.db
    .insertInto('waiting_machine')
    .values({
      ...seen,
      ...undecided,
      host_id: 'w'.repeat(26),
      token_id: token,
      last_ms: seededNowMs,
    })
    .execute()
  await holdRelease(store.db, 3, byAt(seededNowMs))
  const started = { revision: 1, plan: firstPlan }
  await ask('startRelease', { params: { sequence: '3' }, body: started })
  await holdRelease(store.db, 4, byAt(seededNowMs))
}

type Ask = (name: RouteName, sent?: Sent) => Promise<{ json(): unknown; rawPayload: Buffer }>

/** What an answer tells at a path of names. */
function told(answer: { json(): unknown }, ...path: (string | number)[]): string {
  let value = answer.json()
  for (const name of path) value = (value as Record<string, unknown>)[name]
  return String(value)
}

async function numbersOf(ask: Ask, { health, finance }: SeededProvince) {
  for (let index = 0; index < 12; index += 1) {
    const agencyId = index % 3 === 0 ? finance : health
    await ask('createEntry', { body: machine(index, agencyId) })
  }
  const device = await devicesOf(ask, health)
  const count = { class: 'end-device', count: 25 }
  const counted = { kind: 'machine-count', agencyId: health, body: count, fromDay: '2026-01-01' }
  await ask('createEntry', { body: counted })
  const bytes = Buffer.from('Mã máy;Loại máy;Phòng\nNH-1;PC;A1\n')
  const uploaded = await ask('uploadImport', { bytes, query: { fileName: 'máy.csv' } })
  const importId = told(uploaded, 'import', 'id')
  await ask('runImport', { params: { id: importId }, body: reading(health) })
  const copied = { copyOf: planId, validFrom: '2099-01-01' }
  await ask('startPlanDraft', { params: { id: 'qn-next' }, body: copied })
  const decided = { value: 21, expectedRevision: 0 }
  await ask('decideJudgeSetting', { params: { key: 'patchGraceDays' }, body: decided })
  await ask('nameProduct', { body: { name: 'Phần mềm kế toán', product: null } })
  const taken = await ask('takeSnapshot', {
    body: { planId, period: null, reason: 'họp giao ban' },
  })
  return { device, importId, snapshot: told(taken, 'id') }
}

async function dutiesOf(ask: Ask, { health, host }: SeededProvince & { host: string }) {
  await ask('writeHostNote', { params: { id: host }, body: { text: 'đã báo phòng CNTT 🛠' } })
  const token = { name: 'trang tổng hợp', role: 'leader', validForDays: 30 }
  await ask('createApiToken', { body: token })
  const wanted = { kind: 'agency-quarter', period: '2026-Q3', agencyId: health, planId }
  const report = told(await ask('createReport', { body: wanted }), 'id')
  const { rawPayload: blank } = await ask('standardReportTemplate')
  const query = { kind: 'agency-quarter', name: 'Mẫu của Sở' }
  await ask('uploadReportTemplate', { query, bytes: blank })
  const duty = { obligationId: 'tq1670.o01', fromDay: '2026-01-01', basis: 'Công văn 12' }
  await ask('adoptObligation', { body: duty })
  const drawn = await ask('drawHandCheck', { body: { agencyId: null, isStratified: false } })
  const handCheck = told(drawn, 'id')
  const finding = { position: 1, control: 'firewall-on', found: 'met' }
  await ask('recordFindings', { params: { id: handCheck }, body: { findings: [finding] } })
  for (const change of organisationChanges(health)) {
    await ask('changeOrganisation', { body: { change } })
  }
  const remedy = told(await ask('work'), 'groups', 0, 'remedy')
  return { report, handCheck, remedy }
}

function organisationChanges(agencyId: string): object[] {
  const days = { fromDay: '2026-01-01', untilDay: null }
  const holder = { role: 'contact-point', organisationName: 'Sở Y tế', agencyId }
  return [
    {
      kind: 'assign-role',
      assignment: { ...holder, forAgencyId: agencyId, source: 'QĐ 1', ...days },
    },
    { kind: 'exclude', exclusion: { agencyId, planId, reason: 'Đã giải thể theo NQ 1', ...days } },
  ]
}

/** Two devices in use, of which one is refused, and one in store; the id of the refused one. */
async function devicesOf(ask: Ask, agencyId: string): Promise<string> {
  const declare = async (more: object) => {
    const body = { ...camera, ...more }
    const entry = { kind: 'device', agencyId, body, fromDay: '2026-01-01', evidence: null }
    return told(await ask('createEntry', { body: entry }), 'entry', 'entryId')
  }
  await declare({ code: 'RT-01', kind: 'router', vendor: 'MikroTik', address: '192.168.1.1' })
  await declare({ code: 'MI-01', kind: 'printer', state: 'in-store', stateReason: 'dự phòng' })
  const id = await declare({})
  const answers = { 'password-changed': 'no', 'firmware-current': 'yes' }
  const body = { status: 'refused', answers, note: 'còn mật khẩu mặc định', expectedRevision: 0 }
  await ask('reviewDevice', { params: { id }, body })
  return id
}

const camera = {
  code: 'CAM-01',
  kind: 'camera',
  vendor: 'Hikvision',
  model: 'DS-2CD1023',
  address: '192.168.1.20',
  mac: null,
  place: 'Cổng chính, camera ngoài trời',
  owner: 'Bà Lan',
  state: 'in-use',
  stateReason: null,
}

const machine = (index: number, agencyId: string) => ({
  kind: 'machine',
  agencyId,
  fromDay: '2026-01-01',
  evidence: null,
  body: declaredMachine(`MT-${index}`, { room: index % 2 === 0 ? 'Phòng Kế toán' : null }),
})

const reading = (agencyId: string) => ({
  kind: 'machine',
  agencyId,
  fromDay: '2026-01-01',
  evidence: null,
  sheet: null,
  headerRow: null,
  mapping: null,
  standing: 'correct',
})

/** Two names that no catalogue has, told by one host and found by the look over the fleet. */
async function tellUnknownProducts(api: RunningApi, { hosts }: SeededProvince): Promise<void> {
  const jobs = jobsAt(api.store, seededNowMs)
  const ingest = createIngest(jobs)
  const products = ['Lá Chắn Xanh 2026', 'Other AV 3'].map((name) => ({
    product: name,
    name,
    version: null,
    isRunning: unknown('not-supported'),
    realTime: unknown('not-supported'),
    reader: 'security-center' as const,
    signaturesAtMs: unknown('not-supported'),
    signaturesBySelf: null,
    tamperProtection: null,
    licence: unknown('not-supported'),
    source: 'Security Center',
  }))
  const hostId = hosts.find(({ fate }) => fate === 'steady')?.id
  if (!hostId) throw new Error('no host that reports')
  const report = { hostId, session: 1, sequence: 9, receivedMs: seededNowMs, confirmed: {} }
  await ingest.submit({ ...report, readings: [aReading('antivirus', { products }, seededNowMs)] })
  await ingest.close()
  await survey(jobs).run(seededNowMs)
}

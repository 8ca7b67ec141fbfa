import { z } from 'zod'
import { periodOf } from '#domain/periods.ts'
import { importView } from '#protocol/import-views.ts'
import { routes, type RouteName, type RouteOutput } from '#protocol/routes.ts'
import { takePeriod } from '#store/snapshots/taking.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { byAt, takingOf } from '#tests/collector/snapshots/taking.ts'
import { seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'

export const period = '2026-Q4'
export const obligation = 'tq1670.o01'

/** Two agencies that use the console; what is theirs is made through it, each by its own officer. */
export type TwoAgencies = {
  readonly api: RunningApi
  readonly province: SeededProvince
  readonly administrator: SignedIn
  /** Of the department of health, who must see nothing of the department of finance. */
  readonly officer: SignedIn
  readonly head: SignedIn
  readonly own: Belongings
  readonly foreign: Belongings
  /** Ids, names and files of everybody but the department of health. */
  readonly marks: readonly string[]
}

/** What an agency has. */
export type Belongings = {
  readonly agencyId: string
  readonly hostId: string
  readonly entryId: string
  readonly deviceId: string
  readonly doneImportId: string
  readonly draftImportId: string
  readonly tokenId: string
  readonly reportId: string
  readonly checkId: string
  readonly batch: string
  readonly noteId: string
  readonly userId: string
}

type Wanted = {
  readonly as: SignedIn
  readonly params?: Record<string, string>
  readonly query?: Record<string, string>
  readonly body?: object
  readonly payload?: Buffer
}

/** Calls a route that must succeed. */
async function done<Name extends RouteName>(
  api: RunningApi,
  name: Name,
  { as, params = {}, query = {}, body, payload }: Wanted,
): Promise<RouteOutput<Name>> {
  const { method, output } = routes[name]
  const answer = await call(api, as, {
    method,
    url: addressOf(name, params, query),
    ...(body ? { body } : {}),
    ...(payload ? { payload, headers: { 'content-type': 'application/octet-stream' } } : {}),
  })
  if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.statusCode} ${answer.body}`)
  return output.parse(answer.json()) as RouteOutput<Name>
}

/** The address of a route with its parameters and query. */
export function addressOf(
  name: RouteName,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string>> = {},
): string {
  const path = routes[name].path.replaceAll(/:(\w+)/g, (_, key: string) => {
    const value = params[key]
    if (value === undefined) throw new Error(`${name} needs ${key}`)
    return encodeURIComponent(value)
  })
  const asked = new URLSearchParams(query).toString()
  return asked === '' ? path : `${path}?${asked}`
}

export async function startTwoAgencies(): Promise<TwoAgencies> {
  const api = await startApi()
  api.clock.nowMs = Date.parse('2026-12-22T08:00:00+07:00')
  const province = await seedProvince(api.store)
  const administrator = await signInAs(api, 'administrator')
  const { health, finance, sample } = province
  const officer = await signInAs(api, 'agency-officer', 'can-bo-y-te', health)
  const head = await signInAs(api, 'agency-head', 'lanh-dao-y-te', health)
  const other = await signInAs(api, 'agency-officer', 'can-bo-tai-chinh', finance)
  const quarter = periodOf(period)
  if (!quarter) throw new Error(period)
  const taking = takingOf(api.store)
  await takePeriod(taking, { period: quarter, cutOffMs: seededNowMs }, byAt(api.clock.nowMs))
  const adopt = { obligationId: obligation, fromDay: '2026-01-01', basis: 'Công văn 12' }
  await done(api, 'adoptObligation', { as: administrator, body: adopt })
  const making = { api, administrator, province }
  const own = await belongingsOf(making, { as: officer, agencyId: health, user: 'can-bo-y-te' })
  const foreign = await belongingsOf(making, {
    as: other,
    agencyId: finance,
    user: 'can-bo-tai-chinh',
  })
  const ofProvince = {
    report: await draftOf(api, administrator, { kind: 'province-quarter', agencyId: null }),
    check: await checkOf(api, administrator, null),
  }
  const hidden = province.hosts.filter(({ agencyId }) => agencyId !== health)
  const seen = province.hosts.filter(({ agencyId }) => agencyId === health)
  const hostnames = hidden.map(({ sample: { hostname } }) => hostname)
  const marks = [
    ...Object.values(foreign),
    ...Object.values(ofProvince),
    ...hidden.map(({ id }) => id),
    // A name may be the beginning of another.
    ...hostnames.filter((name) => !seen.some(({ sample: one }) => one.hostname.includes(name))),
    sample,
    'Sở Tài chính',
    'can-bo-tai-chinh',
    'so-tai-chinh',
  ]
  return { api, province, administrator, officer, head, own, foreign, marks }
}

type Making = Pick<TwoAgencies, 'api' | 'administrator' | 'province'>
type Maker = { readonly as: SignedIn; readonly agencyId: string; readonly user: string }

async function belongingsOf(
  { api, administrator, province }: Making,
  { as, agencyId, user }: Maker,
): Promise<Belongings> {
  const host = province.hosts.find((one) => one.agencyId === agencyId && one.fate === 'changed')
  if (!host) throw new Error(`no host of ${agencyId}`)
  const { entry } = await done(api, 'createEntry', { as, body: machineOf(agencyId, 'M-1') })
  const device = await done(api, 'createEntry', { as, body: deviceOf(agencyId, 'CAM-1') })
  const pair = { entryId: entry.entryId, hostId: host.id, decision: 'rejected' }
  await done(api, 'decideMatch', { as, body: pair })
  const fileName = agencyId === province.health ? 'so-y-te.csv' : 'so-tai-chinh.csv'
  const doneImportId = await uploadOf(api, as, { fileName })
  const run = { as, params: { id: doneImportId }, body: choiceOf(agencyId) }
  await done(api, 'runImport', run)
  const token = { agencyId, usesMax: 1, validForHours: 1 }
  const params = { id: obligation, period, agency: agencyId }
  await done(api, 'recordReportStep', { as, params, body: { step: 'prepared', person: user } })
  const secret = { name: user, role: 'agency-officer', agencyId, validForDays: 1 }
  await done(api, 'createApiToken', { as: administrator, body: secret })
  const row = await api.store.db
    .selectFrom('console_user')
    .select('id')
    .where('name', '=', user)
    .executeTakeFirstOrThrow()
  return {
    agencyId,
    hostId: host.id,
    entryId: entry.entryId,
    deviceId: device.entry.entryId,
    doneImportId,
    draftImportId: await uploadOf(api, as, { fileName }),
    tokenId: (await done(api, 'createToken', { as, body: token })).token.id,
    reportId: await draftOf(api, as, { kind: 'agency-quarter', agencyId }),
    checkId: await checkOf(api, administrator, agencyId),
    batch: await decisionOf(api, as),
    noteId: await noteOf(api, as, host.id),
    userId: row.id,
  }
}

/** A machine as an agency declares it. */
export const machineOf = (agencyId: string, code: string) => ({
  kind: 'machine',
  agencyId,
  fromDay: '2026-01-01',
  body: declaredMachine(code),
})

/** A camera as an agency declares it. */
export const deviceOf = (agencyId: string, code: string) => ({
  kind: 'device',
  agencyId,
  fromDay: '2026-01-01',
  body: {
    code,
    kind: 'camera',
    vendor: 'Hikvision',
    model: null,
    address: '192.168.1.20',
    mac: null,
    place: null,
    owner: null,
    state: 'in-use',
    stateReason: null,
  },
})

/** How a file of machines is read. */
export const choiceOf = (agencyId: string | null) => ({
  kind: 'machine',
  agencyId,
  fromDay: '2026-01-01',
  evidence: null,
  sheet: null,
  headerRow: null,
  mapping: null,
  standing: 'correct',
})

const oneMachine = 'Mã máy;Loại máy;Phòng\nT1;PC;A1\n'

/** Uploads a small file of machines. */
export async function uploadOf(
  api: RunningApi,
  as: SignedIn,
  { fileName, text = oneMachine }: { readonly fileName: string; readonly text?: string },
): Promise<string> {
  const payload = Buffer.from(text, 'utf8')
  const answer = await done(api, 'uploadImport', { as, query: { fileName }, payload })
  return z.object({ import: importView }).parse(answer).import.id
}

async function draftOf(
  api: RunningApi,
  as: SignedIn,
  what: { kind: string; agencyId: string | null },
): Promise<string> {
  return (await done(api, 'createReport', { as, body: { ...what, period, planId: null } })).id
}

async function checkOf(api: RunningApi, as: SignedIn, agencyId: string | null): Promise<string> {
  return (await done(api, 'drawHandCheck', { as, body: { agencyId } })).id
}

/** Writes a note about a host; its id. */
async function noteOf(api: RunningApi, as: SignedIn, id: string): Promise<string> {
  const body = { text: 'Máy của văn thư' }
  return (await done(api, 'writeHostNote', { as, params: { id }, body })).note.id
}

/** Gives the first thing that is to be done to somebody; the id of that decision. */
async function decisionOf(api: RunningApi, as: SignedIn): Promise<string> {
  const { groups } = await done(api, 'work', { as })
  const [group] = groups
  if (!group) throw new Error('nothing is to be done')
  const { remedy } = group
  const { items } = await done(api, 'workItems', { as, params: { remedy } })
  const [item] = items
  if (!item) throw new Error(`nothing of ${remedy}`)
  const { kind, id } = item
  const decided = await done(api, 'decideWork', {
    as,
    body: {
      remedy,
      items: [{ kind, id, expectedRevision: 0 }],
      change: { note: 'để mai' },
    },
  })
  return decided.batch
}

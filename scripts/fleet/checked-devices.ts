import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { openTools, storeOptions } from '#collector/commands/tools.ts'
import type { Store } from '#collector/deps.ts'
import { dayOf } from '#domain/register.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { deviceCheckMessage, type DeviceCheckReport } from '#protocol/device-checks.ts'
import { hostId, type HostId } from '#protocol/values.ts'
import { readAuthorisations } from '#store/device-checks/authorisations.ts'
import { markCarried } from '#store/device-checks/carry.ts'
import { checkingHosts, draft, nameable } from '#store/device-checks/draft.ts'
import { storeResult } from '#store/device-checks/store-result.ts'
import { agree, upload } from '#store/device-checks/steps.ts'
import { readDevices } from '#store/devices/read-devices.ts'
import { reviewDevice } from '#store/devices/review-device.ts'
import { openStoreBeside } from '#store/open.ts'
import { signingKeyOf, type SigningKey } from '../signing-key.ts'
import { deviceNetworkOf, devicesOf } from './device-network.ts'
import { agenciesOf, type SampleAgency, type SampleHost } from './province.ts'
import { ensureSampleAgencies } from './sample-agencies.ts'

/** A key with which a made-up province allows its checks: it lives as long as the process that has made it. */
export const makeCheckKey = (): SigningKey =>
  signingKeyOf(generateKeyPairSync('ed25519').privateKey)

/** So many agencies have agreed; the next one has not answered yet. */
const agreedAgencies = 4

/**
 * Allows checks of devices in some agencies of a made-up province, and writes down what could have come of them. No
 * device is asked: there is none. Waits until machines have enrolled; agencies that have an authorisation are left.
 */
export async function checkSampleDevices(
  hosts: readonly SampleHost[],
  key: SigningKey,
  signal: AbortSignal,
): Promise<void> {
  const tools = openTools()
  const store = await openStoreBeside(storeOptions(tools))
  const by = { actor: 'fleet', author: 'fleet', address: null }
  const { newId } = tools
  try {
    const ensuring = { actor: by.actor, address: null, nowMs: tools.now(), newId }
    const ensured = await ensureSampleAgencies(store.db, hosts, ensuring)
    const chosen = agenciesOf(hosts).slice(0, agreedAgencies + 1)
    for (const [index, agency] of chosen.entries()) {
      const agencyId = ensured.find((one) => one.agency === agency)?.id
      if (agencyId === undefined) continue
      const host = await enrolledIn(store, agencyId, signal)
      if (host === null) return
      const place = { store, agency, agencyId, host, by: { ...by, nowMs: tools.now() }, newId }
      await checkAgency(place, index < agreedAgencies ? key : null, index)
    }
  } finally {
    await store.close()
  }
}

type Place = {
  readonly store: Store
  readonly agency: SampleAgency
  readonly agencyId: string
  readonly host: HostId
  readonly by: {
    readonly actor: string
    readonly author: string
    readonly address: null
    readonly nowMs: number
  }
  readonly newId: () => string
}

async function enrolledIn(
  { db }: Store,
  agencyId: string,
  signal: AbortSignal,
): Promise<HostId | null> {
  while (!signal.aborted) {
    const [first] = await checkingHosts(db, agencyId)
    if (first) return hostId.parse(first.id)
    await pause(500)
  }
  return null
}

/** Key null: the head of the agency has not answered. */
async function checkAgency(place: Place, key: SigningKey | null, index: number): Promise<void> {
  const { store, agencyId, by } = place
  const today = dayOf(by.nowMs)
  const known = await readAuthorisations(store.db, { scope: 'all', today })
  if (known.some((one) => one.agencyId === agencyId)) return
  const devices = await underReview(place)
  if (devices.length === 0) return
  const id = await drafted(place, devices, index)
  if (key === null) return
  const { content } = await signed(place, id, key)
  // Machines that do not exist take no text; whose results stand here has had one.
  await markCarried(store.db, { id, hostId: place.host, nowMs: by.nowMs })
  for (const { mac } of content.devices) {
    const report = { mac, checkedMs: by.nowMs, rules: '1', ...outcomeOf(place.agency, mac, index) }
    const arrived = { hostId: place.host, authorisation: content.sequence, report }
    await inOne(place, (trx) => storeResult(trx, { ...arrived, receivedMs: by.nowMs }))
  }
}

async function signed(place: Place, id: string, key: SigningKey) {
  const { store, agencyId, by } = place
  const at = { id, scope: 'all' } as const
  const to = (trx: Store['db']) => ({ trx, engine: store.engine })
  const yes = { ...at, expectedRevision: 1, isAgreed: true, reason: null, forAgency: agencyId }
  await inOne(place, (trx) => agree(to(trx), yes, by))
  const [agreed] = await readAuthorisations(store.db, { ...at, today: dayOf(by.nowMs) })
  if (!agreed) throw new Error(`authorisation ${id} is not there`)
  const file = key.signLines(canonicalJson(agreed.content), deviceCheckMessage)
  const taken = { ...at, expectedRevision: 2, file, keys: [key.publicKey] }
  await inOne(place, (trx) => upload(to(trx), taken, by))
  return agreed
}

type Outcome = Pick<DeviceCheckReport, 'result' | 'attempts'>

const tried = (verdict: 'default' | 'this-default-not-in-use', rule: string): Outcome => ({
  result: { verdict, rule },
  attempts: 1,
})
const unreachable: Outcome = { result: { verdict: 'unreachable' }, attempts: 0 }
const unidentified: Outcome = {
  result: { verdict: 'unidentified', because: 'no-rule' },
  attempts: 0,
}

/** What an agent could tell of a device, by its maker: one of these for each agency. */
const outcomes: Readonly<Record<string, readonly [Outcome, ...Outcome[]]>> = {
  Hikvision: [
    tried('default', 'hikvision-camera'),
    { result: { verdict: 'inactive', rule: 'hikvision-inactive' }, attempts: 0 },
    tried('this-default-not-in-use', 'hikvision-camera'),
  ],
  Dahua: [tried('this-default-not-in-use', 'dahua-stream'), tried('default', 'dahua-stream')],
  DrayTek: [tried('default', 'draytek-router'), tried('this-default-not-in-use', 'draytek-router')],
  'TP-Link': [
    unidentified,
    { result: { verdict: 'not-checked', because: 'mac-changed' }, attempts: 0 },
  ],
  Cisco: [unreachable, unidentified],
}

function outcomeOf(agency: SampleAgency, mac: string, index: number): Outcome {
  const vendor = devicesOf(agency).find((device) => device.mac === mac)?.vendor ?? ''
  const [first, ...others] = outcomes[vendor] ?? [unidentified]
  const all = [first, ...others]
  return all[index % all.length] ?? first
}

/** The devices of the agency that a check can name, taken under review. */
async function underReview(place: Place): Promise<string[]> {
  const { store, agencyId, by } = place
  const look = { scope: 'all' as const, agencyId, today: dayOf(by.nowMs) }
  const found = await readDevices(store.db, look)
  const review = { status: 'under-review', answers: {}, note: null, owner: null } as const
  for (const { entryId, reviews, versions } of found) {
    if (reviews.length > 0 || versions.at(-1)?.body?.state !== 'in-use') continue
    const wanted = { ...review, dueDay: null, entryId, expectedRevision: 0 }
    await inOne(place, (trx) => reviewDevice(trx, store.engine, { wanted, scope: 'all', by }))
  }
  const reviewed = await readDevices(store.db, look)
  return reviewed.filter((one) => nameable(one) !== null).map(({ entryId }) => entryId)
}

async function drafted(place: Place, devices: readonly string[], index: number): Promise<string> {
  const { store, agency, agencyId, host, by, newId } = place
  const id = newId()
  const untilDay = dayOf(by.nowMs + 60 * 86_400_000)
  const text = {
    agencyId,
    hostId: host,
    document: `Kế hoạch ${40 + index}/KH-UBND: rà soát cấu hình mặc định của thiết bị`,
    approvedBy: 'Giám đốc Sở Khoa học và Công nghệ',
    subnet: deviceNetworkOf(agency),
    untilDay,
    window: { from: 12 * 60, until: 13 * 60 },
    attemptsADay: 1,
    devices: devices.map((entryId) => ({
      entryId,
      protocol: 'http' as const,
      port: 80,
      certificate: null,
    })),
  }
  const { engine } = store
  await inOne(place, (trx) => draft(trx, text, { engine, id, scope: 'all', by }))
  return id
}

const inOne = <T>({ store }: Place, step: (trx: Store['db']) => Promise<T>): Promise<T> =>
  store.db.transaction().execute(step)

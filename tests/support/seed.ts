import { hash, randomBytes, randomUUID } from 'node:crypto'
import pino from 'pino'
import type { ReceivedReport, Store } from '#collector/deps.ts'
import { createEvents } from '#collector/events.ts'
import { createIngest } from '#collector/ingest.ts'
import { silence } from '#collector/jobs/silence.ts'
import { productContext } from '#domain/context.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { probeId, probeIds } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { sampleProvince, type SampleHost } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { createAgency } from '#store/agencies.ts'
import { admit } from '#store/enrolment.ts'
import { createToken } from '#store/tokens.ts'

/** A day in 2026; the province below was enrolled 40 days before it. */
export const seededNowMs = 1_795_000_000_000

/** One machine of the seeded province, and what became of it. */
export type SeededHost = {
  readonly id: HostId
  readonly agencyId: string
  readonly sample: SampleHost
  readonly fate: 'changed' | 'steady' | 'silent' | 'never-reported'
}

export type SeededProvince = {
  readonly health: string
  readonly finance: string
  readonly sample: string
  readonly hosts: readonly SeededHost[]
  /** Two machines that hold the same key. */
  readonly sharing: readonly [HostId, HostId]
}

/** Days before `seededNowMs` at which something happened in the seeded province. */
export const seededDays = {
  enrolled: 40,
  reported: 20,
  confirmed: 11,
  silent: 10,
  changed: 3,
} as const
export const daysBefore = (days: number): EpochMs => seededNowMs - days * dayMs

const by = {
  actor: 'command',
  address: null,
  nowMs: daysBefore(seededDays.enrolled),
  newId: randomUUID,
  randomBytes,
} as const

/**
 * Writes a small province through the real enrolment and ingest: two agencies and the sample one, machines
 * that report, changed since, fell silent, never reported, and two that share a key.
 */
export async function seedProvince(store: Store, hosts = 30): Promise<SeededProvince> {
  const health = await newAgency(store, { name: 'Sở Y tế', isSample: false })
  const finance = await newAgency(store, { name: 'Sở Tài chính', isSample: false })
  const sample = await newAgency(store, { name: 'Đơn vị mẫu', isSample: true })
  const agencies = [health, finance, health, finance, finance, sample]
  const enrolled: SeededHost[] = []
  for (const machine of sampleProvince(hosts, 7)) {
    const agency = agencies[machine.index % agencies.length] ?? health
    const id = await enrol(store, machine, agency.token)
    enrolled.push({ id, agencyId: agency.id, sample: machine, fate: fateOf(machine.index) })
  }
  const sharing = await enrolPair(store, health.token)
  const of = (...fates: SeededHost['fate'][]) => enrolled.filter(({ fate }) => fates.includes(fate))
  await report(store, of('changed', 'steady', 'silent'), { sequence: 1, what: 'first' })
  await report(store, of('changed', 'steady'), { sequence: 2, what: 'same' })
  await sweepSilent(store)
  await report(store, of('changed'), { sequence: 3, what: 'other' })
  return { health: health.id, finance: finance.id, sample: sample.id, hosts: enrolled, sharing }
}

function fateOf(index: number): SeededHost['fate'] {
  if (index % 9 === 4) return 'never-reported'
  if (index % 5 === 2) return 'silent'
  return index % 3 === 0 ? 'changed' : 'steady'
}

type Agency = { readonly id: string; readonly token: string }

async function newAgency(
  store: Store,
  agency: { name: string; isSample: boolean },
): Promise<Agency> {
  const { id } = await createAgency(store.db, { ...agency, kind: 'agency' }, by)
  const expiresMs = seededNowMs
  const made = await createToken(store.db, { agencyId: id, usesMax: 100_000, expiresMs }, by)
  return { id, token: made.secret }
}

const newKey = () => randomBytes(32).toString('base64url')

async function enrol(store: Store, machine: SampleHost, token: string): Promise<HostId> {
  const sign = `uuid:${hash('sha256', String(machine.index), 'hex').slice(0, 16)}`
  const { address, hostname } = machine
  return prove(store, { key: newKey(), session: 1, sign, token, address, hostname })
}

/** The disk of one machine in two: the second proves the key with other hardware. */
async function enrolPair(store: Store, token: string): Promise<[HostId, HostId]> {
  const twin = { key: newKey(), token, address: '10.51.9.9', hostname: 'PC-SAO-CHEP' }
  const first = await prove(store, { ...twin, session: 1, sign: 'uuid:aaaaaaaaaaaaaaaa' })
  const second = await prove(store, { ...twin, session: 2, sign: 'uuid:bbbbbbbbbbbbbbbb' })
  return [first, second]
}

type Proof = {
  readonly key: string
  readonly session: number
  readonly sign: string
  readonly token: string
  readonly address: string
  readonly hostname: string
}

async function prove(store: Store, proof: Proof): Promise<HostId> {
  const { key, session, sign, token, hostname, address } = proof
  const admission = await admit(
    store,
    {
      type: 'proof',
      publicKey: key,
      signature: 'verified-before',
      session,
      ticket: null,
      hardwareSigns: [sign],
      enrolment: { token, hostname },
    },
    { nowMs: by.nowMs, address, randomBytes },
  )
  return admission.hostId
}

type Report = { readonly sequence: number; readonly what: 'first' | 'same' | 'other' }

const reportedAtMs = {
  first: daysBefore(seededDays.reported),
  same: daysBefore(seededDays.confirmed),
  other: daysBefore(seededDays.changed),
} as const

const log = pino({ level: 'silent' })
const productDeps = (store: Store, atMs: EpochMs) => ({
  store,
  now: () => atMs,
  context: () => productContext,
  reloadContext: () => Promise.resolve(),
  events: createEvents(log),
  log,
})

/** One report of each host, written as the collector writes it. */
async function report(store: Store, hosts: readonly SeededHost[], one: Report): Promise<void> {
  const ingest = createIngest(productDeps(store, reportedAtMs[one.what]))
  const outcomes = await Promise.all(hosts.map((host) => ingest.submit(reportOf(host, one))))
  await ingest.close()
  const refused = outcomes.find(({ outcome }) => outcome !== 'stored')
  if (refused) throw new Error(`not stored: ${JSON.stringify(refused)}`)
}

function reportOf(host: SeededHost, { sequence, what }: Report): ReceivedReport {
  const atMs = reportedAtMs[what]
  const report = { hostId: host.id, session: 1, sequence, receivedMs: atMs }
  if (what === 'same') {
    const confirmed = Object.fromEntries(probeIds.map((probe) => [probe, atMs]))
    return { ...report, readings: [], confirmed }
  }
  const seed = host.sample.seed + (what === 'other' ? 99 : 0)
  const readings = Object.entries(sampleReadings({ ...host.sample, seed }, atMs))
  return {
    ...report,
    confirmed: {},
    readings: readings.map(([probe, reading]) => {
      const body = canonicalJson(reading)
      const digest = hash('sha256', body, 'hex')
      return { probe: probeId.parse(probe), observedAtMs: atMs, body, digest, reading }
    }),
  }
}

/** The collector was up all the time and looks for silent hosts once. */
async function sweepSilent(store: Store): Promise<void> {
  const atMs = daysBefore(seededDays.silent)
  const up = { from_ms: daysBefore(seededDays.enrolled), until_ms: atMs }
  await store.db.insertInto('uptime').values(up).execute()
  await silence(productDeps(store, atMs)).run(atMs)
}

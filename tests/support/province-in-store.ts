import { hash, randomBytes, randomUUID } from 'node:crypto'
import type { ReceivedReport, Store } from '#collector/deps.ts'
import { createEvents } from '#collector/events.ts'
import { createIngest } from '#collector/ingest.ts'
import { silence } from '#collector/jobs/silence.ts'
import { productContext } from '#domain/context.ts'
import { canonicalJson } from '#protocol/delta.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { probeId } from '#protocol/facts/registry.ts'
import { hostIdOf } from '#protocol/identity.ts'
import { unknown, type EpochMs, type HostId } from '#protocol/values.ts'
import { addHost } from '#store/new-hosts.ts'
import { changeOrganisations } from '#store/organisations/changes.ts'
import { createMany } from '#store/organisations/create-many.ts'
import { decideMatch } from '#store/register/decisions.ts'
import { refreshHostSigns } from '#store/register/host-signs.ts'
import { writeEntries, type EntryDraft } from '#store/register/write-entries.ts'
import { declarationsOf, hostnameOf, signsOf } from '#tests/builders/generated-declarations.ts'
import type { Bureau, Machine } from '#tests/builders/generated-province.ts'
import { healthyFacts } from '#tests/builders/hosts.ts'
import { quietLog } from './databases.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const firstDay = '2020-01-15'
/** So many reports wait at once: fewer than the queue holds. */
const reportsAtOnce = 2000

type Writing = {
  readonly store: Store
  readonly cutOffMs: EpochMs
  /** Outside of which plans the excluded agencies are. */
  readonly planIds: readonly string[]
}

const hostIdOfMachine = ({ id }: Machine): HostId => hostIdOf(keyDigest(id))
const keyDigest = (id: string) => hash('sha256', Buffer.from(id), 'buffer')

/**
 * Writes a generated province through the doors of the product: organisations, machines that enrol and report what
 * they see, declarations, and what people said of doubtful pairs. Returns the ids of the agencies, by bureau.
 */
export async function writeProvince(
  writing: Writing,
  bureaus: readonly Bureau[],
): Promise<ReadonlyMap<string, string>> {
  const { store, cutOffMs } = writing
  const ids = await writeAgencies(writing, bureaus)
  await enrol(writing, bureaus, ids)
  const machines = bureaus.flatMap((bureau) => bureau.machines)
  const heard = (reports: Machine['reports']) => machines.filter((one) => one.reports === reports)
  await report(store, heard('no-more'), cutOffMs - 20 * dayMs)
  await report(store, heard('daily'), cutOffMs - hourMs)
  await findSilent(writing)
  await refreshHostSigns(store, cutOffMs - hourMs)
  for (const bureau of bureaus) await declare(writing, bureau, ids.get(bureau.id) ?? '')
  return ids
}

const byAt = (nowMs: EpochMs) => ({
  actor: 'user an',
  address: null,
  nowMs,
  newId: randomUUID as () => string,
})

async function writeAgencies(
  { store, cutOffMs, planIds }: Writing,
  bureaus: readonly Bureau[],
): Promise<ReadonlyMap<string, string>> {
  const by = byAt(cutOffMs - 41 * dayMs)
  const drafts = bureaus.map(({ id, level }) => ({
    name: `Cơ quan ${id}`,
    shortName: null,
    code: id,
    kind: 'cơ quan',
    level,
    fromDay: firstDay,
    untilDay: null,
    source: null,
    parent: null,
  }))
  const { ids } = await store.db
    .transaction()
    .execute((trx) => createMany(trx, store.engine, { drafts, by }))
  for (const [at, { isExcluded }] of bureaus.entries()) {
    if (!isExcluded) continue
    for (const planId of planIds) {
      const exclusion = {
        planId,
        agencyId: ids[at] ?? '',
        reason: 'thuộc lĩnh vực quản lý',
        fromDay: firstDay,
        untilDay: null,
      }
      await changeOrganisations(store, { kind: 'exclude', exclusion }, by)
    }
  }
  return new Map(bureaus.map(({ id }, at) => [id, ids[at] ?? '']))
}

async function enrol(
  { store, cutOffMs }: Writing,
  bureaus: readonly Bureau[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const context = { nowMs: cutOffMs - 40 * dayMs, address: null, randomBytes }
  for (const bureau of bureaus) {
    await store.db.transaction().execute(async (trx) => {
      for (const machine of bureau.machines) {
        const publicKey = keyDigest(machine.id).toString('base64url')
        const proof = {
          type: 'proof' as const,
          publicKey,
          signature: 'verified-before',
          session: 1,
          ticket: null,
          hardwareSigns: [],
        }
        const id = hostIdOfMachine(machine)
        await addHost(trx, {
          arrival: { proof, context, engine: store.engine, publicKey, id, ticket: 'first' },
          id,
          cloneOf: null,
          hostname: hostnameOf(machine),
          agencyId: ids.get(bureau.id) ?? '',
          tokenId: null,
          ticketShown: null,
          ticketIssued: hash('sha256', machine.id, 'hex'),
        })
      }
    })
  }
}

const jobDeps = (store: Store, atMs: EpochMs) => ({
  store,
  now: () => atMs,
  context: () => productContext,
  reloadContext: () => Promise.resolve(),
  events: createEvents(quietLog),
  log: quietLog,
})

async function report(store: Store, machines: readonly Machine[], atMs: EpochMs): Promise<void> {
  const ingest = createIngest(jobDeps(store, atMs))
  for (let first = 0; first < machines.length; first += reportsAtOnce) {
    const some = machines.slice(first, first + reportsAtOnce)
    const outcomes = await Promise.all(some.map((one) => ingest.submit(reportOf(one, atMs))))
    const refused = outcomes.find(({ outcome }) => outcome !== 'stored')
    if (refused) throw new Error(`not stored: ${JSON.stringify(refused)}`)
  }
  await ingest.close()
}

function reportOf(machine: Machine, atMs: EpochMs): ReceivedReport {
  const readings = Object.entries(factsOf(machine, atMs)).map(([probe, facts]) => {
    const reading = 'because' in facts ? facts : { state: 'known' as const, facts }
    const body = canonicalJson(reading)
    const digest = hash('sha256', body, 'hex')
    return { probe: probeId.parse(probe), observedAtMs: atMs, body, digest, reading }
  })
  const hostId = hostIdOfMachine(machine)
  return {
    hostId,
    session: 1,
    sequence: 1,
    receivedMs: atMs,
    readings: readings as ReceivedReport['readings'],
    confirmed: {},
  }
}

/** What an agent would have read on it. */
function factsOf(machine: Machine, atMs: EpochMs) {
  const { os, hardware, accounts } = healthyFacts
  const { serial, assetTag, mac } = signsOf(machine)
  const isServer = machine.class === 'server'
  const password = machine.password === 'empty' ? ('empty' as const) : ('set' as const)
  const notLooked = unknown('not-permitted')
  return {
    os: {
      ...os,
      hostname: hostnameOf(machine),
      installation: isServer ? 'server' : unknown('not-supported'),
    },
    hardware: {
      ...hardware,
      serial,
      assetTag,
      chassis: machine.class === 'end-device' ? 'other' : 'desktop',
      interfaces: [{ name: 'eth0', mac, isPhysical: true, addresses: [] }],
    },
    antivirus:
      machine.antivirus === 'not-looked'
        ? notLooked
        : { products: productsOf(machine.antivirus, atMs) },
    accounts:
      machine.password === 'not-looked'
        ? notLooked
        : { ...accounts, accounts: accounts.accounts.map((one) => ({ ...one, password })) },
  }
}

function productsOf(
  antivirus: Exclude<Machine['antivirus'], 'not-looked'>,
  atMs: EpochMs,
): AntivirusProduct[] {
  const [healthy] = healthyFacts.antivirus.products
  if (!healthy) throw new Error('a healthy host has an antivirus')
  const running = { ...healthy, signaturesAtMs: atMs - dayMs }
  switch (antivirus) {
    case 'none':
      return []
    case 'licensed':
      return [running]
    case 'off':
      return [{ ...running, isRunning: false, realTime: 'off' }]
    case 'free':
      return [{ ...running, licence: { kind: 'free', validUntilMs: null, isValid: true } }]
  }
}

/** The collector was up all the time, and looks for who has stopped reporting. */
async function findSilent({ store, cutOffMs }: Writing): Promise<void> {
  const atMs = cutOffMs - hourMs
  const up = { from_ms: cutOffMs - 40 * dayMs, until_ms: atMs }
  await store.db.insertInto('uptime').values(up).execute()
  await silence(jobDeps(store, atMs)).run(atMs)
}

async function declare({ store, cutOffMs }: Writing, bureau: Bureau, agencyId: string) {
  const by = { ...byAt(cutOffMs - 30 * dayMs), importId: null }
  const declared = declarationsOf(bureau)
  const drafts = declared.map(({ kind, body }) => ({
    kind,
    body,
    entryId: null,
    agencyId,
    fromDay: firstDay,
    evidence: null,
  })) as EntryDraft[]
  await store.db.transaction().execute(async (trx) => {
    const entryIds = await writeEntries(trx, store.engine, { ...by, drafts })
    for (const [at, { machine }] of declared.entries()) {
      if (machine?.register?.by !== 'person') continue
      const pair = { entryId: entryIds[at] ?? '', hostId: hostIdOfMachine(machine) }
      await decideMatch(trx, { ...pair, decision: 'matched', basis: 'name' }, by)
    }
  })
}

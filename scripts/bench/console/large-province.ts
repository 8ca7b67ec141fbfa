import { hash, randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { openContexts } from '#collector/contexts.ts'
import type { ReceivedReport, Store } from '#collector/deps.ts'
import { createEvents } from '#collector/events.ts'
import { createIngest } from '#collector/ingest.ts'
import { hostSigns } from '#collector/jobs/host-signs.ts'
import { openedPorts } from '#collector/jobs/opened-ports.ts'
import { rejudge } from '#collector/jobs/rejudge.ts'
import { survey } from '#collector/jobs/survey.ts'
import { productContext } from '#domain/context.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { probeId } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { sampleProvince, type SampleHost } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { createAgency } from '#store/agencies.ts'
import { admit } from '#store/enrolment.ts'
import { openStore } from '#store/open.ts'
import { createToken } from '#store/tokens.ts'

const agencies = 500
/** So many reports are under way at once: what the queue of ingest takes. */
const atOnce = 400
/** What one run of the job judges again at most. */
const rejudgedPerRun = 5_000
const log = pino({ level: 'silent' })

/**
 * Writes a province of so many hosts over 500 agencies into an empty data folder, through the real enrolment and
 * ingest without sockets. Each host has reported once. Answers the id of one of them.
 */
export async function writeLargeProvince(
  dataDir: string,
  hosts: number,
  onProgress: (done: number) => void,
): Promise<HostId> {
  const store = await openStore({ url: null, file: join(dataDir, 'khien.sqlite'), log })
  try {
    // What is written here is thrown away after the run, so nothing waits for the disk.
    await sql`pragma synchronous = off`.execute(store.db)
    const nowMs = Date.now()
    const tokens = await makeAgencies(store, nowMs)
    const ingest = createIngest({
      store,
      now: Date.now,
      context: () => productContext,
      events: createEvents(log),
      log,
    })
    const machines = sampleProvince(hosts, 1)
    let one: HostId | null = null
    for (let from = 0; from < hosts; from += atOnce) {
      const reports: ReceivedReport[] = []
      for (const machine of machines.slice(from, from + atOnce)) {
        const id = await enrol(store, machine, tokens[machine.index % agencies] ?? '')
        one ??= id
        reports.push(reportOf(id, machine, nowMs))
      }
      const outcomes = await Promise.all(reports.map((report) => ingest.submit(report)))
      const refused = outcomes.find(({ outcome }) => outcome !== 'stored')
      if (refused) throw new Error(`not stored: ${JSON.stringify(refused)}`)
      onProgress(from + reports.length)
    }
    await ingest.close()
    await catchUp(store, hosts)
    if (one === null) throw new Error('a province without hosts')
    return one
  } finally {
    await store.close()
  }
}

/**
 * What the jobs of a collector of such a province have long done: otherwise the first hour after its start is measured.
 * What the fleet tells of Windows changes what all of it is judged by.
 */
async function catchUp(store: Store, hosts: number): Promise<void> {
  const contexts = await openContexts({ store, log })
  const deps = {
    store,
    now: Date.now,
    context: contexts.current,
    reloadContext: () => contexts.reload(),
    events: createEvents(log),
    log,
  }
  for (const job of [survey(deps), hostSigns(deps), openedPorts(deps)]) await job.run(Date.now())
  const again = rejudge(deps)
  for (let done = 0; done <= hosts; done += rejudgedPerRun) await again.run(Date.now())
  await contexts.close()
}

async function makeAgencies(store: Store, nowMs: EpochMs): Promise<readonly string[]> {
  const by = { actor: 'bench', address: null, nowMs, newId: randomUUID, randomBytes }
  const tokens: string[] = []
  for (let index = 0; index < agencies; index += 1) {
    const name = `Cơ quan ${String(index + 1).padStart(3, '0')}`
    const { id } = await createAgency(store.db, { name, kind: 'agency', isSample: false }, by)
    const wanted = { agencyId: id, usesMax: 100_000, expiresMs: nowMs + 86_400_000 }
    tokens.push((await createToken(store.db, wanted, by)).secret)
  }
  return tokens
}

async function enrol(store: Store, machine: SampleHost, token: string): Promise<HostId> {
  const { hostname, address, index } = machine
  const { hostId } = await admit(
    store,
    {
      type: 'proof',
      publicKey: randomBytes(32).toString('base64url'),
      signature: 'verified before',
      session: 1,
      ticket: null,
      hardwareSigns: [`uuid:${hash('sha256', String(index), 'hex').slice(0, 16)}`],
      enrolment: { token, hostname },
    },
    { nowMs: Date.now(), address, randomBytes },
  )
  return hostId
}

function reportOf(hostId: HostId, machine: SampleHost, atMs: EpochMs): ReceivedReport {
  const readings = Object.entries(sampleReadings(machine, atMs)).map(([probe, reading]) => {
    const body = canonicalJson(reading)
    const digest = hash('sha256', body, 'hex')
    return { probe: probeId.parse(probe), observedAtMs: atMs, body, digest, reading }
  })
  return { hostId, session: 1, sequence: 1, receivedMs: Date.now(), confirmed: {}, readings }
}

import { onTestFinished } from 'vitest'
import type { Ingest, ReceivedReading, ReceivedReport, Store } from '#collector/deps.ts'
import { createIngest } from '#collector/ingest.ts'
import { productContext, type JudgeContext } from '#domain/context.ts'
import type { ControlId } from '#protocol/controls.ts'
import { canonicalJson } from '#protocol/delta.ts'
import type { Facts, ProbeId } from '#protocol/facts/registry.ts'
import { unknown, type EpochMs, type HostId } from '#protocol/values.ts'
import type { LiveEvent } from '#protocol/views.ts'
import type { Verdicts } from '#domain/posture.ts'
import { countNewHost } from '#store/counters.ts'
import { factsSince } from '#store/facts.ts'
import { foldForSearch } from '#store/fold.ts'
import { loadPostures, readChanges } from '#store/postures.ts'
import { statesBeforeFirstReport } from '#store/states.ts'
import { quietLog } from '#tests/support/databases.ts'

/** A morning in 2026; tests count minutes, hours and days from it. */
export const startMs = 1_795_000_000_000
export const minutes = (count: number) => count * 60_000
export const days = (count: number) => count * 86_400_000

/** The identity of the n-th host of a test. */
export const hostIdOf = (index: number): HostId =>
  `${index}`.replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit))).padStart(26, 'a')

/** Enrols hosts as workstations in one agency each, without a gateway. */
export async function enrolHosts(
  store: Store,
  hostIds: readonly HostId[],
  agencyId = 'health',
): Promise<void> {
  const agency = { id: agencyId, name: `Sở ${agencyId}`, kind: 'agency', is_sample: 0 as const }
  await store.db
    .insertInto('agency')
    .values({ ...agency, name_folded: foldForSearch(agency.name), created_ms: startMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await store.db.transaction().execute(async (trx) => {
    for (const id of hostIds) {
      await trx.insertInto('host').values(hostRow(id, agencyId)).execute()
      await countNewHost(trx, store.engine, { hostId: id, agencyId, class: 'workstation' })
    }
  })
}

const hostRow = (id: HostId, agencyId: string) => ({
  id,
  public_key: id,
  clone_of: null,
  shares_key: 0 as const,
  agency_id: agencyId,
  hostname: id,
  search_folded: id,
  class: 'workstation' as const,
  os_name: null,
  address: null,
  enrolled_ms: startMs,
  token_id: null,
  session: 0,
  sequence: 0,
  ticket_shown: null,
  ticket_issued: null,
  hardware_signs: '[]',
  last_received_ms: null,
  silent_since_ms: null,
  revision: 0,
  states: statesBeforeFirstReport,
  due_ms: null,
  context_revision: null,
  facts: '{}',
})

/** An ingest at a clock that the test moves, and the events that it published. */
export type RunningIngest = Ingest & {
  readonly events: LiveEvent[]
  context: JudgeContext
}

export function startIngest(
  store: Store,
  limits: { flushMs?: number; queueMax?: number } = {},
): RunningIngest {
  const events: LiveEvent[] = []
  const state = { context: productContext }
  const ingest = createIngest({
    store,
    now: () => startMs,
    context: () => state.context,
    events: { publish: (event) => void events.push(event), subscribe: () => () => undefined },
    log: quietLog,
    flushMs: 1,
    ...limits,
  })
  onTestFinished(() => ingest.close())
  return Object.assign(state, ingest, { events })
}

/** A report of one host; each test names what matters to it. */
export function aReport(
  report: Partial<ReceivedReport> & Pick<ReceivedReport, 'hostId' | 'sequence'>,
): ReceivedReport {
  return { session: 1, receivedMs: startMs, readings: [], confirmed: {}, ...report }
}

/** A reading as the gateway hands it on. */
export function aReading<Id extends ProbeId>(
  probe: Id,
  facts: Facts<Id> | null,
  observedAtMs: EpochMs = startMs,
): ReceivedReading {
  const reading = facts === null ? unknown('timed-out') : { state: 'known' as const, facts }
  const body = canonicalJson(reading)
  return { probe, observedAtMs, body, reading }
}

/** A firewall that is on or off, with so many rules in the kernel. */
export const firewall = (state: 'on' | 'off', incomingRules = 3): Facts<'firewall'> => ({
  state,
  incomingDefault: state === 'on' ? 'drop' : 'accept',
  frontEnds: [{ tool: 'nftables', isEnabled: true, incomingRules }],
  profiles: [],
})

/** A Debian machine that is a workstation or a server. */
export const os = (installation: 'client' | 'server', hostname = 'may-01'): Facts<'os'> => ({
  platform: 'linux',
  name: 'Debian GNU/Linux 12 (bookworm)',
  distribution: 'debian',
  version: '12',
  edition: null,
  build: null,
  kernel: '6.1.0',
  architecture: 'x64',
  hostname,
  installation,
  activation: null,
  supportPrograms: [],
})

/** The intervals of one probe as a rule may speak of them, oldest first. */
export async function factIntervals(store: Store, hostId: HostId, probe: ProbeId) {
  const facts = (await factsSince(store, hostId, 0)).filter((fact) => fact.probe === probe)
  return facts.toReversed().map((fact, index, all) => ({
    body: fact.body,
    from_ms: fact.fromMs,
    confirmed_ms: fact.confirmedMs,
    received_ms: fact.receivedMs,
    until_ms: fact.untilMs,
    superseded_ms: all[index + 1]?.receivedMs ?? null,
  }))
}

/** The intervals of one control, oldest first: each ends where the next begins. */
export async function verdictIntervals(store: Store, hostId: HostId, control: ControlId) {
  const changes = await readChanges(store.db, hostId, { asOfMs: null, limit: 1000 })
  const ofControl = changes.filter((change) => change.control === control).toReversed()
  return ofControl.map(({ state, sinceMs, receivedMs }, index) => ({
    state,
    from_ms: sinceMs,
    received_ms: receivedMs,
    until_ms: ofControl[index + 1]?.sinceMs ?? null,
    superseded_ms: ofControl[index + 1]?.receivedMs ?? null,
  }))
}

/** The verdicts of a host that stand. */
export async function standingVerdicts(store: Store, hostId: HostId): Promise<Verdicts> {
  const postures = await loadPostures(store.db, store.engine, { hostIds: [hostId], asOfMs: null })
  return postures.get(hostId)?.verdicts ?? {}
}

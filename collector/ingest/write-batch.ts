import type { IngestOutcome, ReceivedReport, Store } from '#collector/deps.ts'
import type { JudgeContext } from '#domain/context.ts'
import type { HostId } from '#protocol/values.ts'
import { addToCounters } from '#store/counters.ts'
import type { Engine } from '#store/engine.ts'
import {
  confirmFacts,
  loadReadings,
  openFacts,
  openNewFacts,
  type StoredReading,
} from '#store/facts.ts'
import { describeHosts, lockHosts, touchHosts, type HostState } from '#store/host-state.ts'
import type { Db } from '#store/schema.ts'
import { endSilences } from '#store/silence.ts'
import { openVerdicts, writeVerdicts } from '#store/verdicts.ts'
import {
  controlsToCompare,
  countReport,
  describe,
  factsOf,
  judgeReport,
  planReport,
  probesToLoad,
  type PlannedReport,
} from './judge-report.ts'
import { probesOf } from './plan-facts.ts'

/** What became of each report, in the order in which they were given. */
export type WrittenBatch = {
  readonly outcomes: readonly IngestOutcome[]
  /** The hosts whose report was stored. */
  readonly reported: readonly HostId[]
  readonly hasNewVerdicts: boolean
}

/** A report that could not be planned or judged: a bug, which must not stop the reports beside it. */
export class UnfitReport extends Error {
  constructor({ hostId }: ReceivedReport, cause: unknown) {
    super(`report of host ${hostId} cannot be judged`, { cause })
    this.name = 'UnfitReport'
  }
}

/** Writes reports of different hosts in one transaction: facts, verdicts, counters and the guards of the hosts. */
export function writeBatch(
  { db, engine }: Store,
  context: JudgeContext,
  reports: readonly ReceivedReport[],
): Promise<WrittenBatch> {
  return db.transaction().execute(async (trx) => {
    const hosts = await lockHosts(
      trx,
      engine,
      reports.map(({ hostId }) => hostId),
    )
    const outcomes = reports.map((report) => admit(report, hosts.get(report.hostId)))
    const admitted = reports.filter((_, index) => outcomes[index]?.outcome === 'stored')
    const hasNewVerdicts = await writeReports({ trx, engine, context }, admitted, hosts)
    return { outcomes, reported: admitted.map(({ hostId }) => hostId), hasNewVerdicts }
  })
}

function admit(report: ReceivedReport, host: HostState | undefined): IngestOutcome {
  if (host === undefined) return { outcome: 'refused', code: 'HOST_UNKNOWN' }
  const isNewer =
    report.session > host.session ||
    (report.session === host.session && report.sequence > host.sequence)
  return { outcome: isNewer ? 'stored' : 'duplicate' }
}

type Batch = { readonly trx: Db; readonly engine: Engine; readonly context: JudgeContext }

async function writeReports(
  { trx, engine, context }: Batch,
  reports: readonly ReceivedReport[],
  hosts: ReadonlyMap<HostId, HostState>,
): Promise<boolean> {
  if (reports.length === 0) return false
  const facts = await openFacts(trx, engine, reports.flatMap(probesOf))
  const planned = eachReport(reports, (report) =>
    planReport(report, present(hosts.get(report.hostId)), facts),
  )
  const loaded = byHost(await loadReadings(trx, engine, planned.flatMap(probesToLoad)))
  const described = eachPlanned(planned, (one) => {
    const known = factsOf(one, loaded.get(one.host.id) ?? [])
    return { ...one, known, description: describe(one, known) }
  })
  const open = await openVerdicts(
    trx,
    engine,
    described.flatMap((one) =>
      controlsToCompare(one, one.description).map((control) => ({ hostId: one.host.id, control })),
    ),
  )
  const judged = eachPlanned(described, (one) => judgeReport(one, one.known, { context, open }))

  await openNewFacts(
    trx,
    engine,
    planned.flatMap(({ plan }) => plan.newFacts),
  )
  await confirmFacts(
    trx,
    engine,
    planned.flatMap(({ plan }) => plan.confirmations),
  )
  const changed = await writeVerdicts(trx, engine, judged.flat())
  await writeHosts(trx, engine, described)
  await addToCounters(
    trx,
    engine,
    described.flatMap((one, index) =>
      countReport(one, one.description, { judged: judged[index] ?? [], open }),
    ),
  )
  return changed.length > 0
}

async function writeHosts(
  trx: Db,
  engine: Engine,
  described: readonly (PlannedReport & { description: ReturnType<typeof describe> })[],
): Promise<void> {
  await endSilences(
    trx,
    engine,
    described
      .filter(({ host }) => host.silentSinceMs !== null)
      .map(({ report }) => ({ hostId: report.hostId, atMs: report.receivedMs })),
  )
  await touchHosts(
    trx,
    engine,
    described.map(({ report: { hostId, session, sequence, receivedMs } }) => ({
      id: hostId,
      session,
      sequence,
      receivedMs,
    })),
  )
  await describeHosts(
    trx,
    engine,
    described.flatMap(({ description }) => description ?? []),
  )
}

function eachPlanned<P extends PlannedReport, Result>(
  planned: readonly P[],
  compute: (one: P) => Result,
): Result[] {
  return planned.map((one) => fitOr(one.report, () => compute(one)))
}

function eachReport<Result>(
  reports: readonly ReceivedReport[],
  compute: (report: ReceivedReport) => Result,
): Result[] {
  return reports.map((report) => fitOr(report, () => compute(report)))
}

function fitOr<Result>(report: ReceivedReport, compute: () => Result): Result {
  try {
    return compute()
  } catch (error) {
    throw new UnfitReport(report, error)
  }
}

function byHost(readings: readonly StoredReading[]): ReadonlyMap<HostId, StoredReading[]> {
  return Map.groupBy(readings, ({ hostId }) => hostId)
}

function present(host: HostState | undefined): HostState {
  if (host === undefined) throw new Error('a report was admitted without its host')
  return host
}

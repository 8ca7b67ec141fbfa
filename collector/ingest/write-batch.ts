import type { IngestOutcome, ReceivedReport, Store } from '#collector/deps.ts'
import type { JudgeContext } from '#domain/context.ts'
import type { HostId } from '#protocol/values.ts'
import { addToCounters, countMove } from '#store/counters.ts'
import type { Engine } from '#store/engine.ts'
import { appendFacts } from '#store/fact-bundles.ts'
import { packFacts, type HeldFacts } from '#store/facts.ts'
import {
  describeHosts,
  lockHosts,
  writeStandings,
  type HostState,
  type Standing,
} from '#store/host-state.ts'
import { appendPostures } from '#store/postures.ts'
import type { Db } from '#store/schema.ts'
import { endSilences } from '#store/silence.ts'
import { packStates } from '#store/states.ts'
import type { HeldHost, HeldHosts } from './held-hosts.ts'
import { judgeReport, type JudgedReport } from './judge-report.ts'

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

type Writing = {
  readonly store: Store
  readonly context: JudgeContext
  readonly heldHosts: HeldHosts
}

/** Writes reports of different hosts in one transaction: facts, verdicts, counters and the rows of the hosts. */
export async function writeBatch(
  { store: { db, engine }, context, heldHosts }: Writing,
  reports: readonly ReceivedReport[],
): Promise<WrittenBatch> {
  const { outcomes, written } = await db.transaction().execute(async (trx) => {
    const hosts = await lockHosts(
      trx,
      engine,
      reports.map(({ hostId }) => hostId),
    )
    const decided = reports.map((report) => admit(report, hosts.get(report.hostId)))
    const admitted = reports.flatMap((report, index) => {
      const host = hosts.get(report.hostId)
      return host && decided[index]?.outcome === 'stored' ? [{ report, host }] : []
    })
    const held = await heldHosts.of(
      trx,
      engine,
      admitted.map(({ host }) => host),
    )
    const judged = admitted.map(({ report, host }) =>
      fitOr(report, () => judgeReport(report, { host, held: present(held, host), context })),
    )
    return { outcomes: decided, written: await writeJudged({ trx, engine, context }, judged) }
  })
  for (const { standing, held } of written) heldHosts.keep(standing.id, standing.revision, held)
  return {
    outcomes,
    reported: written.map(({ standing }) => standing.id),
    hasNewVerdicts: written.some(({ judged }) => judged.restated.changed.length > 0),
  }
}

function admit(report: ReceivedReport, host: HostState | undefined): IngestOutcome {
  if (host === undefined) return { outcome: 'refused', code: 'HOST_UNKNOWN' }
  const isNewer =
    report.session > host.session ||
    (report.session === host.session && report.sequence > host.sequence)
  return { outcome: isNewer ? 'stored' : 'duplicate' }
}

type Written = {
  readonly judged: JudgedReport
  readonly standing: Standing
  readonly held: HeldHost
}

async function writeJudged(
  { trx, engine, context }: { trx: Db; engine: Engine; context: JudgeContext },
  reports: readonly JudgedReport[],
): Promise<readonly Written[]> {
  const withNews = reports.filter(({ plan }) => plan.newFacts.length > 0)
  const bundles = withNews.map(({ report: { hostId, receivedMs }, plan }) => ({
    hostId,
    receivedMs,
    facts: plan.newFacts,
  }))
  const ids = (await appendFacts(trx, engine, bundles)).values()
  const postures = await appendPostures(
    trx,
    engine,
    reports.map(({ report, held, restated }) => ({
      hostId: report.hostId,
      before: held.posture,
      restated,
      receivedMs: report.receivedMs,
    })),
  )
  const written = reports.map((judged, index): Written => {
    const held = { facts: numbered(judged, ids), posture: postures[index] ?? null }
    return { judged, held, standing: standingAfter(judged, held, context) }
  })
  await endSilences(
    trx,
    engine,
    reports
      .filter(({ host }) => host.silentSinceMs !== null)
      .map(({ report }) => ({ hostId: report.hostId, atMs: report.receivedMs })),
  )
  await writeStandings(
    trx,
    engine,
    written.map(({ judged, standing: after }) => ({ before: judged.host, after })),
  )
  await describeHosts(
    trx,
    engine,
    reports.flatMap(({ description }) => description ?? []),
  )
  await addToCounters(trx, engine, written.flatMap(countReport))
  return written
}

/** Gives the facts that are new the id under which they were written. */
function numbered({ plan: { newFacts, facts } }: JudgedReport, ids: Iterator<number>): HeldFacts {
  if (newFacts.length === 0) return facts
  const id: unknown = ids.next().value
  if (typeof id !== 'number') throw new Error('no id for what is new in a report')
  for (const { probe } of newFacts) {
    const fact = facts[probe]
    if (fact !== undefined) fact.id = id
  }
  return facts
}

function standingAfter(
  { report, host, restated, dueMs }: JudgedReport,
  { facts, posture }: HeldHost,
  context: JudgeContext,
): Standing {
  return {
    id: host.id,
    session: report.session,
    sequence: report.sequence,
    lastReceivedMs: report.receivedMs,
    silentSinceMs: null,
    revision: host.revision + 1,
    states: restated.changed.length === 0 ? host.states : packStates(restated.posture.verdicts),
    dueMs,
    contextRevision: posture === null ? null : context.revision,
    facts: packFacts(facts),
  }
}

/** The host counts as it is judged now, and is heard of again. */
function countReport({ judged: { host, description }, standing }: Written) {
  const { agencyId, class: hostClass, states, silentSinceMs } = host
  const before = { agencyId, class: hostClass, states, isSilent: silentSinceMs !== null }
  const isClass = description?.class ?? hostClass
  return countMove(before, { agencyId, class: isClass, states: standing.states, isSilent: false })
}

function fitOr<Result>(report: ReceivedReport, compute: () => Result): Result {
  try {
    return compute()
  } catch (error) {
    throw new UnfitReport(report, error)
  }
}

function present(held: ReadonlyMap<HostId, HeldHost>, { id }: HostState): HeldHost {
  const found = held.get(id)
  if (found === undefined) throw new Error(`nothing is held of host ${id}`)
  return found
}

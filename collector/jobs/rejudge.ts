import { setImmediate } from 'node:timers/promises'
import type { JudgeContext } from '#domain/context.ts'
import type { HostFacts } from '#domain/control.ts'
import { judgeOnly } from '#domain/judge.ts'
import { dueMsOf, restate, type Restated } from '#domain/posture.ts'
import { controlIds } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { chunksOf } from '#store/batches.ts'
import { addToCounters, countMove } from '#store/counters.ts'
import { findOutdatedHosts, findOverdueHosts } from '#store/due-hosts.ts'
import { hostFacts, loadFacts } from '#store/facts.ts'
import { lockHosts, writeStandings, type HostState, type Standing } from '#store/host-state.ts'
import { appendPostures, loadPostures, type StoredPosture } from '#store/postures.ts'
import { packStates } from '#store/states.ts'
import type { Job, JobDeps } from './job.ts'
import { publishChanged } from './publish-changed.ts'

const hostsPerTransaction = 50
/** What one run does at most; the rest is still due at the next. */
const transactionsPerRun = 100
const sweepAgainMs = 3_600_000

/** How far the sweep for another context has come. Lives as long as the job. */
type Sweep = { revision: string | null; afterId: HostId | null; begunMs: EpochMs }

/** Judges again what time has overtaken, and what was judged by another context. */
export function rejudge(deps: JobDeps): Job {
  const sweep: Sweep = { revision: null, afterId: null, begunMs: 0 }
  const run = async () => {
    const turns = await judgeOverdue(deps)
    await judgeOutdated(deps, sweep, transactionsPerRun - turns)
  }
  return { id: 'rejudge', schedule: '* * * * *', run }
}

async function judgeOverdue(deps: JobDeps): Promise<number> {
  const { store, now } = deps
  for (let turn = 0; turn < transactionsPerRun; turn += 1) {
    const hostIds = await findOverdueHosts(store.reader, {
      nowMs: now(),
      limit: hostsPerTransaction,
    })
    if (hostIds.length === 0) return turn
    await judgeAgain(deps, hostIds)
    await setImmediate()
  }
  return transactionsPerRun
}

/**
 * Goes through the table once for each context, a stretch at a time, and once more each hour: until it has heard of
 * a new context, another collector still judges by the one before.
 */
async function judgeOutdated(deps: JobDeps, sweep: Sweep, turnsMax: number): Promise<void> {
  const { revision } = deps.context()
  const nowMs = deps.now()
  const isOld = sweep.afterId === null && nowMs - sweep.begunMs >= sweepAgainMs
  if (sweep.revision !== revision || isOld) {
    Object.assign(sweep, { revision, afterId: '', begunMs: nowMs })
  }
  for (let turns = 0; sweep.afterId !== null && turns < turnsMax; turns += 1) {
    const { afterId } = sweep
    const { hostIds, nextId } = await findOutdatedHosts(deps.store.reader, { revision, afterId })
    for (const some of chunksOf(hostIds, hostsPerTransaction)) {
      await judgeAgain(deps, some)
      turns += 1
      await setImmediate()
    }
    sweep.afterId = nextId
  }
}

async function judgeAgain(deps: JobDeps, hostIds: readonly HostId[]): Promise<void> {
  const { db, engine } = deps.store
  const moment = { context: deps.context(), nowMs: deps.now() }
  const changed = await db.transaction().execute(async (trx) => {
    const locked = await lockHosts(trx, engine, hostIds)
    const hosts = [...locked.values()].filter((host) => isDue(host, moment))
    const facts = await loadFacts(trx, engine, hosts)
    const dueIds = hosts.map(({ id }) => id)
    const postures = await loadPostures(trx, engine, { hostIds: dueIds, asOfMs: null })
    const judged = hosts.flatMap((host) => {
      const before = postures.get(host.id)
      if (before === undefined) return []
      return [
        judgeOne({ host, before, facts: hostFacts(facts.get(host.id) ?? {}, probeIds) }, moment),
      ]
    })
    await appendPostures(
      trx,
      engine,
      judged.map(({ host: { id }, before, restated }) => ({
        hostId: id,
        before,
        restated,
        receivedMs: moment.nowMs,
      })),
    )
    await writeStandings(
      trx,
      engine,
      judged.map(({ host: before, standing: after }) => ({ before, after })),
    )
    await addToCounters(trx, engine, judged.flatMap(countJudged))
    return judged.filter(({ restated }) => restated.changed.length > 0)
  })
  publishChanged(
    deps,
    changed.map(({ host }) => host.id),
  )
}

type Moment = { readonly context: JudgeContext; readonly nowMs: EpochMs }

/** A report may have judged it since it was found. */
function isDue({ dueMs, contextRevision }: HostState, { context, nowMs }: Moment): boolean {
  return contextRevision !== context.revision || (dueMs !== null && dueMs <= nowMs)
}

type JudgedHost = {
  readonly host: HostState
  readonly before: StoredPosture
  readonly restated: Restated
  readonly standing: Standing
}

/**
 * Judges at the moment until which the verdicts held, so that a change is dated when it happened and not when the
 * sweep came by; if that answer has run out as well, it is due again at once.
 */
function judgeOne(
  { host, before, facts }: { host: HostState; before: StoredPosture; facts: HostFacts },
  { context, nowMs }: Moment,
): JudgedHost {
  const atMs = Math.max(Math.min(host.dueMs ?? nowMs, nowMs), before.fromMs)
  const standing = controlIds.filter((control) => before.verdicts[control] !== undefined)
  const answers = judgeOnly(standing, { facts, context, nowMs: atMs }).map((answer) => ({
    ...answer,
    sinceMs: atMs,
  }))
  const restated = restate(before, answers)
  return {
    host,
    before,
    restated,
    standing: {
      ...host,
      revision: host.revision + 1,
      states: packStates(restated.posture.verdicts),
      dueMs: dueMsOf(answers),
      contextRevision: context.revision,
    },
  }
}

function countJudged({ host, standing }: JudgedHost) {
  const isSilent = host.silentSinceMs !== null
  return countMove({ ...host, isSilent }, { ...host, states: standing.states, isSilent })
}

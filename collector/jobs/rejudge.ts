import { setImmediate } from 'node:timers/promises'
import type { JudgeContext } from '#domain/context.ts'
import type { HostFacts } from '#domain/control.ts'
import { judgeOnly } from '#domain/judge.ts'
import { asCounted } from '#domain/silence.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { addToCounters, type CountChange } from '#store/counters.ts'
import { findOutdatedVerdicts, findOverdueVerdicts } from '#store/due-verdicts.ts'
import { hostFacts, loadReadings } from '#store/facts.ts'
import { lockHosts, type HostState } from '#store/host-state.ts'
import {
  openVerdicts,
  writeVerdicts,
  type Judged,
  type OpenVerdict,
  type VerdictKey,
} from '#store/verdicts.ts'
import type { Job, JobDeps } from './job.ts'
import { publishChanged } from './publish-changed.ts'

const verdictsPerTransaction = 200
/** What one run does at most; the rest is still due at the next. */
const transactionsPerRun = 100
const sweepAgainMs = 3_600_000

/** How far the sweep for another context has come. Lives as long as the job. */
type Sweep = { revision: string | null; afterId: number | null; begunMs: EpochMs }

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
    const keys = await findOverdueVerdicts(store.reader, {
      nowMs: now(),
      limit: verdictsPerTransaction,
    })
    if (keys.length === 0) return turn
    await judgeAgain(deps, keys)
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
    Object.assign(sweep, { revision, afterId: 0, begunMs: nowMs })
  }
  for (let turns = 0; sweep.afterId !== null && turns < turnsMax; turns += 1) {
    const { afterId } = sweep
    const { keys, nextId } = await findOutdatedVerdicts(deps.store.reader, { revision, afterId })
    for (let first = 0; first < keys.length; first += verdictsPerTransaction) {
      await judgeAgain(deps, keys.slice(first, first + verdictsPerTransaction))
      turns += 1
      await setImmediate()
    }
    sweep.afterId = nextId
  }
}

async function judgeAgain(deps: JobDeps, keys: readonly VerdictKey[]): Promise<void> {
  const { db, engine } = deps.store
  const context = deps.context()
  const nowMs = deps.now()
  const hostIds = [...new Set(keys.map(({ hostId }) => hostId))]
  const changed = await db.transaction().execute(async (trx) => {
    const hosts = await lockHosts(trx, engine, hostIds)
    const open = await openVerdicts(trx, engine, keys)
    const readings = await loadReadings(
      trx,
      engine,
      hostIds.flatMap((hostId) => probeIds.map((probe) => ({ hostId, probe }))),
    )
    const byHost = Map.groupBy(readings, ({ hostId }) => hostId)
    const judged = [...open.values()]
      .filter((verdict) => isDue(verdict, { context, nowMs }))
      .map((verdict) =>
        judgeOne(verdict, hostFacts(byHost.get(verdict.hostId) ?? []), { context, nowMs }),
      )
    const written = await writeVerdicts(trx, engine, judged)
    await addToCounters(
      trx,
      engine,
      written.flatMap((one) => countChange(one, hosts)),
    )
    return new Set(written.map(({ hostId }) => hostId))
  })
  publishChanged(deps, [...changed])
}

type Moment = { readonly context: JudgeContext; readonly nowMs: EpochMs }

/** A report may have judged it since it was found. */
function isDue({ holdsUntilMs, contextRevision }: OpenVerdict, { context, nowMs }: Moment) {
  return contextRevision !== context.revision || (holdsUntilMs !== null && holdsUntilMs <= nowMs)
}

/**
 * Judges at the moment until which the verdict held, so that a change is dated when it happened and not when the
 * sweep came by; if that answer has run out as well, it is due again at once.
 */
function judgeOne(open: OpenVerdict, facts: HostFacts, { context, nowMs }: Moment): Judged {
  const { hostId, control, holdsUntilMs, fromMs } = open
  const atMs = Math.max(Math.min(holdsUntilMs ?? nowMs, nowMs), fromMs)
  const [answer] = judgeOnly([control], { facts, context, nowMs: atMs })
  if (answer === undefined) throw new Error(`control ${control} gave no answer`)
  const { judgement } = answer
  const contextRevision = context.revision
  return { hostId, control, open, judgement, fromMs: atMs, receivedMs: nowMs, contextRevision }
}

function countChange(
  { hostId, control, open, judgement }: Judged,
  hosts: ReadonlyMap<HostId, HostState>,
): CountChange[] {
  const host = hosts.get(hostId)
  if (host === undefined || open === null) return []
  const isSilent = host.silentSinceMs !== null
  const was = asCounted(control, open.state, isSilent)
  const is = asCounted(control, judgement.state, isSilent)
  if (was === is) return []
  const place = { agencyId: host.agencyId, class: host.class, control }
  return [
    { ...place, state: was, by: -1 },
    { ...place, state: is, by: 1 },
  ]
}

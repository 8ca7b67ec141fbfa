import { dayMs } from '#protocol/facts/spec.ts'
import { periodsCutOff } from '#domain/periods.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { SnapshotView } from '#protocol/snapshots.ts'
import { readCutOffRules } from '#store/snapshots/cut-offs.ts'
import { newestCutOff } from '#store/snapshots/list.ts'
import { firstKnownMs } from '#store/snapshots/read-agencies.ts'
import { takeDaily, takePeriod, type Taking } from '#store/snapshots/taking.ts'
import type { Job, JobDeps } from './job.ts'

export type SnapshotJobDeps = JobDeps & {
  readonly provinceId: string
  readonly newId: () => string
}

/** Days without a snapshot that one run makes up for; more were a collector that nobody ran. */
const missedDaysMax = 92
/** How far back a period's cut-off is looked for that nobody took: the quarters of a year. */
const missedPeriodsMs = 400 * dayMs

/** Freezes the figures of each day at 23:30 Vietnam time, and those of the days that were missed. */
export function dailySnapshots(deps: SnapshotJobDeps): Job {
  const run = async (dueMs: EpochMs) => {
    for (const missedMs of await daysUntil(deps, dueMs)) {
      say(deps, await takeDaily(takingOf(deps), missedMs, byOf(deps)))
    }
  }
  return { id: 'snapshots', schedule: '30 16 * * *', run }
}

/** Freezes the figures of each period after its cut-off, which ends a day in Vietnam; those that were missed too. */
export function periodSnapshots(deps: SnapshotJobDeps): Job {
  const run = async (dueMs: EpochMs) => {
    const { reader } = deps.store
    const firstMs = await firstKnownMs(reader)
    if (firstMs === null) return
    const afterMs = Math.max(firstMs, dueMs - missedPeriodsMs)
    const rules = await readCutOffRules(reader)
    for (const one of periodsCutOff(rules, { afterMs, untilMs: dueMs })) {
      say(deps, await takePeriod(takingOf(deps), one, byOf(deps)))
    }
  }
  return { id: 'period-snapshots', schedule: '0 17 * * *', run }
}

/**
 * This due time and those before it that were missed, the first first. The newest that was taken is among them: it
 * may have been taken of one plan alone.
 */
async function daysUntil({ store }: SnapshotJobDeps, dueMs: EpochMs): Promise<EpochMs[]> {
  const firstMs = await firstKnownMs(store.reader)
  if (firstMs === null) return []
  const newestMs = (await newestCutOff(store.reader, 'daily')) ?? dueMs
  const missed = Math.max(0, Math.min(missedDaysMax, Math.ceil((dueMs - newestMs) / dayMs)))
  return Array.from({ length: missed + 1 }, (_, index) => dueMs - (missed - index) * dayMs).filter(
    (atMs) => atMs >= firstMs,
  )
}

const takingOf = ({ store, provinceId, context }: SnapshotJobDeps): Taking => ({
  store,
  provinceId,
  contextRevision: context().revision,
})

const byOf = ({ now, newId }: SnapshotJobDeps) => ({
  actor: 'job snapshots',
  address: null,
  nowMs: now(),
  newId,
})

function say({ log }: SnapshotJobDeps, taken: readonly SnapshotView[]): void {
  for (const { number, kind, planId, period, hash } of taken) {
    log.info({ number, kind, planId, period, hash }, 'snapshot taken')
  }
}

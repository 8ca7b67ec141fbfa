import { createTask, type ScheduledTask } from 'node-cron'
import type { EpochMs } from '#protocol/values.ts'
import { claimRun, finishRun } from '#store/job-runs.ts'
import type { Job, JobDeps } from './job.ts'

/** Jobs under way. */
export type Scheduler = {
  /** Every job and when it is due next. */
  ahead(): readonly { readonly id: string; readonly nextMs: EpochMs | null }[]
  /** Takes no further run and waits for those under way. */
  stop(): Promise<void>
}

type SchedulerDeps = Pick<JobDeps, 'store' | 'now' | 'log'>

const minuteMs = 60_000
/** How far back a due time is looked for that nobody took. */
const missedMinutesMax = 31 * 24 * 60

/**
 * Runs jobs when they are due: each due time once, on whichever collector takes it first. The last due time
 * before the start is made up for when nobody took it. An error is recorded and logged; the next due time comes.
 */
export function startJobs(jobs: readonly Job[], deps: SchedulerDeps): Scheduler {
  const underWay = new Set<Promise<void>>()
  const start = (job: Job, dueMs: EpochMs): Promise<void> => {
    const run = runOnce(job, dueMs, deps)
    underWay.add(run)
    return run.finally(() => underWay.delete(run))
  }

  const tasks = jobs.map((job) => taskOf(job, deps, (dueMs) => start(job, dueMs)))
  for (const [index, job] of jobs.entries()) {
    const missedMs = lastDueMs(tasks[index], deps.now())
    if (missedMs !== null) void start(job, missedMs)
  }
  for (const task of tasks) void task.start()

  return {
    ahead: () =>
      jobs.map(({ id }, index) => ({ id, nextMs: tasks[index]?.getNextRun()?.getTime() ?? null })),
    stop: async () => {
      for (const task of tasks) await task.destroy()
      await Promise.all(underWay)
    },
  }
}

/** Runs a job for one due time unless some collector took that already. Never throws. */
export async function runOnce(job: Job, dueMs: EpochMs, deps: SchedulerDeps): Promise<void> {
  const { store, now, log } = deps
  try {
    if (!(await claimRun(store.db, { job: job.id, dueMs, startedMs: now() }))) return
    const error = await errorOf(job, dueMs, deps)
    await finishRun(store.db, { job: job.id, dueMs, finishedMs: now(), error })
  } catch (error) {
    log.error({ err: error, job: job.id, dueMs }, 'job not recorded: the database did not answer')
  }
}

async function errorOf(job: Job, dueMs: EpochMs, { log }: SchedulerDeps): Promise<string | null> {
  try {
    await job.run(dueMs)
    return null
  } catch (error) {
    log.error({ err: error, job: job.id, dueMs }, 'job failed')
    return error instanceof Error ? error.message : String(error)
  }
}

function taskOf(
  job: Job,
  { log }: SchedulerDeps,
  run: (dueMs: EpochMs) => Promise<void>,
): ScheduledTask {
  return createTask(job.schedule, ({ date }) => run(wholeMinute(date.getTime())), {
    name: job.id,
    timezone: 'UTC',
    // A run that takes longer than its period is not started twice: the next due time takes up the rest.
    noOverlap: true,
    unref: true,
    suppressMissedWarning: true,
    logger: {
      info: (message) => log.debug({ job: job.id }, message),
      debug: (message) => log.debug({ job: job.id }, String(message)),
      warn: (message) => log.warn({ job: job.id }, message),
      error: (message) => log.error({ job: job.id }, String(message)),
    },
  })
}

function lastDueMs(task: ScheduledTask | undefined, nowMs: EpochMs): EpochMs | null {
  const newest = wholeMinute(nowMs)
  for (let minute = 0; minute < missedMinutesMax; minute += 1) {
    const dueMs = newest - minute * minuteMs
    if (task?.match(new Date(dueMs)) === true) return dueMs
  }
  return null
}

function wholeMinute(atMs: EpochMs): EpochMs {
  return Math.floor(atMs / minuteMs) * minuteMs
}

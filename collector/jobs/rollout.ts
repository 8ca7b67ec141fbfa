import { nextStep, outcome } from '#domain/rollout.ts'
import type { HostProgress } from '#protocol/release-views.ts'
import { countProgress, updateProgress } from '#store/releases/progress.ts'
import { openNextRing, pauseRelease, readRunningRelease } from '#store/releases/releases.ts'
import type { Job, JobDeps } from './job.ts'

/** Looks how the release that is rolled out fares: opens its next ring, or pauses it where too many fail. */
export function rollout(deps: Pick<JobDeps, 'store' | 'now' | 'log'>): Job {
  return { id: 'rollout', schedule: '* * * * *', run: () => look(deps) }
}

async function look({ log, now, store }: Pick<JobDeps, 'store' | 'now' | 'log'>): Promise<void> {
  const running = await readRunningRelease(store.reader)
  if (!running) return
  const nowMs = now()
  await updateProgress(store, running, nowMs)
  const counts: Record<HostProgress, number> = {
    began: 0,
    proved: 0,
    'went-back': 0,
    refused: 0,
    lost: 0,
  }
  for (const { hosts, state } of await countProgress(store.db, running.sequence)) {
    counts[state] += hosts
  }
  const step = nextStep({ ...running, counts }, nowMs)
  if (step === 'stay') return
  log.info({ version: running.version, step, ring: running.ring, counts }, 'rollout')
  const by = { actor: 'job rollout', address: null, nowMs }
  if (step === 'open-next') return openNextRing(store.db, running, by)
  await pauseRelease(store.db, { ...running, why: outcome(counts) }, by)
}

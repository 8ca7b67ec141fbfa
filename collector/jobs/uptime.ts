import { extendUptime } from '#store/uptime.ts'
import type { Job, JobDeps } from './job.ts'

/** A collector that was not heard of for longer was down: two beats may be missed. */
const uptimeGapMsMax = 150_000

/** Notes each minute that reports are taken: when they are not, no host is silent for it. */
export function uptime({ store, now }: JobDeps): Job {
  return {
    id: 'uptime',
    schedule: '* * * * *',
    run: () => extendUptime(store.db, { nowMs: now(), gapMsMax: uptimeGapMsMax }),
  }
}

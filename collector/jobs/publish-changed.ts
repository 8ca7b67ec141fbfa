import type { HostId } from '#protocol/values.ts'
import type { JobDeps } from './job.ts'

const liveHostIdsMax = 200

/** Tells the screens that verdicts of these hosts changed, as they would hear of a report. */
export function publishChanged({ events, now }: JobDeps, hostIds: readonly HostId[]): void {
  if (hostIds.length === 0) return
  events.publish({
    kind: 'hosts-reported',
    atMs: now(),
    hostIds: hostIds.slice(0, liveHostIdsMax),
    total: hostIds.length,
    hasNewVerdicts: true,
  })
}

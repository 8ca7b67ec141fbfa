import { hostSigns } from './host-signs.ts'
import type { Job } from './job.ts'
import { rejudge } from './rejudge.ts'
import { retention } from './retention.ts'
import { silence } from './silence.ts'
import { dailySnapshots, periodSnapshots, type SnapshotJobDeps } from './snapshots.ts'
import { survey } from './survey.ts'
import { uptime } from './uptime.ts'

/** Every job there is. A new one is its file and one line here. */
export function allJobs(deps: SnapshotJobDeps): readonly Job[] {
  return [
    uptime(deps),
    silence(deps),
    rejudge(deps),
    survey(deps),
    retention(deps),
    hostSigns(deps),
    dailySnapshots(deps),
    periodSnapshots(deps),
  ]
}

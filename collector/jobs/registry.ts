import { auditCheck } from './audit-check.ts'
import { backup, type BackupSchedule } from './backup.ts'
import { hostSigns } from './host-signs.ts'
import type { Job } from './job.ts'
import { peopleCheck, type PeopleCheckDeps } from './people-check.ts'
import { neighbours } from './neighbours.ts'
import { openedPorts } from './opened-ports.ts'
import { rejudge } from './rejudge.ts'
import { rollout } from './rollout.ts'
import { retention } from './retention.ts'
import { silence } from './silence.ts'
import { dailySnapshots, periodSnapshots, type SnapshotJobDeps } from './snapshots.ts'
import { survey } from './survey.ts'
import { uptime } from './uptime.ts'
import { readVendors } from './vendors.ts'

/** Every job there is. A new one is its file and one line here. */
export function allJobs(deps: AllJobDeps): readonly Job[] {
  return [
    uptime(deps),
    silence(deps),
    rejudge(deps),
    survey(deps),
    retention(deps),
    auditCheck(deps),
    peopleCheck(deps),
    hostSigns(deps),
    openedPorts(deps),
    neighbours(deps, readVendors),
    dailySnapshots(deps),
    periodSnapshots(deps),
    rollout(deps),
    ...(deps.backups === null ? [] : [backup(deps.store, deps.backups)]),
  ]
}

/** `backups` null: no folder was set, so none is taken. */
type AllJobDeps = SnapshotJobDeps & PeopleCheckDeps & { readonly backups: BackupSchedule | null }

import type { snapshotRefusals as source } from '../vi/snapshot-refusals.ts'

/** Refusals about snapshots of figures. */
export const snapshotRefusals = {
  'refusal.SNAPSHOT_NOT_FOUND': 'There is no snapshot {id}.',
  'refusal.SNAPSHOT_DAMAGED':
    'Snapshot {number} is no longer what was frozen, so nothing can rest on it. Run khien-collector verify and restore it from a backup.',
  'refusal.SNAPSHOT_EXISTS':
    'The figures of {period} were frozen in snapshot {number}. To correct them, amend that snapshot.',
  'refusal.SNAPSHOT_CUT_OFF_IN_FUTURE':
    'The cut-off of {cutOffAtMs} has not come yet. Figures can only be frozen after it.',
  'refusal.SNAPSHOT_BEFORE_HISTORY':
    'There are no data of {cutOffAtMs} yet: they begin on {firstAtMs}.',
  'refusal.SNAPSHOT_OF_PERIOD_MISSING':
    'There is no snapshot of {period}. Freeze the figures of this period first.',
  'refusal.SNAPSHOTS_OF_OTHER_PLANS':
    'The two snapshots are of different plans ({from} and {to}) and cannot be compared.',
  'refusal.PERIOD_UNKNOWN':
    'There is no period “{period}”. Write a year as 2026 or a quarter as 2026-Q4.',
  'refusal.AUDIT_ENTRY_NOT_FOUND': 'The audit has no entry {id}.',
} as const satisfies Record<keyof typeof source, string>

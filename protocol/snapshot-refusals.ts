/** Refusals about snapshots of figures and the audit; see refusals.ts. */
export const snapshotRefusals = {
  SNAPSHOT_NOT_FOUND: { status: 404, close: null },
  SNAPSHOT_DAMAGED: { status: 409, close: null },
  SNAPSHOT_EXISTS: { status: 409, close: null },
  SNAPSHOT_CUT_OFF_IN_FUTURE: { status: 409, close: null },
  SNAPSHOT_BEFORE_HISTORY: { status: 409, close: null },
  SNAPSHOT_OF_PERIOD_MISSING: { status: 404, close: null },
  SNAPSHOTS_OF_OTHER_PLANS: { status: 400, close: null },
  PERIOD_UNKNOWN: { status: 400, close: null },
  AUDIT_ENTRY_NOT_FOUND: { status: 404, close: null },
} as const

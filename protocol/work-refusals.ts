/** What can be wrong with a decision about work. Spread into `refusalTable`. */
export const workRefusals = {
  WORK_ITEM_NOT_FOUND: { status: 404, close: null },
  WORK_OWNER_NOT_FOUND: { status: 404, close: null },
  WORK_DUE_MISSING: { status: 400, close: null },
  WORK_DUE_PAST: { status: 400, close: null },
  WORK_RISK_INCOMPLETE: { status: 400, close: null },
  WORK_RISK_UNTIL: { status: 400, close: null },
  WORK_NOTHING_TO_UNDO: { status: 409, close: null },
} as const

/** What can be wrong with a plan that somebody writes. Spread into `refusalTable`. */
export const planRefusals = {
  PLAN_VERSION_NOT_FOUND: { status: 404, close: null },
  PLAN_INDICATOR_NOT_FOUND: { status: 404, close: null },
  PLAN_DRAFT_EXISTS: { status: 409, close: null },
  PLAN_NOT_DRAFT: { status: 409, close: null },
  PLAN_BODY_INVALID: { status: 400, close: null },
  PLAN_QUOTE_MISSING: { status: 400, close: null },
  PLAN_METRIC_UNKNOWN: { status: 400, close: null },
  PLAN_UNIT_UNKNOWN: { status: 400, close: null },
  PLAN_UNIT_UNFIT: { status: 400, close: null },
  PLAN_AGGREGATION_UNFIT: { status: 400, close: null },
  PLAN_FIGURE_MISSING: { status: 400, close: null },
  PLAN_TARGET_IMPOSSIBLE: { status: 400, close: null },
  PLAN_TOLERANCE_UNFIT: { status: 400, close: null },
  PLAN_INDICATOR_TWICE: { status: 400, close: null },
  PLAN_SUCCESSOR_UNKNOWN: { status: 400, close: null },
  PLAN_SUCCESSOR_CYCLE: { status: 400, close: null },
  PLAN_SUCCESSOR_OVERLAPS: { status: 400, close: null },
  PLAN_DATES_REVERSED: { status: 400, close: null },
  PLAN_VALIDITY_OVERLAPS: { status: 409, close: null },
} as const
export type PlanRefusalCode = keyof typeof planRefusals

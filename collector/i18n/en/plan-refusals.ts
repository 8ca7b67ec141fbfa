import type { planRefusals as source } from '../vi/plan-refusals.ts'

export const planRefusals = {
  'refusal.PLAN_VERSION_NOT_FOUND': 'There is no version {version} of the plan {planId}.',
  'refusal.PLAN_INDICATOR_NOT_FOUND': 'The plan {planId} has no indicator {indicator}.',
  'refusal.PLAN_DRAFT_EXISTS':
    'The plan {planId} already has a draft (version {version}). Edit or discard that one first.',
  'refusal.PLAN_NOT_DRAFT':
    'Version {version} of the plan {planId} was issued and cannot be edited. Start a new version.',
  'refusal.PLAN_BODY_INVALID': 'The plan is not valid: {detail}.',
  'refusal.PLAN_QUOTE_MISSING':
    'The indicator {indicator} lacks its exact quote, document or clause. Give all three.',
  'refusal.PLAN_METRIC_UNKNOWN':
    'The indicator {indicator} names the metric “{metric}”, which there is not. Choose one of the list.',
  'refusal.PLAN_UNIT_UNKNOWN':
    'The indicator {indicator} names the unit “{unit}”, which there is not. It is a percentage, a ratio or a count.',
  'refusal.PLAN_UNIT_UNFIT':
    'The indicator {indicator} has the unit “{unit}”, and its metric counts in “{expected}”.',
  'refusal.PLAN_AGGREGATION_UNFIT':
    'The indicator {indicator}: the aggregation “{aggregation}” does not go with its metric.',
  'refusal.PLAN_FIGURE_MISSING':
    'The indicator {indicator} rests on a declared figure, and does not name the figure to declare.',
  'refusal.PLAN_TARGET_IMPOSSIBLE':
    'The indicator {indicator} has the target {numerator}/{denominator}. A percentage lies between 0% and 100%, and “more than 100%” or “less than 0%” can never be reached.',
  'refusal.PLAN_TOLERANCE_UNFIT':
    'The indicator {indicator}: a tolerance goes with an “about” target alone, is more than 0 and less than the target.',
  'refusal.PLAN_INDICATOR_TWICE': 'The indicator id {indicator} is used twice.',
  'refusal.PLAN_SUCCESSOR_UNKNOWN':
    'The indicator {indicator} gives way to {successor}, which the plan does not have.',
  'refusal.PLAN_SUCCESSOR_CYCLE':
    'Indicators give way to one another in a circle: {indicators}. Take one step out.',
  'refusal.PLAN_SUCCESSOR_OVERLAPS':
    'The indicator {indicator} has to end before {successor} begins ({from}).',
  'refusal.PLAN_DATES_REVERSED': '{what}: the last day ({until}) is before the first ({from}).',
  'refusal.PLAN_VALIDITY_OVERLAPS':
    'Version {version} of this plan holds since {from}. A new version has to begin after that day and must not overlap.',
} satisfies Record<keyof typeof source, string>

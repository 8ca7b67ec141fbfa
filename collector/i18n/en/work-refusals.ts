import type { workRefusalTexts as vi } from '../vi/work-refusals.ts'

/** What is wrong with a decision about work. */
export const workRefusalTexts = {
  'refusal.WORK_ITEM_NOT_FOUND':
    'There is no such work within your scope, or the computer needs nothing any more.',
  'refusal.WORK_OWNER_NOT_FOUND': 'There is no such user to give work to.',
  'refusal.WORK_DUE_MISSING': 'What is scheduled needs a due date.',
  'refusal.WORK_DUE_PAST': 'The due date {day} has passed; choose {today} or later.',
  'refusal.WORK_RISK_INCOMPLETE': 'Accepting a risk needs a reason and a last day.',
  'refusal.WORK_RISK_UNTIL':
    'The last day {day} is not valid: it must lie between today, {today}, and {last}, 12 months at most.',
  'refusal.WORK_NOTHING_TO_UNDO':
    'There is nothing left to undo: these items were decided about again since.',
} as const satisfies Record<keyof typeof vi, string>

import type { dutyRefusalTexts as vi } from '../vi/duty-refusals.ts'

/** What is wrong with a step of a report, a check by hand or what is shared. */
export const dutyRefusalTexts = {
  'refusal.OBLIGATION_NOT_FOUND': 'There is no obligation {id}, or it does not bind this province.',
  'refusal.OBLIGATION_NOT_DUE':
    'The obligation {id} has no period {period}, or had ended before it would be due.',
  'refusal.OBLIGATION_BINDS_ALREADY': 'The obligation {id} binds this province already.',
  'refusal.OBLIGATION_DAYS_REVERSED': 'The last day must not lie before the first.',
  'refusal.OBLIGATION_RANGE_TOO_LONG': 'At most {days} days are shown at once. Choose fewer.',
  'refusal.REPORT_SENDER_UNKNOWN': 'The agency {id} does not owe this report.',
  'refusal.REPORT_STEP_NOT_NEXT':
    'The step “{step}” cannot be recorded: the report stands at “{stand}”. Reload and choose the next step.',
  'refusal.REPORT_REASON_MISSING': 'A report that is returned needs a reason.',
  'refusal.REPORT_REASON_UNASKED': 'Only a report that is returned has a reason.',
  'refusal.REPORT_BASIS_MISSING':
    'Writing this down for the agency needs the document that says so (number, day).',
  'refusal.REPORT_BASIS_UNASKED':
    'Only what is written down for an agency has a document as its basis.',
  'refusal.REPORT_STEP_DAY':
    'The moment {happenedAtMs} is not valid: it must follow the step before and not lie in the future.',
  'refusal.REPORT_DRAFT_SAME':
    'This report was used before. One that was returned is made again, as a new draft from a snapshot.',
  'refusal.HAND_CHECK_NOT_FOUND': 'There is no hand check {id}.',
  'refusal.HAND_CHECK_NO_MACHINES':
    'No computer has reported yet, so there is nothing to draw from. Install the agent first.',
  'refusal.HAND_CHECK_FINISHED': 'This hand check is closed and cannot be changed.',
  'refusal.HAND_CHECK_NOTHING_FOUND': 'Nothing was entered yet, so it cannot be closed.',
  'refusal.HAND_CHECK_NOT_ASKED':
    'The sheet has no machine {position} with the question {control}.',
  'refusal.HAND_CHECK_DAY':
    'The day {day} is not valid: it must lie between the drawing, {first}, and today, {last}.',
  'refusal.SHARING_NO_SNAPSHOT':
    'There is no snapshot of the period {period}, so nothing to share.',
} as const satisfies Record<keyof typeof vi, string>

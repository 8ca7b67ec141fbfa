import type { organisationRefusalTexts as source } from '../vi/organisation-refusals.ts'

export const organisationRefusalTexts = {
  'refusal.ORGANISATION_DAY_INVALID':
    'The day {dayAtMs} is not possible: it must be from {firstAtMs} to today ({todayAtMs}). A coming change is written down from its day on.',
  'refusal.ORGANISATION_DAYS_REVERSED':
    'The last day {untilAtMs} is before the first day {fromAtMs}. Check both days.',
  'refusal.ORGANISATION_NOT_STANDING':
    '“{name}” does not stand on {onDayAtMs}. Choose another day, or its successor.',
  'refusal.ORGANISATION_PARENT_NOT_STANDING':
    '“{name}” stands under “{parent}”, which does not stand on {onDayAtMs}. Move it, or choose another day.',
  'refusal.ORGANISATION_CYCLE':
    '“{name}” cannot stand under itself by way of “{parent}”. Choose another parent.',
  'refusal.ORGANISATION_CODE_TAKEN':
    'The code {organisationCode} belongs to “{name}”. A code is for one organisation.',
  'refusal.ORGANISATION_SAME': '“{name}” cannot succeed itself.',
  'refusal.ORGANISATION_HAS_HOSTS':
    '“{name}” still has {hosts} computers. Merge or split it, so that they move, before it ends.',
  'refusal.ORGANISATION_HAS_PARTS':
    '{parts} organisations still stand under “{name}”. Move or end them first.',
  'refusal.ORGANISATION_IN_USE':
    'The creation of “{name}” cannot be undone: it has computers, enrolment tokens or declarations.',
  'refusal.ORGANISATION_HOST_ELSEWHERE':
    '{hosts} of the chosen computers do not belong to “{name}” now. Load the list again.',
  'refusal.ORGANISATION_VERSION_NOT_FOUND':
    'This was corrected before. Load the page again, then correct the newest version.',
  'refusal.ORGANISATION_VERSIONS_OVERLAP':
    'The day {onDayAtMs} lies in another period of “{name}”. Choose a day between the two periods.',
  'refusal.ORGANISATION_NOTHING_TO_UNDO':
    'Only the newest change that stands can be undone. Load the list of changes again.',
  'refusal.ORGANISATION_LIST_INVALID':
    'The list is not valid at “{detail}”: a parent is missing or ambiguous, or there are too many rows.',
  'refusal.ROLE_NOT_FOUND': 'This assignment was changed before. Load the page again.',
  'refusal.EXCLUSION_NOT_FOUND': 'This exclusion was changed before. Load the page again.',
} as const satisfies Record<keyof typeof source, string>

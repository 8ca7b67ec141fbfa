import type { viewRefusalTexts as vi } from '../vi/view-refusals.ts'

/** What can be wrong with a saved view. */
export const viewRefusalTexts = {
  'refusal.VIEW_NOT_FOUND': 'There is no such view any more; it may have been deleted elsewhere.',
  'refusal.VIEW_NAME_TAKEN': 'There is a view called “{name}” already; choose another name.',
  'refusal.VIEWS_TOO_MANY':
    'There are {max} views already, the most that are kept; delete one first.',
} as const satisfies Record<keyof typeof vi, string>

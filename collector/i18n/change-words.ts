import type { PlainKey } from './speech.ts'

/** The audit knows many actions; the reader is told of what kind one is. */
export function changeWords(action: string): PlainKey {
  switch (action) {
    case 'start-plan-draft':
    case 'edit-plan-draft':
    case 'issue-plan':
    case 'discard-plan-draft':
      return `plans.change.${action}`
    default:
  }
  if (action.includes('setting')) return 'plans.change.setting'
  if (action.includes('match')) return 'plans.change.match'
  if (action.includes('entry') || action.includes('import')) return 'plans.change.entry'
  return 'plans.change.organisation'
}

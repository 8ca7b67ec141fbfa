import type { meanwhile as vi } from '../vi/meanwhile.ts'

/** What somebody else changed while this person was typing. */
export const meanwhile = {
  'meanwhile.title': 'Somebody has just changed this',
  'meanwhile.what': 'Part',
  'meanwhile.mine': 'What you typed',
  'meanwhile.theirs': 'What they saved',
  'meanwhile.same': 'What you typed is just what they saved.',
  'meanwhile.keep-mine': 'Keep mine',
  'meanwhile.merged': 'Where only they changed something, theirs stays.',
  'meanwhile.take-theirs': 'Take theirs',
} as const satisfies Record<keyof typeof vi, string>

import type { hostNoteRefusalTexts as vi } from '../vi/host-note-refusals.ts'

/** What is wrong with a note about a host. */
export const hostNoteRefusalTexts = {
  'refusal.NOTE_NOT_FOUND': 'There is no such note about this computer.',
  'refusal.NOTE_NOT_YOURS': 'Only who wrote this note, or an administrator, can retract it.',
  'refusal.NOTE_RETRACTED': 'This note was retracted before.',
  'refusal.NOTES_TOO_MANY':
    'This computer has {max} notes, the most that are kept; no more can be written.',
} as const satisfies Record<keyof typeof vi, string>

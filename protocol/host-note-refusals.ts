/** What can be wrong with a note about a host. Spread into `refusalTable`. */
export const hostNoteRefusals = {
  NOTE_NOT_FOUND: { status: 404, close: null },
  NOTE_NOT_YOURS: { status: 403, close: null },
  NOTE_RETRACTED: { status: 409, close: null },
  NOTES_TOO_MANY: { status: 409, close: null },
} as const

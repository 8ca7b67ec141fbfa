/** What can be wrong with the review of a device. Spread into `refusalTable`. */
export const deviceRefusals = {
  DEVICE_NOT_FOUND: { status: 404, close: null },
  DEVICE_CHECKLIST_OPEN: { status: 409, close: null },
  DEVICE_ITEM_NOT_ASKED: { status: 400, close: null },
  DEVICE_NOTE_MISSING: { status: 400, close: null },
} as const

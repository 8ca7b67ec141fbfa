/** What can be wrong with a saved view. Spread into `refusalTable`. */
export const viewRefusals = {
  VIEW_NOT_FOUND: { status: 404, close: null },
  VIEW_NAME_TAKEN: { status: 409, close: null },
  VIEWS_TOO_MANY: { status: 409, close: null },
} as const

/** What can be wrong with tokens of the API. Spread into `refusalTable`. */
export const accessRefusals = {
  API_TOKEN_INVALID: { status: 401, close: null },
  API_TOKEN_TOO_OFTEN: { status: 429, close: null },
  API_TOKEN_NOT_FOUND: { status: 404, close: null },
  API_TOKEN_NAME_TAKEN: { status: 409, close: null },
} as const

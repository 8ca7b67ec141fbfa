/** Joined into `refusalTable`: a request that came a second time, see `repeatHeader`. */
export const repeatRefusals = {
  REPEAT_OF_ANOTHER: { status: 422, close: null },
  REPEAT_UNDER_WAY: { status: 409, close: null },
  REPEAT_DONE: { status: 409, close: null },
  REPEAT_UNKNOWN: { status: 409, close: null },
} as const

/** Refusals of releases, joined into `refusalTable`. */
export const releaseRefusals = {
  RELEASE_INVALID: { status: 400, close: null },
  RELEASE_NOT_TRUSTED: { status: 403, close: null },
  RELEASE_OLDER: { status: 409, close: null },
} as const

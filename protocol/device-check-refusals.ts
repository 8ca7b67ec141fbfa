/** What can be wrong with an authorisation of checks of devices. Spread into `refusalTable`. */
export const deviceCheckRefusals = {
  DEVICE_CHECK_NOT_FOUND: { status: 404, close: null },
  /** It is not at the step that this one follows. */
  DEVICE_CHECK_NOT_AT_STEP: { status: 409, close: null },
  DEVICE_CHECK_REASON_MISSING: { status: 400, close: null },
  /** A device cannot be named: not registered there, not under review or cleared, no private address, no MAC. */
  DEVICE_CHECK_DEVICE_UNFIT: { status: 400, close: null },
  DEVICE_CHECK_HOST_UNFIT: { status: 400, close: null },
  /** What the fields together say is wider than any authorisation may be. */
  DEVICE_CHECK_TOO_WIDE: { status: 400, close: null },
  /** The last day is over. */
  DEVICE_CHECK_EXPIRED: { status: 409, close: null },
  /** This collector knows no key that may have signed. */
  DEVICE_CHECK_NO_KEY: { status: 409, close: null },
  DEVICE_CHECK_NOT_SIGNED: { status: 403, close: null },
  DEVICE_CHECK_SIGNED_OTHERWISE: { status: 409, close: null },
  DEVICE_CHECK_OLDER: { status: 409, close: null },
} as const

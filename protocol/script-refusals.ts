/** What can be wrong with the report of a machine that reports by script. Spread into `refusalTable`. */
export const scriptRefusals = {
  SCRIPT_REPORT_INVALID: { status: 400, close: null },
  SCRIPT_REPORT_TOO_LARGE: { status: 413, close: null },
  SCRIPT_REPORT_OLDER: { status: 409, close: null },
  SCRIPT_KEY_SHARED: { status: 409, close: null },
} as const

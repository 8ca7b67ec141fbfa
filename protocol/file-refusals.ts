/** What can be wrong with taking a file. Spread into `refusalTable`. */
export const fileRefusals = {
  TOO_MANY_FILES: { status: 503, close: null },
} as const

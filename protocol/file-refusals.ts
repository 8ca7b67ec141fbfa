/** What can be wrong with taking or giving a file. Spread into `refusalTable`. */
export const fileRefusals = {
  TOO_MANY_FILES: { status: 503, close: null },
  INSTALLER_NOT_JOINABLE: { status: 500, close: null },
} as const

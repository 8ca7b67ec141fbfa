/** What can be wrong with enrolling machines in numbers, and with the files for it. Spread into `refusalTable`. */
export const installRefusals = {
  ENROLMENT_ELSEWHERE: { status: 403, close: 4403 },
  ENROLMENT_AWAITS_APPROVAL: { status: 403, close: 4403 },
  ENROLMENT_DECLINED: { status: 403, close: 4403 },
  PACKAGE_NAME_UNKNOWN: { status: 400, close: null },
  PACKAGE_NOT_WHAT_IT_SAYS: { status: 400, close: null },
  PACKAGE_SUM_WRONG: { status: 400, close: null },
  PACKAGE_NOT_FOUND: { status: 404, close: null },
  INSTALLER_JOIN_FOREIGN: { status: 400, close: null },
  INSTALLER_TOKEN_TOO_WIDE: { status: 409, close: null },
} as const

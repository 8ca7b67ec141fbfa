import { catalogueParts } from '#collector/web/addresses.ts'

/** The screens on which people decide how machines are judged. */
export const judgingPaths = [
  '/settings',
  ...catalogueParts.map((part) => `/catalogues?part=${part}`),
  '/agents',
]
export const planPath = '/plans/qn-2458-2017'
/** The screens that need nothing but their address. */
export const plainPaths = [
  '/indicators',
  '/organisations',
  '/organisations/roles',
  '/register',
  '/register/entries',
  '/register/machines',
  '/register/neighbours',
  '/register/devices',
  '/register/matches',
  '/register/imports',
  '/todo',
  '/todo/sheet',
  '/reports',
  '/obligations',
  '/monday',
  '/snapshots',
  '/snapshots/moved',
  '/trend',
  '/hand-checks',
  '/plans',
  `${planPath}/versions/1`,
  `${planPath}/indicator?of=qn2458.i04`,
  '/administration/people',
  '/administration/audit',
  '/administration/retention',
  '/administration/retention/notice',
  '/administration/api-tokens',
  '/administration/health',
  '/administration/releases',
  '/install',
  '/account',
]
/** Walked in one look without data and in the other with it: each costs a second or two. */
export const oncePaths = [
  '/register/device-checks',
  '/register/device-checks/draft',
  '/register/device-checks/results',
  '/install',
  '/administration/releases',
]

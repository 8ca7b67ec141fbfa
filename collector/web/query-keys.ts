/*
 * Under which keys answers are kept, where more than one file names them. What stands below a key begins with it, so
 * that one call asks for all of it again.
 */

export const plansKey = ['plans'] as const
export const agenciesKey = ['agencies'] as const
export const overviewKey = ['overview'] as const
export const hostsKey = ['hosts'] as const
/** The list of hosts as it was read; it never changes under its reader. */
export const hostPagesKey = ['host-pages'] as const
export const hostKey = ['host'] as const

export const judgingKey = ['judging'] as const
export const planningKey = ['planning'] as const
export const indicatorKey = [...planningKey, 'indicator'] as const

export const organisationsKey = ['organisations'] as const
export const organisationTreeKey = [...organisationsKey, 'tree'] as const
export const organisationKey = [...organisationsKey, 'one'] as const

export const registerKey = ['register'] as const
export const registerSummaryKey = [...registerKey, 'summary'] as const

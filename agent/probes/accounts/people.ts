import { vendorNames } from './vendor-names.ts'

export type AccountKind = 'system' | 'vendor' | 'person'

/** The first user id of people where login.defs names none. Source: shadow-utils, UID_MIN. */
export const uidMinDefault = 1000
const uidOfNobody = 65_534

/** Where the user ids of people begin, from the text of login.defs. */
export function parseUidMin(loginDefs: string): number {
  const found = /^[ \t]*UID_MIN[ \t]+([0-9]+)/m.exec(loginDefs)
  return found ? Number(found[1]) : uidMinDefault
}

/**
 * Whose account this is. A home folder under /home makes a person of a low user id too: a name is
 * rather hidden once too often than shown.
 */
export function kindOfAccount(
  account: { name: string; uid: number; home: string },
  uidMin: number,
): AccountKind {
  if (vendorNames.has(account.name.toLowerCase())) return 'vendor'
  if (account.uid === 0 || account.uid === uidOfNobody) return 'system'
  return account.uid >= uidMin || account.home.startsWith('/home/') ? 'person' : 'system'
}

const pseudonymPattern = /^person-[0-9a-z]{8,40}$/

/** A person's name as it leaves the machine; what a recording has already hidden stays as it is. */
export function hiddenName(name: string, pseudonym: (name: string) => string): string {
  return pseudonymPattern.test(name) ? name : `person-${pseudonym(name)}`
}

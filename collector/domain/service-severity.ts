import type { Exposure } from '#protocol/facts/ports.ts'
import type { OpeningKind, OpensTo, ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { isUnknown, type Severity } from '#protocol/values.ts'

/** From where callers come: this machine, the networks it stands in, or everywhere. */
type Distance = 'here' | 'network' | 'everywhere'

const distances: Readonly<Record<Exposure, Distance>> = {
  loopback: 'here',
  'link-local': 'network',
  lan: 'network',
  any: 'network',
  public: 'everywhere',
}

type Table = Readonly<Record<OpensTo, Readonly<Record<Distance, Severity>>>>

/**
 * A door that everybody who can read a manual opens. The case it is calibrated by: `public` of Debian's own snmpd.conf
 * shows a few names, is information on the loopback address and high on every address.
 */
const leftOpen: Table = {
  administer: { here: 'medium', network: 'critical', everywhere: 'critical' },
  write: { here: 'low', network: 'critical', everywhere: 'critical' },
  read: { here: 'info', network: 'high', everywhere: 'critical' },
  information: { here: 'info', network: 'high', everywhere: 'critical' },
}

/** What somebody may have meant to offer to everybody. */
const offered: Table = {
  administer: { here: 'low', network: 'high', everywhere: 'critical' },
  write: { here: 'info', network: 'high', everywhere: 'critical' },
  read: { here: 'info', network: 'medium', everywhere: 'high' },
  information: { here: 'info', network: 'low', everywhere: 'medium' },
}

/** What tells a stranger something and opens nothing. */
const told = { here: 'info', network: 'info', everywhere: 'info' } as const
const telling: Table = { administer: told, write: told, read: told, information: told }

const tables: Readonly<Record<OpeningKind, Table>> = {
  'no-password': leftOpen,
  'default-community': leftOpen,
  'factory-password': leftOpen,
  'security-disabled': leftOpen,
  'trust-all': leftOpen,
  'stored-password': leftOpen,
  'first-password': leftOpen,
  'empty-password-allowed': offered,
  guest: offered,
  anonymous: offered,
  'null-session': offered,
  'insecure-guest-logon': offered,
  'welcome-page': telling,
}

/** A severity from which a service counts as left open; below it is told and does not decide. */
export function isSerious(severity: Severity): boolean {
  return severity === 'critical' || severity === 'high' || severity === 'medium'
}

/**
 * How grave it is that a service is open: by what was left, from how far it is reached, and what it opens. Null: it is
 * not known from how far, and that decides.
 */
export function severityOf({ kind, opens, exposure }: ServiceOpening): Severity | null {
  const row = tables[kind][opens]
  if (!isUnknown(exposure)) return row[distances[exposure]]
  return isSerious(row.here) || !isSerious(row.everywhere) ? row.here : null
}

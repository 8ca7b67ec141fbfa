import { resolve } from 'node:path'
import { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import type { SettingName } from '#protocol/settings.ts'

/** How to reach the directory of a province. Files are read when the collector starts. */
export type LdapConfig = {
  readonly url: string
  readonly isStartTls: boolean
  readonly base: string
  readonly bindDn: string
  readonly bindPasswordFile: string
  /** Null: the authorities that Node trusts. */
  readonly caFile: string | null
  /** Holds `{name}`. */
  readonly userFilter: string
  readonly groupsFile: string
}

/** How to reach the sign-in service of a province. */
export type OidcConfig = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecretFile: string
  readonly groupsClaim: string
  readonly groupsFile: string
}

type Read = <Schema extends z.ZodType>(name: SettingName, schema: Schema) => z.output<Schema> | null

const path = z.string().min(1, 'a path').max(1000, 'a path of at most 1000 characters')
const text = z.string().min(1).max(1000, 'at most 1000 characters')
const ldapUrl = z
  .string()
  .regex(/^ldaps?:\/\/[^/\s?#@]{1,260}\/?$/, 'ldaps://host[:port], or ldap:// with STARTTLS')
const filter = z
  .string()
  .max(1000, 'at most 1000 characters')
  .regex(/^\(.*\{name\}.*\)$/, 'an LDAP filter in brackets that holds {name}')
const issuer = z.url('an address').refine(isSafeIssuer, 'https://…; http:// only for this computer')
const claim = z.string().regex(/^[\w:/.-]{1,200}$/, 'the name of a claim')
/** Accounts of Active Directory and of OpenLDAP. */
const userFilterDefault = '(|(sAMAccountName={name})(uid={name}))'

/** A password that crosses the network in the open is no password. */
function isSafeIssuer(value: string): boolean {
  const { protocol, hostname } = new URL(value)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isHere)
}

/** @throws Refusal SETTING_INVALID: also where one of those that belong together is missing, or stands alone */
export function readLdapConfig(read: Read): LdapConfig | null {
  const url = read('KHIEN_LDAP_URL', ldapUrl)
  const startTls = read('KHIEN_LDAP_STARTTLS', z.enum(['yes', 'no'], 'yes or no'))
  const base = read('KHIEN_LDAP_BASE', text)
  const bindDn = read('KHIEN_LDAP_BIND_DN', text)
  const bindPasswordFile = read('KHIEN_LDAP_BIND_PASSWORD_FILE', path)
  const caFile = read('KHIEN_LDAP_CA_FILE', path)
  const userFilter = read('KHIEN_LDAP_USER_FILTER', filter)
  const groupsFile = read('KHIEN_LDAP_GROUPS', path)
  if (url === null) {
    const alone = [startTls, base, bindDn, bindPasswordFile, caFile, userFilter, groupsFile]
    if (alone.some((value) => value !== null)) throw missing('KHIEN_LDAP_URL')
    return null
  }
  const isPlain = url.startsWith('ldap:')
  if (isPlain && startTls !== 'yes') {
    const detail = `“${url}” → ldaps://, or KHIEN_LDAP_STARTTLS=yes`
    throw new Refusal('SETTING_INVALID', { name: 'KHIEN_LDAP_URL', detail })
  }
  return {
    url,
    isStartTls: isPlain,
    base: base ?? fail('KHIEN_LDAP_BASE'),
    bindDn: bindDn ?? fail('KHIEN_LDAP_BIND_DN'),
    bindPasswordFile: resolve(bindPasswordFile ?? fail('KHIEN_LDAP_BIND_PASSWORD_FILE')),
    caFile: caFile === null ? null : resolve(caFile),
    userFilter: userFilter ?? userFilterDefault,
    groupsFile: resolve(groupsFile ?? fail('KHIEN_LDAP_GROUPS')),
  }
}

/** @throws Refusal SETTING_INVALID, as above */
export function readOidcConfig(read: Read): OidcConfig | null {
  const address = read('KHIEN_OIDC_ISSUER', issuer)
  const clientId = read('KHIEN_OIDC_CLIENT_ID', text)
  const clientSecretFile = read('KHIEN_OIDC_CLIENT_SECRET_FILE', path)
  const groupsClaim = read('KHIEN_OIDC_GROUPS_CLAIM', claim)
  const groupsFile = read('KHIEN_OIDC_GROUPS', path)
  if (address === null) {
    const alone = [clientId, clientSecretFile, groupsClaim, groupsFile]
    if (alone.some((value) => value !== null)) throw missing('KHIEN_OIDC_ISSUER')
    return null
  }
  return {
    issuer: address,
    clientId: clientId ?? fail('KHIEN_OIDC_CLIENT_ID'),
    clientSecretFile: resolve(clientSecretFile ?? fail('KHIEN_OIDC_CLIENT_SECRET_FILE')),
    groupsClaim: groupsClaim ?? 'groups',
    groupsFile: resolve(groupsFile ?? fail('KHIEN_OIDC_GROUPS')),
  }
}

const missing = (name: SettingName) =>
  new Refusal('SETTING_INVALID', { name, detail: '“” → missing' })

function fail(name: SettingName): never {
  throw missing(name)
}

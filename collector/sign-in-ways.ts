import { Refusal } from '#protocol/refusals.ts'
import type { Config } from './config.ts'
import type { Directory, Log, SignInProvider, SignInWays } from './deps.ts'
import { readGroupRoles } from './directories/group-roles.ts'
import { createLdapDirectory } from './directories/ldap.ts'
import { createOidcProvider } from './directories/oidc.ts'
import { readSecret, readText } from './directories/read-text.ts'
import type { LdapConfig, OidcConfig } from './sign-in-config.ts'

/**
 * Reads the files that the settings name. Neither the directory nor the service is asked yet: a collector starts
 * while they are down.
 * @throws Refusal FILE_NOT_READABLE, SETTING_INVALID
 */
export async function openSignInWays(
  { ldap, oidc, address }: Pick<Config, 'ldap' | 'oidc' | 'address'>,
  log: Log,
): Promise<SignInWays> {
  return {
    directory: ldap && (await openDirectory(ldap, log)),
    provider: oidc && (await openProvider(oidc, address, log)),
  }
}

async function openDirectory(ldap: LdapConfig, log: Log): Promise<Directory> {
  const password = await readSecret(ldap.bindPasswordFile)
  if (password === '') {
    const detail = `${ldap.bindPasswordFile} → empty`
    throw new Refusal('SETTING_INVALID', { name: 'KHIEN_LDAP_BIND_PASSWORD_FILE', detail })
  }
  const { url, isStartTls, base, bindDn, userFilter } = ldap
  const ca = ldap.caFile === null ? null : await readText(ldap.caFile)
  const groups = await readGroupRoles(ldap.groupsFile, 'KHIEN_LDAP_GROUPS')
  const server = { url, isStartTls, ca }
  const bind = { dn: bindDn, password }
  return createLdapDirectory({ server, base, bind, userFilter, groups }, log)
}

async function openProvider(
  { issuer, clientId, clientSecretFile, groupsClaim, groupsFile }: OidcConfig,
  address: string,
  log: Log,
): Promise<SignInProvider> {
  const clientSecret = await readSecret(clientSecretFile)
  const groups = await readGroupRoles(groupsFile, 'KHIEN_OIDC_GROUPS')
  const redirectUri = new URL('/api/session/oidc/callback', `https://${address}`).href
  const settings = { issuer, clientId, clientSecret, groupsClaim, groups, redirectUri }
  return createOidcProvider(settings, log)
}

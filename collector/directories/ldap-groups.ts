import { Filter, type Entry } from 'ldapts'
import type { VouchedPerson } from '#collector/deps.ts'
import { foldDn } from './distinguished-names.ts'
import { roleOfGroups, type GroupRole } from './group-roles.ts'
import type { LdapConnection } from './ldap-connection.ts'

/** LDAP_CAP_ACTIVE_DIRECTORY_OID and LDAP_MATCHING_RULE_IN_CHAIN: [MS-ADTS] 3.1.1.3.4.3 and 3.1.1.3.4.4. */
const activeDirectory = '1.2.840.113556.1.4.800'
const inChain = '1.2.840.113556.1.4.1941'
const groupsOfOneMax = 2_000

/**
 * What the groups of somebody make them. Active Directory is asked itself whether a group holds them, directly or
 * through other groups; any other directory says it by `memberOf` and by its groupOfNames, without nesting.
 */
export async function readRole(
  connection: LdapConnection,
  { base, groups }: { readonly base: string; readonly groups: readonly GroupRole[] },
  entry: Entry,
): Promise<VouchedPerson['role']> {
  const held = (await isActiveDirectory(connection))
    ? await heldInChain(connection, groups, entry.dn)
    : await heldDirectly(connection, base, entry)
  return roleOfGroups(groups, (group) => held.has(foldDn(group)))
}

async function isActiveDirectory(connection: LdapConnection): Promise<boolean> {
  const [root] = await connection.search('', {
    filter: '(objectClass=*)',
    scope: 'base',
    attributes: ['supportedCapabilities'],
    sizeLimit: 1,
  })
  return valuesOf(root?.['supportedCapabilities']).includes(activeDirectory)
}

async function heldInChain(
  connection: LdapConnection,
  groups: readonly GroupRole[],
  dn: string,
): Promise<ReadonlySet<string>> {
  for (const { group } of groups) {
    const found = await connection.search(dn, {
      filter: `(memberOf:${inChain}:=${Filter.escape(group)})`,
      scope: 'base',
      attributes: ['1.1'],
      sizeLimit: 1,
    })
    // The first group of the file decides, so the others need not be asked.
    if (found.length > 0) return new Set([foldDn(group)])
  }
  return new Set()
}

async function heldDirectly(
  connection: LdapConnection,
  base: string,
  entry: Entry,
): Promise<ReadonlySet<string>> {
  const member = Filter.escape(entry.dn)
  const groups = await connection.search(base, {
    filter: `(|(member=${member})(uniqueMember=${member}))`,
    scope: 'sub',
    attributes: ['1.1'],
    sizeLimit: groupsOfOneMax,
  })
  const dns = [...groups.map(({ dn }) => dn), ...valuesOf(entry['memberOf'])]
  return new Set(dns.map(foldDn))
}

function valuesOf(value: Entry[string] | undefined): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((one) => typeof one === 'string')
}

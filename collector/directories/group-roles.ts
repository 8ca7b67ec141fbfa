import { z } from 'zod'
import { agencyRoles, role } from '#protocol/access.ts'
import type { VouchedPerson } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { readText } from './read-text.ts'

const groupsMax = 500
const mapping = z
  .record(z.string().min(1).max(1000), z.string().min(1).max(100))
  .refine((groups) => Object.keys(groups).length <= groupsMax)

/** What one group makes of its members. The order is that of the file: the first that fits decides. */
export type GroupRole = { readonly group: string } & NonNullable<VouchedPerson['role']>

/**
 * Reads the file that says which group has which role: `{ "<group>": "<role>" | "<role>:<agency id>" }`.
 * @throws Refusal FILE_NOT_READABLE, SETTING_INVALID
 */
export async function readGroupRoles(
  file: string,
  setting: 'KHIEN_LDAP_GROUPS' | 'KHIEN_OIDC_GROUPS',
): Promise<readonly GroupRole[]> {
  const refuse = (detail: string) => new Refusal('SETTING_INVALID', { name: setting, detail })
  const parsed = mapping.safeParse(parseJson(await readText(file)))
  if (!parsed.success) throw refuse(`${file} → { "group": "role" | "role:agency id" }`)
  return Object.entries(parsed.data).map(([group, what]) => {
    const [name = '', ...rest] = what.split(':')
    const known = role.safeParse(name)
    const agencyId = rest.length > 0 ? rest.join(':') : null
    const isOfAgency = agencyRoles.some((one) => one === name)
    if (!known.success || isOfAgency !== (agencyId !== null)) throw refuse(`${group} → “${what}”`)
    return { group, role: known.data, agencyId }
  })
}

/** The role of the first group of the file that holds them; null: none does. */
export function roleOfGroups(
  groups: readonly GroupRole[],
  isMember: (group: string) => boolean,
): VouchedPerson['role'] {
  const found = groups.find(({ group }) => isMember(group))
  return found ? { role: found.role, agencyId: found.agencyId } : null
}

/** Null for what is no JSON: the schema then refuses it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

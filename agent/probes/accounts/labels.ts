import { brief } from '../text.ts'
import type { GroupEntry, PasswdEntry } from './local-files.ts'
import { hiddenName, kindOfAccount, type AccountKind } from './people.ts'
import { vendorNames } from './vendor-names.ts'

/**
 * How the names of one machine are shown: those of the system and of makers as they are, all others
 * hidden.
 */
export type Labels = {
  account(name: string): string
  kind(name: string): AccountKind
  /** A subject of sudoers: an account, `%group`, `#uid`, `ALL` or an alias. */
  subject(subject: string): string
}

const nameLengthMax = 60

/**
 * Labels for the accounts and groups that a machine knows. A name that it does not know may be a
 * person of a directory service, so it is hidden too.
 */
export function labelsFor(
  local: { entries: readonly PasswdEntry[]; groups: readonly GroupEntry[]; uidMin: number },
  pseudonym: (name: string) => string,
): Labels {
  const kinds = new Map(
    local.entries.map((entry) => [entry.name, kindOfAccount(entry, local.uidMin)]),
  )
  const systemGroups = new Set(
    local.groups.filter(({ gid }) => gid < local.uidMin).map(({ name }) => name),
  )
  const hide = (name: string) => brief(hiddenName(name, pseudonym), nameLengthMax)
  const kind = (name: string): AccountKind =>
    kinds.get(name) ?? (vendorNames.has(name.toLowerCase()) ? 'vendor' : 'person')
  const account = (name: string) =>
    kind(name) === 'person' ? hide(name) : brief(name, nameLengthMax)
  const group = (name: string) => {
    const isShown = systemGroups.has(name) && kinds.get(name) !== 'person'
    return isShown ? brief(`%${name}`, nameLengthMax) : `%${hide(name)}`
  }
  const subject = (name: string) => {
    if (/^(ALL|[A-Z][A-Z0-9_]*|[#%]{1,2}[0-9]+)$/.test(name)) return brief(name, nameLengthMax)
    return name.startsWith('%') ? group(name.slice(1)) : account(name)
  }
  return { account, kind, subject }
}

import { Filter, type Entry } from 'ldapts'
import type { Directory, Log, VouchedPerson } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { GroupRole } from './group-roles.ts'
import {
  isLdapPassword,
  withLdap,
  type LdapConnection,
  type LdapServer,
} from './ldap-connection.ts'
import { readRole } from './ldap-groups.ts'

/** What a directory is asked with. */
export type LdapSettings = {
  readonly server: LdapServer
  readonly base: string
  readonly bind: { readonly dn: string; readonly password: string }
  readonly userFilter: string
  readonly groups: readonly GroupRole[]
}

/** Bit of userAccountControl of Active Directory: the account is disabled. */
const disabledBit = 2
const attributes = [
  'entryUUID',
  'objectGUID',
  'sAMAccountName',
  'uid',
  'memberOf',
  'userAccountControl',
]

/** Asks the directory with an account of its own, and binds as the person to check a password. */
export function createLdapDirectory(settings: LdapSettings, log: Log): Directory {
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question()
    } catch (error) {
      log.error({ err: error, server: settings.server.url }, 'the directory could not be asked')
      throw new Refusal('DIRECTORY_UNAVAILABLE')
    }
  }
  const { server, bind } = settings
  return {
    signIn: (name, password) =>
      ask(async () => {
        if (password === '') return null
        return withLdap(server, bind, async (connection) => {
          const entry = await findEntry(connection, settings, name)
          if (!entry || !(await isLdapPassword(server, entry.dn, password))) return null
          return vouch(connection, settings, { entry, name })
        })
      }),
    lookUp: (name) =>
      ask(() =>
        withLdap(server, bind, async (connection) => {
          const entry = await findEntry(connection, settings, name)
          if (!entry || isDisabled(entry)) return null
          return vouch(connection, settings, { entry, name })
        }),
      ),
  }
}

/** Null also where the filter fits several: nobody can say then who is meant. */
async function findEntry(
  connection: LdapConnection,
  { base, userFilter }: LdapSettings,
  name: string,
): Promise<Entry | null> {
  const filter = filterFor(userFilter, name)
  const found = await connection.search(base, { filter, scope: 'sub', attributes, sizeLimit: 2 })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The filter of the settings with a name in it that stays a name whatever it holds. */
export function filterFor(userFilter: string, name: string): string {
  return userFilter.replaceAll('{name}', () => Filter.escape(name.normalize('NFC')))
}

async function vouch(
  connection: LdapConnection,
  settings: LdapSettings,
  { entry, name }: { entry: Entry; name: string },
): Promise<VouchedPerson> {
  return {
    externalId: idOf(entry),
    name: textOf(entry, 'sAMAccountName') ?? textOf(entry, 'uid') ?? name,
    role: await readRole(connection, settings, entry),
  }
}

/** The name that never changes, where the directory has one; else where the entry stands. */
function idOf(entry: Entry): string {
  const guid = entry['objectGUID']
  const bytes = Array.isArray(guid) ? guid[0] : guid
  if (Buffer.isBuffer(bytes) && bytes.length > 0) return `guid:${bytes.toString('hex')}`
  const uuid = textOf(entry, 'entryUUID')
  return uuid === null ? `dn:${entry.dn}` : `uuid:${uuid}`
}

function isDisabled(entry: Entry): boolean {
  const control = Number(textOf(entry, 'userAccountControl') ?? '0')
  return (control & disabledBit) !== 0
}

function textOf(entry: Entry, attribute: string): string | null {
  const value = entry[attribute]
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first !== '' ? first : null
}

import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { isMissing, readDropIns, unknownFrom } from '../answers.ts'
import type { Look } from '../probe.ts'
import { brief, byCodeUnit } from '../text.ts'
import { readAutomaticLogins, type AutomaticLogin } from './automatic-logins.ts'
import {
  isLoginShell,
  parseGroup,
  parsePasswd,
  parseShadow,
  type GroupEntry,
  type PasswdEntry,
} from './local-files.ts'
import { labelsFor, type Labels } from './labels.ts'
import { parseUidMin, uidMinDefault } from './people.ts'
import { readPasswordField } from './passwords.ts'
import { readSsh } from './ssh.ts'
import { parseSudoers, type SudoGrant } from './sudoers.ts'

type AccountFacts = Facts<'accounts'>
type Account = AccountFacts['accounts'][number]

const automaticLoginsMax = 16
const sudoGrantsMax = 32

/**
 * Reads the account files of Linux. Source: passwd(5), shadow(5), group(5), sudoers(5),
 * sshd_config(5).
 */
export async function readLinuxAccounts(system: System, look: Look): Promise<Maybe<AccountFacts>> {
  const passwd = await system.readFile('/etc/passwd')
  if (!passwd.ok) return unknownFrom(passwd, 'passwd')
  const group = await system.readFile('/etc/group')
  if (!group.ok) return unknownFrom(group, 'group')
  const loginDefs = await system.readFile('/etc/login.defs')
  const shadow = await system.readFile('/etc/shadow')
  const grants = await readSudoers(system)
  const local = {
    entries: parsePasswd(passwd.value),
    groups: parseGroup(group.value),
    uidMin: loginDefs.ok ? parseUidMin(loginDefs.value) : uidMinDefault,
  }
  const labels = labelsFor(local, look.pseudonym)
  const accounts = accountsOf({ ...local, shadow, grants, labels })
  return {
    accounts: accounts.slice(0, limits.accountsMax),
    accountsTotal: accounts.length,
    automaticLogins: automaticLogins(await readAutomaticLogins(system), labels),
    passwordlessSudo: grants.ok
      ? passwordlessSudo(grants.value, labels)
      : unknownFrom(grants, 'sudoers'),
    ssh: await readSsh(system),
    ...(await readFactoryPasswords(system)),
  }
}

/** A recording of before the question was asked gives the facts of its time. */
async function readFactoryPasswords(
  system: System,
): Promise<Pick<AccountFacts, 'factoryPasswords'>> {
  const found = await system.factoryPasswords()
  if (found.ok) return { factoryPasswords: found.value }
  if (found.because === 'not-recorded') return {}
  return { factoryPasswords: unknownFrom(found, 'factory passwords') }
}

/** No sudoers file at all means that sudo is not installed: nobody has a right. */
async function readSudoers(system: System): Promise<Answer<readonly SudoGrant[]>> {
  const main = await system.readFile('/etc/sudoers')
  if (!main.ok && !isMissing(main)) return main
  const dropIns = await readDropIns(system, '/etc/sudoers.d', (name) => !/\.|~$/.test(name))
  if (!dropIns.ok) return dropIns
  const texts = [...(main.ok ? [main.value] : []), ...dropIns.value]
  return { ok: true, value: texts.flatMap(parseSudoers) }
}

type Sources = {
  entries: readonly PasswdEntry[]
  groups: readonly GroupEntry[]
  shadow: Answer<string>
  grants: Answer<readonly SudoGrant[]>
  labels: Labels
}

/**
 * Accounts with a login shell or a password. Of those whose password cannot be read, the shell
 * alone decides.
 */
function accountsOf({ entries, groups, shadow, grants, labels }: Sources): Account[] {
  const fields = shadow.ok ? parseShadow(shadow.value) : null
  const isAdministrator = administratorsOf(groups, grants.ok ? grants.value : [])
  return entries
    .map((entry): Account => {
      const held = passwordOf(entry, fields, shadow)
      return {
        name: labels.account(entry.name),
        kind: labels.kind(entry.name),
        isAdministrator: isAdministrator(entry),
        canSignIn: isLoginShell(entry.shell),
        ...held,
      }
    })
    .filter(({ canSignIn, password }) => canSignIn || password === 'set' || password === 'empty')
    .sort((left, right) => byCodeUnit(left.name, right.name))
}

function passwordOf(
  entry: PasswdEntry,
  fields: ReadonlyMap<string, string> | null,
  shadow: Answer<string>,
): Pick<Account, 'password' | 'scheme'> {
  if (entry.passwordField !== 'x') return readPasswordField(entry.passwordField)
  if (fields === null) {
    const why = shadow.ok ? unknown('not-readable', 'shadow') : unknownFrom(shadow, 'shadow')
    return { password: why, scheme: why }
  }
  const field = fields.get(entry.name)
  // No line in shadow: login(1) finds no password that could match.
  return field === undefined ? { password: 'none', scheme: null } : readPasswordField(field)
}

const administratorGroups = new Set(['root', 'sudo', 'wheel', 'admin'])

function administratorsOf(
  groups: readonly GroupEntry[],
  grants: readonly SudoGrant[],
): (entry: PasswdEntry) => boolean {
  const granted = new Set(grants.filter(({ scope }) => scope === 'all').map((each) => each.subject))
  const isGroupOfAdministrators = ({ name }: GroupEntry) =>
    administratorGroups.has(name) || granted.has(`%${name}`)
  const strong = groups.filter(isGroupOfAdministrators)
  const members = new Set(strong.flatMap((group) => group.members))
  const ids = new Set(strong.filter(({ name }) => name !== 'root').map(({ gid }) => gid))
  return ({ name, uid, gid }) =>
    uid === 0 || members.has(name) || ids.has(gid) || granted.has(name) || granted.has(`#${uid}`)
}

function automaticLogins(
  found: Answer<readonly AutomaticLogin[]>,
  labels: Labels,
): AccountFacts['automaticLogins'] {
  if (!found.ok) return unknownFrom(found, 'automatic login')
  const shown = found.value.map(({ source, account }) => {
    return { source: brief(source, 60), account: labels.account(account), hasStoredPassword: false }
  })
  return sortedUnique(shown).slice(0, automaticLoginsMax)
}

function passwordlessSudo(
  grants: readonly SudoGrant[],
  labels: Labels,
): AccountFacts['passwordlessSudo'] {
  const shown = grants
    .filter(({ isPasswordless }) => isPasswordless)
    .map(({ subject, scope }) => ({ subject: labels.subject(subject), scope }))
  return sortedUnique(shown).slice(0, sudoGrantsMax)
}

function sortedUnique<T>(items: readonly T[]): T[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]))
  return [...byText].sort(([left], [right]) => byCodeUnit(left, right)).map(([, item]) => item)
}

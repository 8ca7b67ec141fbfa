import type { Answer, System } from '../system.ts'
import { isLoginShell, parsePasswd, parseShadow } from '../probes/accounts/local-files.ts'
import { readPasswordField } from '../probes/accounts/passwords.ts'
import { kindOfAccount, parseUidMin, uidMinDefault } from '../probes/accounts/people.ts'
import { byCodeUnit } from '../probes/text.ts'

/** An account that is compared, with the hash that it has now. */
export type Subject = { readonly account: string; readonly hash: string }

/**
 * Accounts that some rule names, that may sign in, and that have a password; never a person's, whatever its name.
 */
export async function readSubjects(
  system: Pick<System, 'readFile'>,
  names: ReadonlySet<string>,
): Promise<Answer<readonly Subject[]>> {
  const passwd = await system.readFile('/etc/passwd')
  if (!passwd.ok) return passwd
  const shadow = await system.readFile('/etc/shadow')
  if (!shadow.ok) return shadow
  const loginDefs = await system.readFile('/etc/login.defs')
  const uidMin = loginDefs.ok ? parseUidMin(loginDefs.value) : uidMinDefault
  const fields = parseShadow(shadow.value)
  const subjects = parsePasswd(passwd.value)
    .filter((entry) => names.has(entry.name) && isLoginShell(entry.shell))
    .filter((entry) => kindOfAccount(entry, uidMin) !== 'person')
    .map(({ name, passwordField }) => ({
      account: name,
      hash: passwordField === 'x' ? (fields.get(name) ?? '') : passwordField,
    }))
    .filter(({ hash }) => readPasswordField(hash).password === 'set')
  const byName = new Map(subjects.map((subject) => [subject.account, subject]))
  const sorted = [...byName.values()].sort((one, other) => byCodeUnit(one.account, other.account))
  return { ok: true, value: sorted }
}

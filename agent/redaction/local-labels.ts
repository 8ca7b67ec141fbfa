import { labelsFor, type Labels } from '../probes/accounts/labels.ts'
import { parseGroup, parsePasswd } from '../probes/accounts/local-files.ts'
import { parseUidMin, uidMinDefault } from '../probes/accounts/people.ts'
import type { System } from '../system.ts'

/** How the accounts of the machine that is recorded are called in the recording. */
export type LocalLabels = Labels

/** Reads the accounts for their names alone; where they cannot be read every name is hidden. */
export async function readLocalLabels(
  system: System,
  pseudonym: (name: string) => string,
): Promise<LocalLabels> {
  const passwd = await system.readFile('/etc/passwd')
  const group = await system.readFile('/etc/group')
  const loginDefs = await system.readFile('/etc/login.defs')
  const local = {
    entries: passwd.ok ? parsePasswd(passwd.value) : [],
    groups: group.ok ? parseGroup(group.value) : [],
    uidMin: loginDefs.ok ? parseUidMin(loginDefs.value) : uidMinDefault,
  }
  return labelsFor(local, pseudonym)
}

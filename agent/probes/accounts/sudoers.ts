/** One right of sudoers on this machine: who may run what, and whether a password is asked. */
export type SudoGrant = {
  /** An account, `%group`, `ALL`, or an alias. */
  readonly subject: string
  readonly isPasswordless: boolean
  /** `all`: any command. */
  readonly scope: 'all' | 'narrow'
}

const linesMax = 5_000

/**
 * The rights that a sudoers file gives. Source: sudoers(5).
 * Hosts and run-as users are not weighed: a right for another host or for one service account is
 * read as given.
 */
export function parseSudoers(content: string): SudoGrant[] {
  const joined = content.replaceAll(/\\\n/g, ' ').split('\n', linesMax)
  const grants = joined.map(withoutComment).flatMap(grantsOf)
  const unique = new Map(grants.map((grant) => [JSON.stringify(grant), grant]))
  return [...unique.values()]
}

/** A sudoers file that says the same rights and nothing else: what a recording may keep. */
export function renderSudoers(grants: readonly SudoGrant[]): string {
  return grants
    .map(({ subject, isPasswordless, scope }) => {
      const command = scope === 'all' ? 'ALL' : '/narrow'
      return `${subject} ALL=(ALL) ${isPasswordless ? 'NOPASSWD' : 'PASSWD'}: ${command}\n`
    })
    .join('')
}

/** `#1000` names a user by id and is not a comment. */
function withoutComment(line: string): string {
  return line.replace(/(^|\s)#(?![0-9]).*$/, '').trim()
}

const notGrants = /^(Defaults|User_Alias|Runas_Alias|Host_Alias|Cmnd_Alias|Cmd_Alias|@include)/

function grantsOf(line: string): SudoGrant[] {
  const unasked = /^Defaults(?::(\S+))?\s.*!authenticate\b/.exec(line)
  if (unasked) return [{ subject: unasked[1] ?? 'ALL', isPasswordless: true, scope: 'all' }]
  if (line === '' || notGrants.test(line)) return []
  const equals = line.indexOf('=')
  if (equals < 0) return []
  const subjects = subjectsOf(line.slice(0, equals))
  const grants = commandsOf(line.slice(equals + 1))
  return subjects.flatMap((subject) => grants.map((grant) => ({ subject, ...grant })))
}

/** `user, %group HOST`: the first word, once the lists are drawn together. */
function subjectsOf(head: string): string[] {
  const drawn = head.trim().replaceAll(/\s*,\s*/g, ',')
  const [users = ''] = /^(?:\\.|"[^"]*"|[^\s"\\])+/.exec(drawn) ?? []
  return users
    .split(',')
    .map((subject) => subject.replaceAll(/["\\]/g, ''))
    .filter((subject) => subject !== '' && !subject.startsWith('!'))
}

/**
 * Tags hold for the commands after them until another one is said; `ALL` anywhere is any command.
 */
function commandsOf(tail: string): Omit<SudoGrant, 'subject'>[] {
  const found = { password: new Set<string>(), passwordless: new Set<string>() }
  let isPasswordless = false
  for (const part of tail.replaceAll(/\([^)]*\)/g, ' ').split(',')) {
    const tags = part.match(/\b(NOPASSWD|PASSWD)\s*:/g) ?? []
    for (const tag of tags) isPasswordless = tag.startsWith('NOPASSWD')
    const command = part.replaceAll(/\b[A-Z_]+\s*:/g, ' ').trim()
    if (command === '' || command.startsWith('!')) continue
    found[isPasswordless ? 'passwordless' : 'password'].add(command)
  }
  return [
    ...(found.passwordless.size > 0
      ? [{ isPasswordless: true, scope: scopeOf(found.passwordless) }]
      : []),
    ...(found.password.size > 0 ? [{ isPasswordless: false, scope: scopeOf(found.password) }] : []),
  ]
}

function scopeOf(commands: ReadonlySet<string>): 'all' | 'narrow' {
  return commands.has('ALL') ? 'all' : 'narrow'
}

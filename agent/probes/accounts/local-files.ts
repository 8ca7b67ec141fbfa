/** One line of /etc/passwd. */
export type PasswdEntry = {
  readonly name: string
  /** `x`: the password stands in /etc/shadow. */
  readonly passwordField: string
  readonly uid: number
  readonly gid: number
  readonly home: string
  readonly shell: string
}

export type GroupEntry = {
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}

/**
 * The accounts of /etc/passwd. Lines of NIS (`+`) and broken ones are left out. Source: passwd(5).
 */
export function parsePasswd(content: string): PasswdEntry[] {
  return fieldsOfLines(content, 7).flatMap((fields) => {
    const [name = '', passwordField = '', uid = '', gid = '', , home = '', shell = ''] = fields
    if (!/^[0-9]+$/.test(uid) || !/^[0-9]+$/.test(gid)) return []
    return [{ name, passwordField, uid: Number(uid), gid: Number(gid), home, shell }]
  })
}

/** Password fields of /etc/shadow by account. Source: shadow(5). */
export function parseShadow(content: string): Map<string, string> {
  return new Map(fieldsOfLines(content, 2).map(([name = '', field = '']) => [name, field]))
}

/** The groups of /etc/group. Source: group(5). */
export function parseGroup(content: string): GroupEntry[] {
  return fieldsOfLines(content, 4).flatMap(([name = '', , gid = '', members = '']) => {
    if (!/^[0-9]+$/.test(gid)) return []
    const listed = members.split(',').filter((member) => member !== '')
    return [{ name, gid: Number(gid), members: listed }]
  })
}

const shellsThatRefuse = new Set([
  'nologin',
  'false',
  'true',
  'sync',
  'shutdown',
  'halt',
  'git-shell',
])

/** Whether a shell lets somebody in. An empty one means /bin/sh. Source: passwd(5). */
export function isLoginShell(shell: string): boolean {
  return !shellsThatRefuse.has(shell.slice(shell.lastIndexOf('/') + 1))
}

const linesMax = 20_000

function fieldsOfLines(content: string, fieldsMin: number): string[][] {
  return content
    .split('\n', linesMax)
    .filter((line) => line !== '' && !/^[+\-#]/.test(line))
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= fieldsMin)
}

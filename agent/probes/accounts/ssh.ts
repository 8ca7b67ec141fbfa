import { unknown, type Maybe } from '#protocol/values.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { System } from '../../system.ts'
import { isMissing, readDropIns, stands, unknownFrom } from '../answers.ts'
import { meaningfulLines } from '../text.ts'

export type SshSettings = Extract<Facts<'accounts'>['ssh'], { permitsEmptyPasswords: boolean }>

/** What the SSH server of this machine lets in; null where none is installed. */
export async function readSsh(system: System): Promise<Maybe<SshSettings | null>> {
  if (!(await stands(system, '/usr/sbin/sshd'))) return null
  const main = await system.readFile('/etc/ssh/sshd_config')
  if (isMissing(main)) return parseSshd([])
  if (!main.ok) return unknownFrom(main, 'sshd_config')
  const [before = '', after] = main.value.split(includeLine)
  if (after === undefined) return parseSshd([main.value])
  const dropIns = await readDropIns(system, '/etc/ssh/sshd_config.d', (name) =>
    name.endsWith('.conf'),
  )
  if (!dropIns.ok) return unknownFrom(dropIns, 'sshd_config.d')
  return parseSshd([before, ...dropIns.value, after])
}

/**
 * The only include that packages write. The first value of a keyword holds, so its place counts.
 */
const includeLine = /^[ \t]*Include[ \t]+\/etc\/ssh\/sshd_config\.d\/.*$/im

const rootLoginOf: Readonly<Record<string, SshSettings['permitsRootLogin']>> = {
  yes: 'yes',
  no: 'no',
  'prohibit-password': 'keys-only',
  'without-password': 'keys-only',
  'forced-commands-only': 'forced-commands-only',
}

/**
 * Settings for everybody: the first value of a keyword holds, and what stands under `Match` is left
 * out, except that it may only loosen: an empty password allowed for some counts as allowed.
 * Source: sshd_config(5).
 */
export function parseSshd(contents: readonly string[]): Maybe<SshSettings> {
  const general = new Map<string, string>()
  let isEmptyAllowedForSome = false
  for (const content of contents) {
    let isUnderMatch = false
    for (const line of meaningfulLines(content)) {
      const [, keyword = '', value = ''] = /^(\S+?)(?:\s*=\s*|\s+)"?([^"\s]*)/.exec(line) ?? []
      const key = keyword.toLowerCase()
      if (key === 'match') isUnderMatch = value.toLowerCase() !== 'all'
      else if (!isUnderMatch && !general.has(key)) general.set(key, value.toLowerCase())
      else if (isUnderMatch && key === 'permitemptypasswords') {
        isEmptyAllowedForSome ||= value.toLowerCase() === 'yes'
      }
    }
  }
  const permitsRootLogin = rootLoginOf[general.get('permitrootlogin') ?? 'prohibit-password']
  if (permitsRootLogin === undefined) return unknown('not-understood', 'PermitRootLogin')
  const isEmptyAllowed = general.get('permitemptypasswords') === 'yes'
  return { permitsEmptyPasswords: isEmptyAllowed || isEmptyAllowedForSome, permitsRootLogin }
}

const keptKeywords =
  /^\s*(permitrootlogin|permitemptypasswords|include\s+\/etc\/ssh\/sshd_config\.d\/)/i

/** The lines that are read here, for a recording: the others name users, groups and addresses. */
export function reduceSshd(content: string): string {
  return content
    .split('\n')
    .flatMap((line) => {
      if (/^\s*match\s/i.test(line))
        return [/^\s*match\s+all\b/i.test(line) ? 'Match all' : 'Match other']
      return keptKeywords.test(line) ? [line] : []
    })
    .join('\n')
}

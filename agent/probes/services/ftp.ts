import type { OpensTo, ServiceDefault } from '#protocol/facts/service-defaults.ts'
import type { Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { askedOf } from './asked.ts'
import { readFirstConfig, type Include } from './config-lines.ts'
import { iniSettings, isYes } from './ini.ts'
import { presenceOf, reachOfAddresses, type Presence } from './reach.ts'
import { at, openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'

const vsftpdFiles = ['/etc/vsftpd.conf', '/etc/vsftpd/vsftpd.conf']
const proftpdFiles = ['/etc/proftpd/proftpd.conf', '/etc/proftpd.conf']
const writes = ['anon-upload-enable', 'anon-mkdir-write-enable', 'anon-other-write-enable']

/** vsftpd that lets everybody in. Without a word of the administrator it does. Source: vsftpd.conf(5), 3.0.3. */
export const readVsftpd: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, { programs: ['vsftpd'], ports: [21] })
  const found = await readFirstConfig(system, vsftpdFiles)
  if (found === null || found.config.unread)
    return asked(system, 'vsftpd', { presence, unread: found?.config.unread ?? null })
  const { file, config } = found
  const settings = iniSettings(config.lines)
  const of = (key: string) => settings.findLast((each) => each.key === key)
  const anonymous = of('anonymous-enable')
  if (anonymous && !isYes(anonymous.value)) {
    return [serviceOf('vsftpd', presence, { openings: [], unseen: null })]
  }
  const mayWrite =
    isYes(of('write-enable')?.value ?? '') && writes.some((key) => isYes(of(key)?.value ?? ''))
  const opens: OpensTo = mayWrite ? 'write' : 'read'
  const bound = reachOfAddresses([of('listen-address')?.value ?? '*'])
  const opening = openingOf({
    kind: 'anonymous',
    opens,
    exposure: presence.reach ?? bound ?? 'any',
    at: anonymous ? at(anonymous.line) : { file, line: null },
  })
  return [serviceOf('vsftpd', presence, { openings: [opening], unseen: null })]
}

/** ProFTPD with a part for everybody. Source: ProFTPD 1.3.8, "Configuration Directives", Anonymous. */
export const readProftpd: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, { programs: ['proftpd'], ports: [21] })
  const found = await readFirstConfig(system, proftpdFiles, proftpdInclude)
  if (found === null || found.config.unread)
    return asked(system, 'proftpd', { presence, unread: found?.config.unread ?? null })
  const line = found.config.lines.find(({ text }) => /^\s*<Anonymous\b/i.test(text))
  const exposure = presence.reach ?? 'any'
  const opening = line && openingOf({ kind: 'anonymous', opens: 'read', exposure, at: at(line) })
  return [serviceOf('proftpd', presence, { openings: opening ? [opening] : [], unseen: null })]
}

/** A server that runs and whose configuration cannot be read says by itself whether it lets everybody in. */
async function asked(
  system: System,
  product: 'vsftpd' | 'proftpd',
  { presence, unread }: { presence: Presence; unread: Unknown | null },
): Promise<ServiceDefault[]> {
  if (presence.loopbackPort !== null) {
    const question = { question: 'ftp-anonymous', kind: 'anonymous', opens: 'read' } as const
    return [serviceOf(product, presence, await askedOf(system, presence, question))]
  }
  if (unread === null) return withoutConfig(product, presence)
  return [serviceOf(product, presence, { openings: [], unseen: unread })]
}

function proftpdInclude(line: string): Include | null {
  const path = /^\s*Include\s+(\S+)/i.exec(line)?.[1]
  if (path === undefined) return null
  const [, folder, endsWith] = /^(.*)\/(?:\*([^*/]*))?$/.exec(path) ?? []
  return folder === undefined ? { file: path } : { folder, endsWith: endsWith ?? '' }
}

/** A line of vsftpd.conf as a recording keeps it. */
export function reduceVsftpdLine(line: string): string {
  return /^\s*(anonymous_enable|write_enable|listen_address|anon_\w*write_enable|anon_upload_enable)\s*=/i.test(
    line,
  )
    ? line
    : ''
}

/** A line of proftpd.conf as a recording keeps it. */
export function reduceProftpdLine(line: string): string {
  if (/^\s*<Anonymous\b/i.test(line)) return '<Anonymous -'
  return proftpdInclude(line) ? line : ''
}

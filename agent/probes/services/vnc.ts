import { askedOf } from './asked.ts'
import { readConfig } from './config-lines.ts'
import { presenceOf } from './reach.ts'
import { at, openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const files = [
  '/etc/tigervnc/vncserver-config-mandatory',
  '/etc/tigervnc/vncserver-config-defaults',
  '/etc/vnc.conf',
  '/etc/vnc/config.d/common.custom',
]
const programs = [
  'Xtigervnc',
  'Xvnc',
  'x0tigervncserver',
  'x11vnc',
  'Xvnc-core',
  'wayvnc',
  'vino-server',
]
const stated = /^\s*\$?(securitytypes|authentication)\s*=\s*"?([\w,]*)/i

const asksVnc = { question: 'vnc-security', kind: 'no-password', opens: 'administer' } as const

/**
 * VNC that shows the screen to everybody, by the settings of the whole machine. Those of people lie in their homes and
 * are not read: there the server is asked which kinds of security it offers, seldom.
 * Source: TigerVNC 1.14, Xvnc(1) SecurityTypes, BlacklistThreshold; RealVNC Server parameters, Authentication.
 */
export const readVnc: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, { programs, ports: [5900, 5901, 5902, 5903] })
  const configs = []
  for (const file of files) {
    const config = await readConfig(system, file)
    if (config) configs.push(config)
  }
  const unread = configs.find((config) => config.unread)?.unread ?? null
  const settings = configs.flatMap(({ lines }) => lines).filter(({ text }) => stated.test(text))
  const open = settings.find(({ text }) =>
    (stated.exec(text)?.[2] ?? '').toLowerCase().split(',').includes('none'),
  )
  if (presence.isRunning !== true && open === undefined) return []
  const exposure = presence.reach ?? 'any'
  const opening =
    open && openingOf({ kind: 'no-password', opens: 'administer', exposure, at: at(open) })
  if (opening) return [serviceOf('vnc', presence, { openings: [opening], unseen: unread })]
  if (unread === null && settings.length > 0)
    return [serviceOf('vnc', presence, { openings: [], unseen: null })]
  return [serviceOf('vnc', presence, await askedOf(system, presence, asksVnc))]
}

/** A line of a VNC server's settings as a recording keeps it. */
export function reduceVncLine(line: string): string {
  return stated.test(line) ? line : ''
}

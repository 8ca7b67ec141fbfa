import type { Reason } from '#protocol/controls.ts'
import { isUnknown } from '#protocol/values.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { Control } from '../control.ts'
import { because, met, notKnown, unmet } from '../judgement.ts'
import { look } from '../look.ts'

/**
 * Are the ways into this machine from afar such that nobody gets in unasked?
 * Remote-control programs are told and not judged: an agency may want them.
 * Source: SMBv1 carries WannaCry (MS17-010); without network-level authentication the desktop answers anybody.
 */
export const remoteAccessSafe = {
  id: 'remote-access-safe',
  reads: ['remote-access'],
  judge(host, _context, nowMs) {
    const seen = look('remote-access', host, nowMs)
    if (seen.facts === null) return seen.judgement
    const { untilMs } = seen
    const desktop = remoteDesktop(seen.facts)
    const unseen = [...unseenPart('smb1', seen.facts.smb1Server), ...desktop.unseen]
    const others = [...unseen, ...desktop.sound, ...toolEvidence(seen.facts)]
    if (seen.facts.smb1Server === 'on') {
      const evidence = [because('remote-smb1-on'), ...desktop.bad, ...others]
      return unmet('high', because('remote-smb1-on'), { evidence, untilMs })
    }
    const behind = { evidence: [...desktop.bad, ...others], untilMs }
    if (desktop.bad[0]) return unmet('medium', desktop.bad[0], behind)
    if (unseen[0]) return notKnown(unseen[0], behind)
    return met(because('remote-access-safe'), behind)
  },
} as const satisfies Control

type RemoteAccess = Facts<'remote-access'>
type Desktop = Record<'bad' | 'unseen' | 'sound', Reason[]>

function remoteDesktop({ remoteDesktop: desktop }: RemoteAccess): Desktop {
  const nothing: Desktop = { bad: [], unseen: [], sound: [] }
  if (desktop === null) return nothing
  if (isUnknown(desktop)) return { ...nothing, unseen: unseenPart('remote-desktop', desktop) }
  const { port, requiresNetworkAuthentication: isAsked } = desktop
  if (isUnknown(isAsked))
    return { ...nothing, unseen: unseenPart('network-authentication', isAsked) }
  if (isAsked) return { ...nothing, sound: [because('remote-desktop-with-nla', { port })] }
  return { ...nothing, bad: [because('remote-desktop-without-nla', { port })] }
}

function toolEvidence({ tools }: RemoteAccess): Reason[] {
  if (isUnknown(tools)) return unseenPart('remote-tools', tools)
  const running = tools.filter(({ isRunning }) => isRunning === true)
  const others = tools.filter(({ isRunning }) => isRunning !== true)
  return [
    ...running.map(({ name }) => because('remote-tool-running', { tool: name })),
    ...others.map(({ name }) => because('remote-tool-installed', { tool: name })),
  ]
}

function unseenPart(part: string, value: unknown): Reason[] {
  return isUnknown(value)
    ? [because('remote-access-unknown', { part, because: value.because })]
    : []
}

import type { Facts } from '#protocol/facts/registry.ts'
import type { Machine } from './machine.ts'

type Tool = { readonly id: string; readonly name: string }
const tools: readonly (readonly [number, Tool])[] = [
  [0.18, { id: 'ultraviewer', name: 'UltraViewer' }],
  [0.07, { id: 'teamviewer', name: 'TeamViewer' }],
]
const anyDesk = { id: 'anydesk', name: 'AnyDesk' }

/** Ways into a made-up machine, as its listening ports say; SMBv1 lives on old and on badly kept ones. */
export function sampleRemoteAccess(
  { host, system, random }: Machine,
  { listeners }: Facts<'ports'>,
): Facts<'remote-access'> {
  const isListening = (port: number) => listeners.some((one) => one.port === port)
  if (system.os.platform !== 'windows') {
    return { smb1Server: 'absent', remoteDesktop: null, tools: [] }
  }
  const isOld = /^(7|2012)/.test(system.os.version ?? '')
  const hasSmb1 = random.chance(isOld ? 0.8 : 0.12 * (1.05 - host.agency.care))
  const found = tools
    .filter(([probability]) => random.chance(probability))
    .map(([, tool]) => ({ ...tool, isRunning: random.chance(0.6) }))
  const listening = isListening(7070) ? [{ ...anyDesk, isRunning: true }] : []
  return {
    smb1Server: hasSmb1 ? 'on' : 'off',
    remoteDesktop: isListening(3389)
      ? { port: 3389, requiresNetworkAuthentication: random.chance(0.5 + host.agency.care * 0.45) }
      : null,
    tools: [...listening, ...found].toSorted((left, right) => (left.id < right.id ? -1 : 1)),
  }
}

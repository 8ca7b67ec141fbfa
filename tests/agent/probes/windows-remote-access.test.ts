import { describe, expect, test } from 'vitest'
import { remoteAccess } from '#agent/probes/remote-access/index.ts'
import { remoteTools } from '#agent/probes/remote-access/tools.ts'
import type { WindowsService } from '#agent/windows-system.ts'
import { remoteAccess as spec } from '#protocol/facts/remote-access.ts'
import { limits } from '#protocol/limits.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type GivenRegistry, type WindowsParts } from '../windows-machine.ts'

// Answers written from Microsoft's pages on SMBv1 and Remote Desktop, and from names that makers
// of remote-control programs give their services; none is a capture.

const fileServer = 'SYSTEM\\CurrentControlSet\\Services\\LanmanServer'
const driver = 'SYSTEM\\CurrentControlSet\\Services\\srv'
const terminalServer = 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server'
const listener = `${terminalServer}\\WinStations\\RDP-Tcp`
const policy = 'SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services'
const denied = { because: 'not-permitted' } as const

async function read(parts: WindowsParts) {
  const machine = aWindowsMachine({ services: [], processes: [], ...parts })
  const facts = await remoteAccess(machine, aLook())
  if (isUnknown(facts)) throw new Error(facts.because)
  return spec.facts.parse(facts)
}

describe('SMBv1', () => {
  const installed: GivenRegistry = {
    [fileServer]: { Start: 2 },
    [`${fileServer}\\Parameters`]: {},
    [driver]: { Start: 3 },
  }
  const stateOf = async (changes: GivenRegistry) =>
    (await read({ registry: { ...installed, ...changes } })).smb1Server

  test('is on where its driver is installed and nothing forbids it', async () => {
    expect(await stateOf({})).toBe('on')
    expect(await stateOf({ [`${fileServer}\\Parameters`]: { SMB1: 1 } })).toBe('on')
  })

  test('is off by its setting, by its driver, or with the whole file server', async () => {
    expect(await stateOf({ [`${fileServer}\\Parameters`]: { SMB1: 0 } })).toBe('off')
    expect(await stateOf({ [driver]: { Start: 4 } })).toBe('off')
    expect(await stateOf({ [fileServer]: { Start: 4 } })).toBe('off')
  })

  test('is absent without its driver, whatever the setting says', async () => {
    const registry = { [fileServer]: { Start: 2 }, [`${fileServer}\\Parameters`]: { SMB1: 1 } }
    expect((await read({ registry })).smb1Server).toBe('absent')
    expect((await read({ registry: {} })).smb1Server).toBe('absent')
  })

  test('the driver of the client proves nothing about the server', async () => {
    const client = { 'SYSTEM\\CurrentControlSet\\Services\\mrxsmb10': { Start: 2 } }
    const registry = { [fileServer]: { Start: 2 }, ...client }
    expect((await read({ registry })).smb1Server).toBe('absent')
  })

  test.each([
    { [driver]: denied },
    { [driver]: { Start: 'auto' } },
    { [fileServer]: denied },
    { [`${fileServer}\\Parameters`]: denied },
    { [`${fileServer}\\Parameters`]: { SMB1: '0' } },
  ])('is unknown with %j', async (changes) => {
    expect(await stateOf(changes)).toHaveProperty('state', 'unknown')
  })
})

describe('Remote Desktop', () => {
  const open: GivenRegistry = {
    [terminalServer]: { fDenyTSConnections: 0 },
    [listener]: { UserAuthentication: 1, PortNumber: 3389 },
  }
  const stateOf = async (changes: GivenRegistry) =>
    (await read({ registry: { ...open, ...changes } })).remoteDesktop

  test('that is open tells its port and whether the caller is checked first', async () => {
    expect(await stateOf({})).toEqual({ port: 3389, requiresNetworkAuthentication: true })
    expect(await stateOf({ [listener]: { UserAuthentication: 0, PortNumber: 33_890 } })).toEqual({
      port: 33_890,
      requiresNetworkAuthentication: false,
    })
  })

  test('that is denied is none', async () => {
    expect(await stateOf({ [terminalServer]: { fDenyTSConnections: 1 } })).toBe(null)
    expect((await read({ registry: {} })).remoteDesktop).toBe(null)
  })

  test('a policy goes before the setting of the machine', async () => {
    expect(await stateOf({ [policy]: { fDenyTSConnections: 1 } })).toBe(null)
    expect(await stateOf({ [policy]: { UserAuthentication: 0 } })).toMatchObject({
      requiresNetworkAuthentication: false,
    })
  })

  test.each([
    { [terminalServer]: {} },
    { [terminalServer]: { fDenyTSConnections: '0' } },
    { [terminalServer]: { fDenyTSConnections: 4_294_967_295 } },
    { [terminalServer]: denied },
    { [policy]: denied },
    { [policy]: { fDenyTSConnections: 'Bật' } },
    { [listener]: denied },
    { [listener]: { PortNumber: 0 } },
  ])('is unknown with %j', async (changes) => {
    expect(await stateOf(changes)).toHaveProperty('state', 'unknown')
  })

  test('whose check is not written down may check nobody', async () => {
    expect(await stateOf({ [listener]: {} })).toMatchObject({
      port: 3389,
      requiresNetworkAuthentication: { because: 'not-understood' },
    })
  })
})

describe('remote-control programs', () => {
  const stopped = (name: string): WindowsService => ({
    name,
    displayName: name,
    state: 'stopped',
    processId: 0,
  })
  const uninstall = 'SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall'

  test('are found by a service, a program or an installation, sorted by id', async () => {
    const { tools } = await read({
      services: [stopped('TeamViewer')],
      processes: [{ processId: 9, name: 'ultraviewer_desktop.exe' }],
      registry: { [`${uninstall}\\AnyDesk`]: {}, [`${uninstall}\\Tiếng Việt`]: {} },
    })
    expect(tools).toEqual([
      { id: 'anydesk', name: 'AnyDesk', isRunning: false },
      { id: 'teamviewer', name: 'TeamViewer', isRunning: false },
      { id: 'ultraviewer', name: 'UltraViewer', isRunning: true },
    ])
  })

  test('are none where everything was looked at', async () => {
    expect((await read({})).tools).toEqual([])
  })

  test.each([{ services: denied }, { processes: denied }, { registry: { [uninstall]: denied } }])(
    'are unknown with %j',
    async (parts) => {
      expect((await read(parts)).tools).toMatchObject({ because: 'not-permitted' })
    },
  )

  test('the table is sorted, names each once and fits the wire', () => {
    const ids = remoteTools.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort())
    expect(ids.length).toBeLessThanOrEqual(limits.remoteToolsMax)
  })
})

import { expect, test } from 'vitest'
import { isUnknown, unknown } from '#protocol/values.ts'
import { remoteAccess } from '#agent/probes/remote-access/index.ts'
import { defaultOf, parseMinProtocol } from '#agent/probes/remote-access/samba.ts'
import { reduceSmbConf } from '#agent/probes/smb-conf.ts'
import { aLook, aMachine, type MachineParts } from '../machine.ts'

async function lookAt(parts: MachineParts) {
  const facts = await remoteAccess(aMachine(parts), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return facts
}

const smbd = { '/usr/sbin/smbd --version': 'Version 4.17.12-Debian\n' }
const samba = (conf: string) => ({
  outputs: smbd,
  processes: ['smbd'],
  files: { '/etc/samba/smb.conf': conf },
})

test('a machine without any of them has none', async () => {
  expect(await lookAt({})).toEqual({ smb1Server: 'absent', remoteDesktop: null, tools: [] })
})

test.each([
  ['[global]\n server min protocol = NT1\n', 'on'],
  ['[GLOBAL]\n Min  Protocol = lanman1\n', 'on'],
  ['[global]\n server min protocol = NT1\n server min protocol = SMB3\n', 'off'],
  ['[global]\n workgroup = TQ\n[public]\n min protocol = NT1\n', 'off'],
  ['; server min protocol = NT1\n', 'off'],
  ['[global]\n server min protocol = default\n', 'off'],
])('Samba with %j answers SMBv1: %s', async (conf, state) => {
  expect((await lookAt(samba(conf))).smb1Server).toBe(state)
  expect((await lookAt(samba(reduceSmbConf(conf)))).smb1Server).toBe(state)
})

test('Samba before 4.11 answers SMBv1 unless told otherwise', () => {
  expect(defaultOf('Version 4.10.16\n')).toBe('on')
  expect(defaultOf('Version 4.11.0\n')).toBe('off')
  expect(defaultOf('Phiên bản bốn\n')).toMatchObject({ state: 'unknown' })
  expect(parseMinProtocol('[global]\ninclude = /etc/samba/%m.conf\n')).toMatchObject({
    state: 'unknown',
  })
})

test('Samba that is installed and does not run answers nothing', async () => {
  const parts = samba('[global]\n server min protocol = NT1\n')
  expect((await lookAt({ ...parts, processes: [] })).smb1Server).toBe('off')
})

test('a remote desktop that runs is told with the port on which it listens', async () => {
  const ss = '/usr/bin/ss -H -lntup'
  const row = 'tcp LISTEN 0 2 *:3390 *:* users:(("xrdp",pid=812,fd=11))\n'
  const parts = { outputs: { [ss]: row }, processes: ['xrdp', 'xrdp-sesman'] }
  expect((await lookAt(parts)).remoteDesktop).toEqual({
    port: 3390,
    requiresNetworkAuthentication: unknown('not-supported', 'xrdp'),
  })
})

test('programs for remote control are told, running or not', async () => {
  const parts = { marks: ['/opt/teamviewer/tv_bin'], processes: ['anydesk'] }
  expect((await lookAt(parts)).tools).toEqual([
    { id: 'anydesk', name: 'AnyDesk', isRunning: true },
    { id: 'teamviewer', name: 'TeamViewer', isRunning: false },
  ])
})

import { expect, test } from 'vitest'
import { os } from '#agent/probes/os/index.ts'
import { parseProStatus } from '#agent/probes/os/linux.ts'
import { parseOsRelease } from '#agent/probes/os/os-release.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const debian = {
  '/etc/os-release': fixture('os/os-release-debian-12.txt'),
  '/proc/sys/kernel/osrelease': '6.1.0-25-amd64\n',
  '/proc/sys/kernel/hostname': 'may-01\n',
}
const firstNamespace = { '/proc/self/ns/pid': 'pid:[4026531836]' }
const graphical = { '/usr/lib/systemd/system/default.target': 'graphical.target' }

async function look(parts: MachineParts): Promise<Facts<'os'>> {
  const facts = await os(aMachine(parts), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return facts
}

test('a Debian server says its release as its support catalogue calls it', async () => {
  expect(await look({ files: debian, links: { ...firstNamespace, ...graphical } })).toEqual({
    platform: 'linux',
    name: 'Debian GNU/Linux 12 (bookworm)',
    distribution: 'debian',
    version: '12',
    edition: null,
    build: null,
    kernel: '6.1.0-25-amd64',
    architecture: 'x86_64',
    hostname: 'may-01',
    installation: 'server',
    activation: null,
    supportPrograms: [],
  })
})

test('a graphical target is a client only with a display manager to start', async () => {
  const links = { ...firstNamespace, ...graphical }
  const marks = ['/etc/systemd/system/display-manager.service']
  expect((await look({ files: debian, links, marks })).installation).toBe('client')
  expect((await look({ files: debian, links })).installation).toBe('server')
})

test('a mark of a container image is no container where the kernel is its own', async () => {
  const marks = ['/.dockerenv']
  const inside = { '/proc/self/ns/pid': 'pid:[4026532741]' }
  expect((await look({ files: debian, marks, links: inside })).installation).toBe('container')
  expect((await look({ files: debian, marks })).installation).toBe('container')
  const own = { ...firstNamespace, ...graphical }
  expect((await look({ files: debian, marks, links: own })).installation).toBe('server')
})

test('Linux under Windows is neither server nor container', async () => {
  const files = { ...debian, '/proc/sys/kernel/osrelease': '5.15.153.1-microsoft-standard-WSL2\n' }
  const links = { '/proc/self/ns/pid': 'pid:[4026532741]' }
  expect((await look({ files, links })).installation).toBe('wsl')
})

test('a rolling release has no version', async () => {
  const files = { ...debian, '/etc/os-release': 'ID=arch\nPRETTY_NAME="Arch Linux"\n' }
  expect(await look({ files })).toMatchObject({ distribution: 'arch', version: null })
})

test('without os-release nothing is guessed', async () => {
  const facts = await os(aMachine({ files: { '/proc/sys/kernel/osrelease': '6.1' } }), aLook())
  expect(facts).toEqual({
    state: 'unknown',
    because: 'not-readable',
    detail: 'os-release: missing',
  })
})

test('Ubuntu Pro counts while attached and not switched off', () => {
  const status = (attached: boolean, infra: string) =>
    JSON.stringify({ attached, services: [{ name: 'esm-infra', status: infra }] })
  expect(parseProStatus(status(true, 'enabled'))).toEqual(['ubuntu-pro'])
  expect(parseProStatus(status(true, 'disabled'))).toEqual([])
  expect(parseProStatus(status(false, 'n/a'))).toEqual([])
  expect(parseProStatus('{}')).toMatchObject({ because: 'not-understood' })
})

test('quotes and escapes of os-release are taken off', () => {
  const values = parseOsRelease(`NAME='Some "OS"'\nPRETTY_NAME="a \\"b\\" \\$c"\nID=x\n#ID=y\n`)
  expect(Object.fromEntries(values)).toEqual({
    NAME: 'Some "OS"',
    PRETTY_NAME: 'a "b" $c',
    ID: 'x',
  })
})

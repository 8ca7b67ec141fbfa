import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '#tests/support/processes.ts'
import { nextVersion } from './builds.ts'
import { ran, whyNotInstallable } from './installed.ts'

/*
 * The package for RHEL and its kin. This machine is no such system: what the package holds and says is verified, and it
 * is laid into a folder by rpm itself; that a real one installs it is for docs/operating/unverified.md.
 */

const { first, next } = inject('builds')
const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
const machines = [
  ['x64', 'x86_64'],
  ['arm64', 'aarch64'],
] as const
const fileOf = (cpu: string) => join(first, `khien-agent-${version}-linux-${cpu}.rpm`)
const ask = (cpu: string, args: readonly string[]) =>
  ran('rpm', ['-qp', ...args, fileOf(cpu)]).output

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

test.each(machines)('it says what it is, for %s', (cpu, architecture) => {
  const format = '%{NAME} %{VERSION} %{ARCH} %{LICENSE} %{OS}'
  expect(ask(cpu, ['--queryformat', format])).toBe(
    `khien-agent ${version} ${architecture} Apache-2.0 linux`,
  )
  const needs = ask(cpu, ['--requires'])
  expect(needs).toContain('glibc >= 2.28')
  expect(needs).not.toContain('/tmp')
})

test.each(machines)('its files are root’s, and nobody else can write them, for %s', (cpu) => {
  const format = '[%{FILEMODES:perms} %{FILEUSERNAME}:%{FILEGROUPNAME} %{FILENAMES}\n]'
  expect(ask(cpu, ['--queryformat', format]).trim().split('\n').sort()).toEqual(
    [
      'drwxr-xr-x root:root /etc/khien',
      'lrwxrwxrwx root:root /usr/bin/khien-agent',
      '-rwxr-xr-x root:root /usr/lib/khien-agent/launch',
      'drwxr-xr-x root:root /usr/lib/khien-agent',
      '-rwxr-xr-x root:root /usr/lib/khien-agent/khien-agent',
      '-rw-r--r-- root:root /usr/lib/systemd/system/khien-agent.service',
      '-rw-r--r-- root:root /usr/share/doc/khien-agent/copyright',
    ].sort(),
  )
})

/** An empty system, into which rpm lays packages without their scripts: these need a shell there. */
function emptySystem(name: string) {
  const root = join(folder.path, name)
  mkdirSync(root)
  const alone = ['--root', root, '--nodeps', '--noscripts', '--nosignature']
  const program = join(root, 'usr/lib/khien-agent/khien-agent')
  return {
    rpm: (what: string, file: string) => ran('rpm', [what, ...alone, file]),
    holds: () => ran('rpm', ['-q', '--root', root, 'khien-agent']).output.trim(),
    says: () => ran(program, ['--version']).output.trim(),
  }
}

test('rpm lays it down, and what it laid down is the agent', () => {
  const { rpm, says } = emptySystem('root')
  expect(rpm('--install', fileOf('x64'))).toMatchObject({ exitCode: 0 })
  expect(says()).toBe(version)
})

test('a newer version goes over it, and an older one does not go over that', () => {
  const { holds, rpm, says } = emptySystem('upgraded')
  expect(rpm('--install', fileOf('x64'))).toMatchObject({ exitCode: 0 })
  const nextFile = join(next, `khien-agent-${nextVersion}-linux-x64.rpm`)
  expect(rpm('--upgrade', nextFile)).toMatchObject({ exitCode: 0 })
  expect([holds(), says()]).toEqual([`khien-agent-${nextVersion}-1.x86_64`, nextVersion])
  const refused = rpm('--upgrade', fileOf('x64'))
  expect(refused.exitCode).not.toBe(0)
  expect(refused.output).toContain(`khien-agent-${nextVersion}-1.x86_64 (which is newer than`)
  expect([holds(), says()]).toEqual([`khien-agent-${nextVersion}-1.x86_64`, nextVersion])
})

const scripts = ['PREIN', 'POSTIN', 'PREUN', 'POSTUN']

test.each(scripts)('the script %s is one that a plain shell reads', (name) => {
  const script = ask('x64', ['--queryformat', `%{${name}}`])
  expect(script.length).toBeGreaterThan(100)
  expect(ran('sh', ['-n', '-c', script])).toMatchObject({ exitCode: 0, output: '' })
  expect(ask('arm64', ['--queryformat', `%{${name}}`])).toBe(script)
})

test('where a marker says that the computer carries no agent, the script before installation refuses', (context) => {
  const why = whyNotInstallable()
  if (why !== null) context.skip(why)
  const script = ask('x64', ['--queryformat', '%{PREIN}'])
  expect(ran('sh', ['-c', script, 'sh', '1'])).toMatchObject({ exitCode: 0 })
  mkdirSync('/etc/khien')
  try {
    writeFileSync('/etc/khien/no-agent', '')
    const refused = ran('sh', ['-c', script, 'sh', '1'])
    expect(refused.exitCode).toBe(1)
    expect(refused.output).toContain('this computer carries no agent')
  } finally {
    rmSync('/etc/khien', { recursive: true })
  }
})

test('the script after installation keeps join string and proxy for root alone; the last one leaves nothing', (context) => {
  const why = whyNotInstallable()
  if (why !== null) context.skip(why)
  const joined = 'khien1.abc'
  mkdirSync('/etc/khien')
  try {
    const post = ask('x64', ['--queryformat', '%{POSTIN}'])
    const env = { KHIEN_JOIN: joined, KHIEN_PROXY: 'http://10.0.0.1:3128' }
    expect(ran('sh', ['-c', post, 'sh', '1'], { env })).toMatchObject({ exitCode: 0 })
    const kept = ['/etc/khien/join', '/etc/khien/agent.env']
    expect(ran('stat', ['-c', '%a', ...kept]).output).toBe('600\n600\n')
    expect(readFileSync('/etc/khien/agent.env', 'utf8')).toBe('KHIEN_PROXY=http://10.0.0.1:3128\n')
    const postun = ask('x64', ['--queryformat', '%{POSTUN}'])
    expect(ran('sh', ['-c', postun, 'sh', '0'])).toMatchObject({ exitCode: 0 })
    expect(ran('ls', ['-A', '/etc/khien']).output).toBe('')
  } finally {
    rmSync('/etc/khien', { recursive: true })
    rmSync('/etc/systemd/system/multi-user.target.wants/khien-agent.service', { force: true })
  }
})

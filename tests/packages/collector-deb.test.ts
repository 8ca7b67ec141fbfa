import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { administratorPassword, temporaryFolder } from '#tests/support/processes.ts'
import { nextVersion } from './builds.ts'
import { ran, whyNotInstallable } from './installed.ts'

/* The package of the collector on this machine, as dpkg installs it. No systemd runs here, so nothing is started. */

const { first } = inject('builds')
const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
const deb = join(first, `khien-collector-${version}-linux-x64.deb`)
const account = 'khien-collector'
const settings = '/etc/khien/collector.conf'
const data = '/var/lib/khien-collector'
const why = whyNotInstallable()

beforeEach((context) => {
  if (why !== null) context.skip(why)
})
afterEach(() => {
  if (why === null) ran('dpkg', ['--purge', 'khien-collector'])
})

const asAccount = (args: readonly string[]) =>
  ran('setpriv', [
    `--reuid=${account}`,
    `--regid=${account}`,
    '--clear-groups',
    '--bounding-set=-all',
    '--no-new-privs',
    '/usr/bin/khien-collector',
    ...args,
  ])

/** Sets the server up without a question, as an administrator does. */
const setupAs = (province: string) =>
  ran(
    '/usr/bin/khien-collector',
    ['setup', '--province', province, '--address', 'khien.example.gov.vn:8443'].concat([
      '--administrator',
      'lan',
      '--password-file',
      '-',
    ]),
    { input: `${administratorPassword}\n` },
  )

test('it makes an account without a shell, is set up in one command, and leaves nothing when purged', () => {
  const installed = ran('dpkg', ['--install', deb])
  expect(installed).toMatchObject({ exitCode: 0 })
  expect(installed.output).toContain('khien-collector setup')
  expect(ran('getent', ['passwd', account]).output).toMatch(/:\/usr\/sbin\/nologin$/m)

  const setUp = setupAs('quang-ngai')
  expect(setUp, setUp.output).toMatchObject({ exitCode: 0 })
  expect(statSync(settings).mode & 0o777).toBe(0o640)
  expect(ran('stat', ['-c', '%U:%G', settings]).output.trim()).toBe(`root:${account}`)
  expect(ran('stat', ['-c', '%U', join(data, 'khien.sqlite')]).output.trim()).toBe(account)
  expect(asAccount(['token', '--agency', 'Sở Y tế', '--create']).output).toMatch(/^khien1\./m)

  expect(ran('dpkg', ['--purge', 'khien-collector'])).toMatchObject({ exitCode: 0 })
  expect([data, '/etc/khien', '/usr/lib/khien-collector'].filter(existsSync)).toEqual([])
  expect(ran('getent', ['passwd', account]).output).toBe('')
})

test('an upgrade keeps the settings that were written', () => {
  expect(ran('dpkg', ['--install', deb])).toMatchObject({ exitCode: 0 })
  setupAs('tuyen-quang')
  const upgraded = ran('dpkg', ['--install', deb])
  expect(upgraded).toMatchObject({ exitCode: 0 })
  expect(upgraded.output).not.toContain('khien-collector setup')
  expect(readFileSync(settings, 'utf8')).toContain('KHIEN_PROVINCE=tuyen-quang')
})

/** The same program as a later version: packed again with another number, as fast as can be. */
function aNewerDeb(folder: string): string {
  const tree = join(folder, 'tree')
  const file = join(folder, 'newer.deb')
  expect(ran('dpkg-deb', ['--raw-extract', deb, tree])).toMatchObject({ exitCode: 0 })
  const control = join(tree, 'DEBIAN/control')
  const text = readFileSync(control, 'utf8')
  writeFileSync(control, text.replace(/^Version: .*$/m, `Version: ${nextVersion}`))
  expect(ran('dpkg-deb', ['-Znone', '--build', tree, file])).toMatchObject({ exitCode: 0 })
  return file
}

test('an older version does not go over a newer one, and what runs is not touched', async () => {
  const folder = await temporaryFolder()
  onTestFinished(() => folder.remove())
  expect(ran('dpkg', ['--install', aNewerDeb(folder.path)])).toMatchObject({ exitCode: 0 })
  setupAs('quang-ngai')
  const refused = ran('dpkg', ['--install', deb])
  expect(refused.exitCode).not.toBe(0)
  expect(refused.output).toContain(`máy đang có bản mới hơn (${nextVersion})`)
  expect(refused.output).toContain(`this computer has a newer version (${nextVersion})`)
  const installed = ran('dpkg-query', ['-W', '-f=${db:Status-Abbrev} ${Version}', account]).output
  expect(installed).toBe(`ii  ${nextVersion}`)
  expect(readFileSync(settings, 'utf8')).toContain('KHIEN_PROVINCE=quang-ngai')
})

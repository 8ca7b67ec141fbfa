import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { checkout } from '#scripts/tool.ts'

const nobody = 65_534

test('a package of Debian that is missing is named to whoever is not root, before anything is built', (context) => {
  const asWhom = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  const only = ['--only', 'khien-agent-linux-x64.rpm', '--only', 'khien-agent-windows-x64.msi']
  const { error, status, stderr, stdout } = spawnSync(
    process.execPath,
    ['scripts/package.mjs', ...only],
    {
      ...asWhom,
      cwd: checkout,
      encoding: 'utf8',
      env: { PATH: '', SOURCE_DATE_EPOCH: '1790000000' },
    },
  )
  if (error) return context.skip(`another account cannot run Node here: ${error.message}`)
  expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain(
    'Missing here, as root: apt-get install binutils rpm gcc-mingw-w64-x86-64 wixl msitools faketime osslsigncode',
  )
})

import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkout } from '#scripts/tool.ts'
import { temporaryFolder } from '#tests/support/processes.ts'

/*
 * What the packages run after an upgrade, in a mount namespace of its own, in which systemd seems to run. Its stand-in
 * does to the process what systemd does: `stop` and `restart` wait for its end, and nothing else ends it.
 */

const common = join(checkout, 'scripts/package/files/agent/common.sh')

/** An agent whose update switches again and again: whenever it is looked at, it is in the middle. */
const updating = (versions: string) => `const fs = require('node:fs')
for (;;) {
  try {
    fs.mkdirSync('${versions}', { recursive: true })
    fs.writeFileSync('${versions}/current', '1.1.0 trial 0 -')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
`
const standIn = (folder: string) => `#!/bin/sh
echo "$1" >>${folder}/asked
case $1 in
  stop | restart)
    pid=$(cat ${folder}/pid)
    kill -9 "$pid" 2>/dev/null
    while grep -q '^State:[[:space:]]*[RSD]' "/proc/$pid/status" 2>/dev/null; do :; done
    ;;
esac
`

test('a package that is installed while an update is under way is what runs afterwards', async (context) => {
  const folder = await temporaryFolder()
  onTestFinished(() => folder.remove())
  const data = join(folder.path, 'data')
  const agent = join(folder.path, 'agent.cjs')
  const tools = join(folder.path, 'tools')
  mkdirSync(tools)
  writeFileSync(agent, updating(join(data, 'versions')))
  writeFileSync(join(tools, 'systemctl'), standIn(folder.path))
  chmodSync(join(tools, 'systemctl'), 0o755)
  const lines = [
    'mount -t tmpfs tmpfs /run || exit 77',
    'mkdir -p /run/systemd/system',
    `${process.execPath} ${agent} & echo $! >${folder.path}/pid`,
    'trap "kill -9 $! 2>/dev/null || true" EXIT',
    `until [ -e ${data}/versions/current ]; do :; done`,
    `. ${common}`,
    `data=${data}`,
    'start_again',
  ]
  const ran = spawnSync('unshare', ['--mount', 'sh', '-c', lines.join('\n')], {
    encoding: 'utf8',
    env: { PATH: `${tools}:/usr/sbin:/usr/bin:/sbin:/bin` },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
  })
  if (ran.status === 77 || /not permitted/.test(ran.stderr)) {
    return context.skip('this account may make no mount namespace')
  }
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' })
  expect(existsSync(join(data, 'versions'))).toBe(false)
  const asked = readFileSync(join(folder.path, 'asked'), 'utf8').trim().split('\n')
  expect(asked).toEqual(['stop', 'daemon-reload', 'is-enabled', 'restart'])
})

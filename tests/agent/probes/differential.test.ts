import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { expect, test } from 'vitest'
import { isUnknown, type Maybe } from '#protocol/values.ts'
import { accounts } from '#agent/probes/accounts/index.ts'
import { patches } from '#agent/probes/patches/index.ts'
import { ports } from '#agent/probes/ports/index.ts'
import { openSystem } from '#agent/system.ts'
import { aLook } from '../machine.ts'

/*
 * What the agent says of this very machine, beside what another program says of it.
 */

/** Counts as update-notifier does: installed packages whose newest version comes from a security archive. */
const countWithPythonApt = `
import apt_pkg, sys
apt_pkg.init()
cache = apt_pkg.Cache(None)
waiting = []
for package in cache.packages:
    held = package.current_ver
    if held is None:
        continue
    offered = [version for version in package.version_list
               if any(file.label.find('Security') >= 0 or (file.archive or '').endswith('-security')
                      for file, _ in version.file_list)]
    if any(apt_pkg.version_compare(version.ver_str, held.ver_str) > 0 for version in offered):
        waiting.append(package.name)
print(len(set(waiting)))
`

test('security updates outstanding are those that python-apt counts', async (context) => {
  const python = '/usr/bin/python3'
  if (spawnSync(python, ['-c', 'import apt_pkg']).status !== 0) {
    return context.skip('python3-apt is not installed')
  }
  const facts = await patches(openSystem(), aLook())
  if (isUnknown(facts) || isUnknown(facts.securityUpdatesAvailable)) {
    return context.skip('no security list has been fetched')
  }
  const counted = execFileSync(python, ['-c', countWithPythonApt], { encoding: 'utf8' })
  expect(facts.securityUpdatesAvailable).toBe(Number(counted))
}, 30_000)

test('listeners are those of ss, every address once', async (context) => {
  if (!existsSync('/usr/bin/ss')) return context.skip('ss is not installed')
  const server = await listening()
  try {
    const facts = known(await ports(openSystem(), aLook()))
    const said = execFileSync('/usr/bin/ss', ['-H', '-lntu'], { encoding: 'utf8' })
    const range = execFileSync('cat', ['/proc/sys/net/ipv4/ip_local_port_range'], {
      encoding: 'utf8',
    })
    const [first = 0, last = 0] = range.trim().split(/\s+/).map(Number)
    const places = said.split('\n').flatMap((line) => {
      const [transport, , , , local = ''] = line.trim().split(/\s+/)
      const port = Number(local.slice(local.lastIndexOf(':') + 1))
      const isClient = transport === 'udp' && port >= first && port <= last
      return transport === undefined || transport === '' || isClient || !port
        ? []
        : [`${transport} ${local.replaceAll(/[[\]]/g, '')}`]
    })
    const ours = facts.listeners.map((each) => `${each.transport} ${each.address}:${each.port}`)
    expect(ours.toSorted()).toEqual([...new Set(places)].toSorted())
    expect(ours).toContain(`tcp 127.0.0.1:${server.port}`)
  } finally {
    server.stop()
  }
})

test('accounts that can sign in are those that getent knows with a login shell', async (context) => {
  if (userInfo().uid !== 0) return context.skip('only root may read shadow')
  const names = (text: string) => text.split('\n').filter((line) => line !== '')
  const passwd = names(execFileSync('/usr/bin/getent', ['passwd'], { encoding: 'utf8' }))
  const shadow = names(execFileSync('/usr/bin/getent', ['shadow'], { encoding: 'utf8' }))
  const withPassword = new Set(
    shadow
      .map((line) => line.split(':'))
      .filter(([, field = '']) => !/^[!*]/.test(field))
      .map(([name]) => name),
  )
  const expected = passwd
    .map((line) => line.split(':'))
    .filter(([name, , , , , , shell = '']) => {
      const isLogin = !/\/(nologin|false|sync|shutdown|halt)$/.test(shell)
      return isLogin || withPassword.has(name)
    })
  const facts = known(await accounts(openSystem(), aLook({ pseudonym: (name) => name })))
  expect(facts.accountsTotal).toBe(expected.length)
  const shown = facts.accounts.map(({ name }) => name.replace(/^person-/, ''))
  expect(shown.toSorted()).toEqual(expected.map(([name]) => name).toSorted())
})

function known<T>(facts: Maybe<T>): T {
  if (isUnknown(facts)) throw new Error(`could not look at this machine: ${facts.because}`)
  return facts
}

/** A listener of a process of its own, on a port that the kernel chose. */
async function listening(): Promise<{ port: number; stop(): void }> {
  const script =
    'const s=require("net").createServer().listen(0,"127.0.0.1",()=>console.log(s.address().port))'
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((resolve) => {
    child.stdout.once('data', (data: Buffer) => resolve(Number(data.toString())))
  })
  return { port, stop: () => child.kill('SIGKILL') }
}

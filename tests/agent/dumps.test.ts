import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { comparingCommand } from '#agent/factory-passwords/answers.ts'
import { keepOutOfDumps } from '#agent/dumps.ts'
import { openDeviceRules } from '#agent/rules/devices.ts'
import { openLocalAccountRules } from '#agent/rules/local-accounts.ts'
import { until } from '#tests/support/processes.ts'

/* Real processes crash while they hold the opened rules, and the kernel writes down what it may. */

const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim()
const why = /[|/]/.test(pattern)
  ? `the kernel gives its dumps to a program or another folder: ${pattern}`
  : null
const agentFolder = join(import.meta.dirname, '../../agent')

let folder: string
beforeEach((context) => {
  if (why !== null) context.skip(why)
  folder = mkdtempSync(join(tmpdir(), 'khien-dump-'))
})
afterEach(() => {
  if (why === null) rmSync(folder, { recursive: true })
})

/** Starts a program that may leave dumps of any size, in a folder of its own. */
function start(args: readonly string[]) {
  const script = 'ulimit -c unlimited; exec "$0" "$@"'
  return spawn('/bin/sh', ['-c', script, process.execPath, ...args], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** What the kernel wrote down when the process crashed; null: nothing. */
async function dumpOf(child: ReturnType<typeof start>): Promise<Buffer | null> {
  const ended = once(child, 'exit')
  child.kill('SIGABRT')
  expect(await ended).toEqual([null, 'SIGABRT'])
  const [name] = readdirSync(folder).filter((each) => each.startsWith('core'))
  return name === undefined ? null : readFileSync(join(folder, name))
}

/** Pairs as they stand in opened rules, long enough not to be found by chance. */
const pairs = [
  ...openLocalAccountRules().map(({ password }) => password),
  ...openDeviceRules().flatMap((rule) => ('password' in rule ? rule.password : [])),
].flatMap((password) => (password.length > 4 ? `"password":"${password}"` : []))

const pairsIn = (dump: Buffer | null) => pairs.filter((pair) => dump?.includes(pair))

/** A process that opens the rules, after it was kept out of dumps or not, and waits. */
const holding = (before: string) => `
  import { keepOutOfDumps } from '${agentFolder}/dumps.ts'
  import { openLocalAccountRules } from '${agentFolder}/rules/local-accounts.ts'
  import { openDeviceRules } from '${agentFolder}/rules/devices.ts'
  ${before}
  globalThis.held = JSON.stringify([openLocalAccountRules(), openDeviceRules()])
  process.stdout.write('held')
  setInterval(() => undefined, 1000)`

async function dumpOfHolding(before: string): Promise<Buffer | null> {
  const child = start(['--input-type=module', '-e', holding(before)])
  await once(child.stdout, 'data')
  return dumpOf(child)
}

describe('a process that holds opened rules and crashes', () => {
  test('leaves them in a dump where nothing is done about it', async () => {
    const dump = await dumpOfHolding('')
    expect(pairs.find((pair) => dump?.includes(pair))).toBeDefined()
  }, 60_000)
  test('leaves nothing in it once it is kept out', async () => {
    const dump = await dumpOfHolding('keepOutOfDumps()')
    expect(dump?.length ?? 0).toBeLessThan(200_000)
    expect(pairsIn(dump)).toEqual([])
  }, 60_000)
  test('so does what it starts', async () => {
    const child = start([
      '--input-type=module',
      '-e',
      `import { spawn } from 'node:child_process'
       import { keepOutOfDumps } from '${agentFolder}/dumps.ts'
       keepOutOfDumps()
       spawn('/bin/cat', ['/proc/self/coredump_filter'], { stdio: 'inherit' })
       setInterval(() => undefined, 1000)`,
    ])
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    expect(Number(said.toString())).toBe(0)
    await dumpOf(child)
  }, 60_000)
})

test('the comparing child leaves no pair when it crashes over a costly hash', async () => {
  const child = start([join(agentFolder, 'bin.mjs'), comparingCommand])
  const hash = `$2b$16$${'abcdefghijklmnopqrstuu'}${'a'.repeat(31)}`
  child.stdin.end(JSON.stringify({ accounts: [{ account: 'pi', hash }] }))
  const cpuTicks = () => {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11])
  }
  // It has started, opened the rules and computes.
  await until('it to compute', () => cpuTicks() > 150)
  expect(readFileSync(`/proc/${child.pid}/coredump_filter`, 'utf8').trim()).toBe('00000000')
  const dump = await dumpOf(child)
  expect(dump?.length ?? 0).toBeLessThan(200_000)
  expect(pairsIn(dump)).toEqual([])
}, 60_000)

describe('the switch of the kernel', () => {
  test('that is not there needs not be turned', () => {
    expect(() => keepOutOfDumps(join(folder, 'none'))).not.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
  test('that cannot be turned ends the process before it opens anything', () => {
    expect(statSync(folder).isDirectory()).toBe(true)
    expect(() => keepOutOfDumps(folder)).toThrow(/EISDIR/)
  })
})

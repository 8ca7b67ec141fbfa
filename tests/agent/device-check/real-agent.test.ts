import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dataFiles } from '#agent/data-folder.ts'
import { deviceCheckReport } from '#protocol/device-checks.ts'
import { checkout } from '#scripts/tool.ts'
import {
  anAuthorisation,
  owner,
  ownKeys,
  signedBy,
  stranger,
  thisHost,
} from './signed-authorisation.ts'

const mac = '00:40:8c:12:34:56'
const day = (shiftDays: number) =>
  new Date(Date.now() + 7 * 3_600_000 + shiftDays * 86_400_000).toISOString().slice(0, 10)
/** Valid for all of today, whenever the test runs. */
const today = {
  ...anAuthorisation,
  issuedOn: day(-1),
  untilDay: day(1),
  window: { from: 0, until: 1440 },
}

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'khien-check-agent-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

type Told = { file?: string; keys?: readonly string[] }
async function run(input: string) {
  const child = spawn(process.execPath, [join(checkout, 'agent/bin.mjs'), 'check-device'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', LANG: 'C' },
  })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { exitCode: await ended, output, errors }
}
async function because({ file = signedBy(owner, today), keys = ownKeys }: Told) {
  const said = await run(JSON.stringify({ file, keys, hostId: thisHost, dataDir, mac }))
  expect(said).toMatchObject({ exitCode: 0, errors: '' })
  const report = deviceCheckReport.parse(JSON.parse(said.output))
  expect(report.attempts).toBe(0)
  return report.result
}
const notChecked = (reason: string) => ({ verdict: 'not-checked', because: reason })

test('a real agent makes nothing of what is forged, widened, replayed or for another place', async () => {
  const widened = { ...today, subnet: '10.0.0.0/8' }
  expect(await because({ keys: [] })).toEqual(notChecked('no-key'))
  expect(await because({ file: signedBy(stranger, today) })).toEqual(notChecked('not-signed'))
  expect(await because({ file: signedBy(owner, widened) })).toEqual(notChecked('not-understood'))
  expect(existsSync(join(dataDir, dataFiles.deviceChecks))).toBe(false)
  const elsewhere = subnetOfNobody()
  const there = {
    ...today,
    subnet: `${elsewhere}.0/24`,
    devices: [{ ...today.devices[0], address: `${elsewhere}.40` }],
  }
  const file = signedBy(owner, there)
  expect(await because({ file })).toEqual(notChecked('outside-subnet'))
  const earlier = signedBy(owner, { ...there, sequence: 6 })
  expect(await because({ file: earlier })).toEqual(notChecked('replayed'))
}, 20_000)

test('while one device is checked, no other is; what a killed check left behind stops nobody', async () => {
  const lock = join(dataDir, dataFiles.deviceChecksLock)
  writeFileSync(lock, JSON.stringify({ pid: process.pid, startTicks: null }))
  expect(await because({})).toEqual(notChecked('busy'))
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 - 1, startTicks: '1' }))
  expect(await because({ keys: [] })).toEqual(notChecked('no-key'))
})

test('a damaged ledger and an order that nobody understands end without a word of what they hold', async () => {
  writeFileSync(join(dataDir, dataFiles.deviceChecks), '{')
  expect(await because({})).toEqual(notChecked('ledger-damaged'))
  expect(await run('{"file":"secret-of-the-order"')).toEqual({
    exitCode: 70,
    output: '',
    errors: '',
  })
})

/** The first three numbers of a private subnet that no card of this machine is in, so that nothing can be sent there. */
function subnetOfNobody(): string {
  const own = Object.values(networkInterfaces())
    .flat()
    .map((each) => each?.address ?? '')
  const free = ['192.168.213', '172.29.213', '10.213.213'].find(
    (start) => !own.some((address) => address.startsWith(start.split('.').slice(0, 2).join('.'))),
  )
  if (free === undefined) throw new Error('this machine is in every private subnet')
  return free
}

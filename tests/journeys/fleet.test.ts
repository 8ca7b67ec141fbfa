import { spawn } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout } from '#scripts/tool.ts'
import {
  freePort,
  startCollector,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'

const hosts = 40

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let collector: CollectorProcess

beforeAll(async () => {
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
}, 60_000)

afterAll(async () => {
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

/** Runs the command until the collector holds `hosts` hosts that have reported; returns how it ended. */
async function runFleet(): Promise<{ exitCode: number | null; output: string }> {
  const settings = { KHIEN_DATA_DIR: folder.path, KHIEN_PORT: String(collector.port) }
  const args = [join(checkout, 'scripts', 'fleet.mjs'), '--hosts', String(hosts), '--seed', '5']
  const fleet = spawn(process.execPath, args, { env: { ...process.env, ...settings } })
  const printed: string[] = []
  for (const stream of [fleet.stdout, fleet.stderr]) {
    stream.on('data', (data: Buffer) => printed.push(data.toString()))
  }
  const ended = new Promise<number | null>((resolve) => fleet.once('close', resolve))
  await until('the fleet to report', () => countHosts().reported >= hosts - 3, {
    deadlineMs: 40_000,
    explain: () => printed.join(''),
  })
  fleet.kill('SIGINT')
  return { exitCode: await ended, output: printed.join('') }
}

function countHosts(): { hosts: number; reported: number; sharing: number; real: number } {
  const database = new Database(join(folder.path, 'khien.sqlite'), { readonly: true })
  const counted = database
    .prepare<[], { hosts: number; reported: number; sharing: number; real: number }>(
      `select count(*) as hosts, count(last_received_ms) as reported,
         coalesce(sum(shares_key), 0) as sharing,
         (select count(*) from agency where is_sample = 0) as real
       from host`,
    )
    .get()
  database.close()
  if (!counted) throw new Error('no count')
  return counted
}

test(
  'a fleet enrols and reports as sample data, and stops when told to',
  { timeout: 60_000 },
  async () => {
    const { exitCode, output } = await runFleet()
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.stringContaining('fleet:') })
    const { reported, ...counted } = countHosts()
    expect(counted).toEqual({ hosts, sharing: 0, real: 0 })
    expect(reported).toBeGreaterThan(hosts - 4)
  },
)

test('the same fleet started again is the same hosts', { timeout: 60_000 }, async () => {
  await runFleet()
  expect(countHosts()).toMatchObject({ hosts, sharing: 0 })
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJoin } from '#protocol/join.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { aScriptMachine, type ScriptReadings } from '#tests/support/script-machine.ts'

const fixture = new URL('../../fixtures/script-reports/windows-7.json', import.meta.url)
const readings = JSON.parse(readFileSync(fixture, 'utf8')) as ScriptReadings

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let port: number

beforeAll(async () => {
  folder = await temporaryFolder()
  port = await freePort()
  collector = await startCollector(folder.path, port)
}, 40_000)
afterAll(async () => {
  collector.signal('SIGKILL')
  await collector.ended
  await folder.remove()
})

test('carried files are taken beside a running collector; a bad one stops no other', async () => {
  const { token } = decodeJoin(await makeJoin({ dataDir: folder.path, port }, 'Sở Y tế'))
  const report = aScriptMachine().report({ madeMs: Date.now(), session: 1, readings, token })
  const file = join(folder.path, 'MAY-CU-01.khien')
  const bad = join(folder.path, 'bad.khien')
  writeFileSync(file, report)
  writeFileSync(bad, report.subarray(0, 100))
  const settings = { KHIEN_DATA_DIR: folder.path, KHIEN_PORT: String(port) }
  const taken = await runProduct('collector', ['import-report', bad, file], settings)
  expect(taken.exitCode).toBe(1)
  expect(taken.output).toContain('The report of MAY-CU-01, made')
  expect(taken.output).toContain('not a whole report')
  const again = await runProduct('collector', ['import-report', file], settings)
  expect(again.output).toContain('already has this report of MAY-CU-01')
  const recount = await runProduct('collector', ['recount'], settings)
  expect(recount).toEqual({ exitCode: 0, output: 'Counts that differ: 0.\n' })
}, 180_000)

import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJoin, encodeJoin } from '#protocol/join.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  startProduct,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let joined: string

beforeAll(async () => {
  folder = await temporaryFolder()
  const port = await freePort()
  const dataDir = folder.path
  collector = await startCollector(dataDir, port)
  joined = await makeJoin({ dataDir, port }, 'Sở Y tế')
})
afterAll(async () => {
  collector.signal('SIGTERM')
  await collector.ended
  await folder.remove()
})

function settingsOf(name: string, text: string) {
  const file = join(folder.path, `${name}.join`)
  writeFileSync(file, text)
  const settings = { KHIEN_AGENT_DATA_DIR: join(folder.path, name), KHIEN_JOIN_FILE: file }
  return { file, settings }
}

test('a join string in a file enrols, and the file is gone with the first welcome', async () => {
  const { file, settings } = settingsOf('enrolling', `${joined}\n`)
  const agent = startProduct('agent', ['run'], settings)
  await until('the file to be removed', () => !existsSync(file), { explain: agent.output })
  agent.signal('SIGTERM')
  expect(await agent.ended).toBe(0)
  const { output } = await runProduct('agent', ['status'], settings)
  expect(output).toContain('Enrolled with')

  const left = await runProduct('agent', ['uninstall', '--keep-data'], settings)
  expect(left).toEqual({ exitCode: 0, output: '' })
  expect(existsSync(join(settings.KHIEN_AGENT_DATA_DIR, 'enrolment.json'))).toBe(true)
})

test('a file that holds no join string is refused by name, and stays for a person to look at', async () => {
  const { file, settings } = settingsOf('mistyped', 'khien1.abc')
  const { exitCode, output } = await runProduct('agent', ['run'], settings)
  expect({ exitCode, says: output }).toMatchObject({
    exitCode: 2,
    says: expect.stringContaining('The join string is not valid'),
  })
  expect(existsSync(file)).toBe(true)
})

test('an agent whose token is no good ends, and status still says why', async () => {
  const bad = encodeJoin({ ...decodeJoin(joined), token: 'b'.repeat(32) })
  const { settings } = settingsOf('refused', bad)
  const { exitCode } = await runProduct('agent', ['run'], settings)
  expect(exitCode).toBe(1)
  const { output } = await runProduct('agent', ['status'], settings)
  expect(output).toMatch(/not running.*\n {2}The enrolment token is wrong/)
})

import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { judge } from '#collector/commands/judge.ts'
import type { Tools } from '#collector/commands/tools.ts'
import { readConfig } from '#collector/config.ts'
import { translator } from '#i18n/translator.ts'
import { quietLog } from '#tests/support/databases.ts'
import { runProduct, temporaryFolder } from '#tests/support/processes.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => void (folder = await temporaryFolder()))
afterAll(() => folder.remove())

const verdicts = z.object({
  atMs: z.number(),
  verdicts: z.array(z.object({ control: z.string(), state: z.string() })),
})

/** The verdicts on a file, as the command prints them. */
async function judged(file: string) {
  const printed: string[] = []
  const tools: Tools = {
    config: readConfig([], {}),
    now: () => 0,
    random: () => 0,
    randomBytes,
    newId: randomUUID,
    log: quietLog,
    print: (line) => printed.push(line),
    words: translator('en'),
  }
  await judge(tools, [file])
  return verdicts.parse(JSON.parse(printed.join('')))
}

const snapshot = [
  {
    probe: 'firewall',
    observedAtMs: Date.parse('2026-11-01T00:00:00Z'),
    digest: '0'.repeat(64),
    state: 'known',
    facts: { state: 'off', incomingDefault: 'accept', frontEnds: [], profiles: [] },
  },
]

function fileOf(content: string): string {
  const file = join(folder.path, `${randomUUID()}.json`)
  writeFileSync(file, content)
  return file
}

test('judge adds the verdicts to what an agent saw, as of that look', async () => {
  const { atMs, verdicts } = await judged(fileOf(JSON.stringify(snapshot)))
  const { state } = verdicts.find(({ control }) => control === 'firewall-on') ?? {}
  expect({ atMs, state }).toEqual({ atMs: snapshot[0]?.observedAtMs, state: 'unmet' })
})

test('judge replays a recording with the agent beside the collector', async () => {
  const file = join(folder.path, 'recording')
  const settings = { KHIEN_AGENT_DATA_DIR: folder.path }
  const recorded = await runProduct('agent', ['record', file], settings)
  expect(recorded).toMatchObject({ exitCode: 0 })
  expect((await judged(file)).verdicts).toHaveLength(10)
}, 60_000)

test.each([
  ['that is not there', () => join(folder.path, 'none'), 'FILE_NOT_READABLE'],
  ['that is no recording', () => fileOf('hello'), 'RECORDING_INVALID'],
  [
    'whose facts are not those of its probe',
    () => fileOf(JSON.stringify([{ ...snapshot[0], facts: {} }])),
    'RECORDING_INVALID',
  ],
])('judge refuses a file %s', async (_, file, code) => {
  await expect(judged(file())).rejects.toMatchObject({ code })
})

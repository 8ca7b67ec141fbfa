import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { judge } from '#collector/commands/judge.ts'
import type { Tools } from '#collector/commands/tools.ts'
import { readConfig } from '#collector/config.ts'
import { translator, type Language } from '#i18n/translator.ts'
import { controlIds } from '#protocol/controls.ts'
import { quietLog } from '#tests/support/databases.ts'
import { runProduct, temporaryFolder } from '#tests/support/processes.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => void (folder = await temporaryFolder()))
afterAll(() => folder.remove())

const verdicts = z.object({
  file: z.string(),
  atMs: z.number(),
  facts: z.array(z.object({ probe: z.string() })),
  verdicts: z.array(
    z.object({ control: z.string(), state: z.string(), isProvisional: z.boolean() }),
  ),
})
const refused = z.object({ file: z.string(), refused: z.object({ code: z.string() }) })

/** What the command prints, and what it refuses. */
async function run(paths: readonly string[], isJson: boolean, language: Language = 'en') {
  const printed: string[] = []
  const tools: Tools = {
    config: readConfig([], {}),
    now: () => 0,
    random: () => 0,
    randomBytes,
    newId: randomUUID,
    log: quietLog,
    print: (line) => printed.push(line),
    words: translator(language),
  }
  const refusals = await judge(tools, paths, { isJson })
  return { printed, codes: refusals.map(({ code }) => code) }
}

/** The verdicts on one file. */
async function judged(file: string) {
  const { printed } = await run([file], true)
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
  const { verdicts: found } = await judged(file)
  expect(found.map(({ control }) => control)).toEqual(controlIds)
}, 60_000)

test('a folder gives every recording in it, one line each, and a bad one stops no other', async () => {
  const path = join(folder.path, 'several')
  mkdirSync(path)
  writeFileSync(join(path, 'a.json'), JSON.stringify(snapshot))
  writeFileSync(join(path, 'b.json'), 'hello')
  writeFileSync(join(path, 'c.json'), JSON.stringify(snapshot))
  writeFileSync(join(path, 'notes.txt'), 'not looked at')
  const { printed, codes } = await run([path, join(path, 'gone')], true)
  const [first, bad, last, gone, ...rest] = printed.map((line): unknown => JSON.parse(line))
  expect(verdicts.parse(first).file).toBe(join(path, 'a.json'))
  expect(refused.parse(bad)).toMatchObject({ refused: { code: 'RECORDING_INVALID' } })
  expect(verdicts.parse(last).file).toBe(join(path, 'c.json'))
  expect(refused.parse(gone)).toMatchObject({ refused: { code: 'FILE_NOT_READABLE' } })
  expect(rest).toEqual([])
  expect(codes).toEqual(['RECORDING_INVALID', 'FILE_NOT_READABLE'])
}, 30_000)

test('a folder without a recording is refused, not passed over', async () => {
  const path = join(folder.path, 'empty')
  mkdirSync(path)
  expect((await run([path], true)).codes).toEqual(['FILE_NOT_READABLE'])
})

test.each(['vi', 'en'] as const)(
  'for a person it prints a table in their language (%s)',
  async (language) => {
    const { t } = translator(language)
    const { printed } = await run([fileOf(JSON.stringify(snapshot))], false, language)
    const row = printed.find((line) => line.includes(t('control.firewall-on.name')))
    expect(row).toContain(t('state.unmet'))
    expect(row).toContain(t('provisional'))
  },
)

test('the command says which file is bad, goes on, and ends with the exit code of a refusal', async () => {
  const [good, bad] = [fileOf(JSON.stringify(snapshot)), fileOf('hello')]
  const { exitCode, output } = await runProduct('collector', ['judge', bad, good, '--json'], {})
  expect(exitCode).toBe(1)
  expect(output).toContain(`"file":"${good}"`)
  expect(output).toContain(bad)
}, 30_000)

test.each([
  ['that is not there', () => join(folder.path, 'none'), 'FILE_NOT_READABLE'],
  ['that is no recording', () => fileOf('hello'), 'RECORDING_INVALID'],
  [
    'whose facts are not those of its probe',
    () => fileOf(JSON.stringify([{ ...snapshot[0], facts: {} }])),
    'RECORDING_INVALID',
  ],
])('judge refuses a file %s', async (_, file, code) => {
  expect((await run([file()], true)).codes).toEqual([code])
})

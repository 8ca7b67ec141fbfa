import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openQuestions, type ServiceQuestion } from '#agent/service-questions/index.ts'
import { seldom } from '#agent/service-questions/kept-answers.ts'
import { scripted, type Step } from './scripted-server.ts'

const dayMs = 86_400_000
const startMs = 1_795_000_000_000

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-kept-'))
  file = join(folder, 'service-answers.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** An agent that was started anew each time, on a machine that has been up since `bootMs`. */
const asking =
  (question: ServiceQuestion, port: number) =>
  (nowMs: number, bootMs = startMs - dayMs) =>
    openQuestions({ file, now: () => nowMs, upMs: () => nowMs - bootMs })(question, port)

const refuses: readonly Step[] = [{ says: '220 x\r\n' }, { hears: 16 }, { says: '530 No.\r\n' }]
const guarded = { ok: true, value: 'guarded' }

test('what a service may count is asked once a day, and answered in between', async () => {
  const server = await scripted(refuses)
  const ask = asking('ftp-anonymous', server.port)
  expect(await ask(startMs)).toEqual(guarded)
  expect(await ask(startMs + 1)).toEqual(guarded)
  expect(await ask(startMs + dayMs - 1)).toEqual(guarded)
  expect(server.guests).toBe(1)
  expect(await ask(startMs + dayMs)).toEqual(guarded)
  expect(server.guests).toBe(2)
})

test('another port and another question are asked by themselves', async () => {
  const [one, two] = [await scripted(refuses), await scripted(refuses)]
  await asking('ftp-anonymous', one.port)(startMs)
  await asking('ftp-anonymous', two.port)(startMs)
  await asking('mysql-root', two.port)(startMs)
  expect([one.guests, two.guests]).toEqual([1, 2])
  await asking('ftp-anonymous', one.port)(startMs + 1)
  expect(one.guests).toBe(1)
})

test('it is on the disk before it is asked: who ends in the middle does not ask again that day', async () => {
  const rest = { open: dayMs, guarded: dayMs, perStart: null }
  const asked = { question: 'x', port: 1, rest }
  const agent = (nowMs: number) => seldom({ file, now: () => nowMs, upMs: () => 1 })
  const died = agent(startMs)(asked, () => new Promise(() => undefined))
  void died
  expect(JSON.parse(readFileSync(file, 'utf8')).answers).toMatchObject([
    { askedMs: startMs, times: 1 },
  ])
  let times = 0
  const count = async () => {
    times += 1
    return { ok: true, value: 'open' } as const
  }
  expect(await agent(startMs + 1_000)(asked, count)).toMatchObject({
    ok: false,
    because: 'tool-failed',
  })
  expect(times).toBe(0)
  expect(await agent(startMs + dayMs)(asked, count)).toEqual({ ok: true, value: 'open' })
})

describe('where it cannot be written down', () => {
  test('nothing is asked', async () => {
    const server = await scripted(refuses)
    writeFileSync(`${folder}/plain`, '')
    const ask = openQuestions({ file: `${folder}/plain/x`, now: () => startMs, upMs: () => 1 })
    expect(await ask('ftp-anonymous', server.port)).toMatchObject({
      ok: false,
      because: 'not-supported',
    })
    expect(server.guests).toBe(0)
  })
  test('who only looks asks nothing that counts, and all else', async () => {
    const server = await scripted([{ hears: 6 }, { says: '+PONG\r\n' }])
    const ask = openQuestions(null)
    expect(await ask('ftp-anonymous', server.port)).toMatchObject({ because: 'not-supported' })
    expect(server.guests).toBe(0)
    expect(await ask('redis-ping', server.port)).toEqual({ ok: true, value: 'open' })
  })
  test('a damaged file is begun anew', async () => {
    const server = await scripted(refuses)
    writeFileSync(file, '{"version":1,"answers":[{}]}')
    expect(await asking('ftp-anonymous', server.port)(startMs)).toEqual(guarded)
    expect(JSON.parse(readFileSync(file, 'utf8')).answers).toHaveLength(1)
  })
})

test('a clock that was set back by years does not keep a question from being asked', async () => {
  const server = await scripted(refuses)
  const ask = asking('ftp-anonymous', server.port)
  await ask(startMs)
  expect(await ask(startMs - 900 * dayMs)).toEqual(guarded)
  expect(server.guests).toBe(2)
})

describe('VNC, that may count', () => {
  const withPassword: readonly Step[] = [
    { says: 'RFB 003.008\n' },
    { hears: 12 },
    { says: Buffer.from([1, 2]) },
  ]
  test('is asked every thirty days, three times while the machine runs, and then not known', async () => {
    const server = await scripted(withPassword)
    const ask = asking('vnc-security', server.port)
    for (const day of [0, 1, 29, 30, 59, 60, 89])
      expect(await ask(startMs + day * dayMs)).toEqual(guarded)
    expect(server.guests).toBe(3)
    expect(await ask(startMs + 90 * dayMs)).toMatchObject({ ok: false, because: 'not-supported' })
    expect(await ask(startMs + 200 * dayMs)).toMatchObject({ ok: false, because: 'not-supported' })
    expect(server.guests).toBe(3)
    const bootMs = startMs + 200 * dayMs
    expect(await ask(bootMs + 1, bootMs)).toEqual(guarded)
    expect(server.guests).toBe(4)
  })
  test('without a password is asked every day: nothing is counted there', async () => {
    const server = await scripted([
      { says: 'RFB 003.008\n' },
      { hears: 12 },
      { says: Buffer.from([1, 1]) },
      { hears: 1 },
      { says: Buffer.alloc(4) },
    ])
    const ask = asking('vnc-security', server.port)
    for (let day = 0; day < 9; day += 1)
      expect(await ask(startMs + day * dayMs)).toEqual({ ok: true, value: 'open' })
    expect(server.guests).toBe(9)
  })
})

test('the file is for its owner alone, and holds no word of what a service said', async () => {
  const server = await scripted([
    { says: '220 ten may chu bi mat\r\n' },
    { hears: 16 },
    { says: '230 x\r\n' },
  ])
  await asking('ftp-anonymous', server.port)(startMs)
  expect(readFileSync(file, 'utf8')).not.toContain('bi mat')
  expect(() => chmodSync(file, 0o600)).not.toThrow()
})

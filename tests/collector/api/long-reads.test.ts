import { expect, test } from 'vitest'
import { isLongRead, withConnected } from '#collector/api/long-reads.ts'
import { keepAnswers } from '#collector/long-reads/kept-answers.ts'
import { answerInThread } from '#collector/long-reads/thread.ts'
import { createEvents } from '#collector/events.ts'
import { hostQuery, routes } from '#protocol/routes.ts'
import { overviewView } from '#protocol/views.ts'
import { openStore } from '#store/open.ts'
import { pino } from 'pino'
import { join } from 'node:path'
import { temporaryFolder } from '#tests/support/processes.ts'
import { seedProvince } from '#tests/support/seed.ts'

const log = pino({ level: 'silent' })
const overview = {
  name: 'overview',
  params: undefined,
  query: {},
  scope: 'all',
  work: null,
} as const

test(
  'a real thread answers from the database that the collector writes',
  { timeout: 60_000 },
  async () => {
    const folder = await temporaryFolder()
    const file = join(folder.path, 'khien.sqlite')
    const store = await openStore({ url: null, file, log })
    const province = await seedProvince(store)
    const events = createEvents(log)
    const hostsView = routes.hosts.output
    const reads = answerInThread(
      { url: null, file, provinceId: 'quang-ngai', logLevel: 'silent' },
      { now: Date.now, log, renewed: () => events.publish({ kind: 'figures-read', atMs: 0 }) },
    )
    try {
      const all = overviewView.parse(JSON.parse(await reads.answer(overview)))
      const one = overviewView.parse(
        JSON.parse(await reads.answer({ ...overview, scope: { agencyIds: [province.health] } })),
      )
      expect(all.population.agencies).toBe(2)
      expect(one.population.agencies).toBe(1)
      expect(one.population.enrolled).toBeLessThan(all.population.enrolled)
      const query = hostQuery.parse({ sort: 'agency' })
      const list = { ...overview, name: 'hosts', query } as const
      const text = await reads.answer(list)
      const [first] = hostsView.parse(JSON.parse(text)).hosts
      const connections = { isConnected: (id: string) => id === first?.id }
      const told = withConnected({ question: list, text, connections, now: Date.now })
      const connected = hostsView.parse(JSON.parse(told)).hosts.map((one) => one.isConnected)
      expect(connected.map(Number)).toEqual(connected.map((_, index) => (index === 0 ? 1 : 0)))
      const nowhere = { ...overview, query: { plan: 'nowhere' } }
      await expect(reads.answer(nowhere)).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' })
    } finally {
      await reads.close()
      await store.close()
      await folder.remove()
    }
  },
)

test('a list of hosts is a long read unless an index holds its order and its filters', () => {
  const isLong = (query: object) => isLongRead('hosts', hostQuery.parse(query))
  const quick = [{}, { sort: 'hostname' }, { control: 'patched', state: 'unmet' }, { q: 'so y te' }]
  const long = [
    { sort: 'agency' },
    { asOf: 1_795_357_360_551 },
    { remedy: 'reconnect' },
    { neverReported: 'yes' },
  ]
  expect([quick.map(isLong), long.map(isLong)]).toEqual([
    [false, false, false, false],
    [true, true, true, true],
  ])
  expect([isLongRead('overview', {}), isLongRead('host', {})]).toEqual([true, false])
})

/** Answers 1, 2, 3 …, each after the test says so. */
function answering(tookMs: number) {
  const clock = { nowMs: 1_000_000 }
  const waiting: (() => void)[] = []
  let asked = 0
  let renewals = 0
  const kept = keepAnswers(
    () => {
      const text = String((asked += 1))
      return new Promise((resolve) => waiting.push(() => resolve({ text, tookMs })))
    },
    { now: () => clock.nowMs, renewed: () => void (renewals += 1) },
  )
  const answered = async () => {
    const answer = kept.answer(overview)
    await new Promise(setImmediate)
    waiting.shift()?.()
    return answer
  }
  return { clock, kept, answered, waiting, asked: () => asked, renewals: () => renewals }
}

test('what is soon read is waited for, so nobody sees an old figure', async () => {
  const { clock, answered, asked } = answering(20)
  expect(await answered()).toBe('1')
  clock.nowMs += 99
  expect(await answered()).toBe('1')
  clock.nowMs += 2
  expect(await answered()).toBe('2')
  expect(asked()).toBe(2)
})

test('what takes long is given from before, read once beside it, and told when it is new', async () => {
  const { clock, kept, answered, waiting, asked, renewals } = answering(2_000)
  expect(await answered()).toBe('1')
  clock.nowMs += 10_001
  expect([await kept.answer(overview), await kept.answer(overview)]).toEqual(['1', '1'])
  expect([asked(), renewals()]).toEqual([2, 0])
  waiting.shift()?.()
  await new Promise(setImmediate)
  expect([await kept.answer(overview), renewals()]).toEqual(['2', 1])
})

test('an answer of ten minutes ago is too old to be given', async () => {
  const { clock, answered } = answering(2_000)
  expect(await answered()).toBe('1')
  clock.nowMs += 600_001
  expect(await answered()).toBe('2')
})

test('after a declaration nobody is given a figure from before it', async () => {
  const { kept, answered } = answering(2_000)
  expect(await answered()).toBe('1')
  kept.forget()
  expect(await answered()).toBe('2')
})

test('one that counts as new, but of before hosts reported, is read again when it is old, and told', async () => {
  const { clock, kept, answered, waiting, asked, renewals } = answering(20)
  expect(await answered()).toBe('1')
  clock.nowMs += 10
  expect(await kept.answer(overview)).toBe('1')
  await pauseMs(150)
  // Nothing had changed: nobody was shown anything old.
  expect([asked(), renewals()]).toEqual([1, 0])
  kept.changed()
  clock.nowMs += 10
  expect([await kept.answer(overview), await kept.answer(overview)]).toEqual(['1', '1'])
  await expect.poll(asked).toBe(2)
  clock.nowMs += 50
  waiting.shift()?.()
  await expect.poll(renewals).toBe(1)
  expect([await kept.answer(overview), asked()]).toEqual(['2', 2])
})

const pauseMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

import fc from 'fast-check'
import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  agreementOf,
  checkedControls,
  drawSample,
  frameLines,
  handCheckRule,
  liftingChecks,
  readerChecksOf,
  type Cell,
  type Drawable,
} from '#domain/hand-check.ts'
import { wilson } from '#domain/wilson.ts'
import { findings } from '#protocol/hand-checks.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { verdictStates } from '#protocol/verdict-states.ts'

const digestOf = (text: string) => hash('sha256', text, 'hex')
const machines = (count: number, of: HostClass = 'workstation'): Drawable[] =>
  Array.from({ length: count }, (_, index) => ({ hostId: `${of}${index}`, class: of }))
const draw = { seed: 'K7QP-2MZX', size: 30, isStratified: false, digestOf }

test('the same seed draws the same thirty, in whatever order the machines come', () => {
  const province = machines(500)
  const sample = drawSample(province, draw)
  expect(sample).toHaveLength(30)
  expect(new Set(sample).size).toBe(30)
  expect(drawSample(province.toReversed(), draw)).toEqual(sample)
  expect(drawSample(province, { ...draw, seed: 'K7QP-2MZY' })).not.toEqual(sample)
})

test('anybody redraws with SHA-256 alone', () => {
  const byHand = machines(100)
    .map(({ hostId }) => [digestOf(`K7QP-2MZX\n${hostId}`), hostId] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .slice(0, 30)
    .map(([, hostId]) => hostId)
  expect(drawSample(machines(100), draw)).toEqual(byHand)
})

test('of fewer than thirty, all are drawn', () => {
  expect(drawSample(machines(7), draw).toSorted()).toEqual(machines(7).map((one) => one.hostId))
  expect(drawSample([], draw)).toEqual([])
})

test('stratified: each class has its share, and one machine at least', () => {
  const province = [...machines(3, 'server'), ...machines(897), ...machines(100, 'end-device')]
  const sample = drawSample(province, { ...draw, isStratified: true })
  const of = (one: HostClass) => sample.filter((id) => id.startsWith(one)).length
  expect(hostClasses.map(of)).toEqual([1, 26, 3])
})

test('property: a sample has the right size, no machine twice, and none from elsewhere', () => {
  const sizes = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60))
  fc.assert(
    fc.property(sizes, fc.boolean(), fc.string(), ([a, b, c], isStratified, seed) => {
      const all = [...machines(a, 'server'), ...machines(b), ...machines(c, 'end-device')]
      const sample = drawSample(all, { ...draw, isStratified, seed })
      expect(sample).toHaveLength(Math.min(30, a + b + c))
      expect(new Set(sample).size).toBe(sample.length)
      expect(sample.every((id) => all.some(({ hostId }) => hostId === id))).toBe(true)
    }),
  )
})

test('the list that is drawn from is the same however it was read', () => {
  expect(frameLines(machines(3).toReversed())).toEqual([
    'workstation0 workstation',
    'workstation1 workstation',
    'workstation2 workstation',
  ])
})

test('the interval is Wilson’s, as Newcombe (1998) prints it', () => {
  // 81/263: 0.2553 to 0.3662; 15/148: 0.0624 to 0.1605; 0/20: 0 to 0.1611; 1/29: 0.0061 to 0.1718.
  const near = (successes: number, trials: number) => {
    const interval = wilson(successes, trials)
    if (!interval) throw new Error('nothing counted')
    return [interval.low, interval.high]
  }
  const published = [
    [near(81, 263), 2553, 3662],
    [near(15, 148), 624, 1605],
    [near(0, 20), 0, 1611],
    [near(1, 29), 61, 1718],
  ] as const
  for (const [[low = -1, high = -1], lowThere, highThere] of published) {
    // Ours is rounded outward, theirs to the nearest.
    expect(lowThere - low).toBeGreaterThanOrEqual(0)
    expect(lowThere - low).toBeLessThanOrEqual(1)
    expect(high - highThere).toBeGreaterThanOrEqual(0)
    expect(high - highThere).toBeLessThanOrEqual(1)
  }
  expect(wilson(0, 0)).toBeNull()
  expect(wilson(30, 30)).toEqual({ low: 8864, high: 10_000 })
})

test('property: an interval holds the share and is that of the complement turned over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(2000), (trials, some) => {
      const successes = some % (trials + 1)
      const interval = wilson(successes, trials)
      const other = wilson(trials - successes, trials)
      if (!interval || !other) throw new Error('nothing counted')
      expect(interval.low * trials).toBeLessThanOrEqual(successes * 10_000)
      expect(interval.high * trials).toBeGreaterThanOrEqual(successes * 10_000)
      expect(Math.abs(interval.low - (10_000 - other.high))).toBeLessThanOrEqual(1)
    }),
  )
})

const cell = (state: Cell['said']['state'], found: Cell['found'], over: Partial<Cell> = {}) => ({
  position: 1,
  control: 'firewall-on' as const,
  platform: 'windows' as const,
  said: { state, reason: '' as const, readers: ['firewall'] },
  found,
  ...over,
})

test('what the system did not claim, and what nobody could look at, agree with nothing', () => {
  const cells = [
    cell('met', 'met'),
    cell('unmet', 'unmet'),
    cell('met', 'unmet'),
    cell('unmet', 'met'),
    cell('not-applicable', 'not-applicable'),
    cell('unknown', 'met'),
    cell('met', 'could-not-check'),
    cell('met', null),
  ]
  expect(agreementOf(cells)).toEqual({
    compared: 5,
    agreed: 3,
    interval: wilson(3, 5),
    falselyMet: 1,
    falselyUnmet: 1,
    systemUnknown: 1,
    notChecked: 2,
  })
})

test('property: every cell is compared, unknown to the system, or not checked', () => {
  const cells = fc.array(
    fc
      .tuple(fc.constantFrom(...verdictStates), fc.constantFrom(...findings, null))
      .map(([state, found]) => cell(state, found)),
  )
  fc.assert(
    fc.property(cells, (all) => {
      const { compared, systemUnknown, notChecked, agreed, falselyMet } = agreementOf(all)
      expect(compared + systemUnknown + notChecked).toBe(all.length)
      expect(agreed + falselyMet).toBeLessThanOrEqual(compared)
    }),
  )
})

const { machinesMin } = handCheckRule

/** What somebody found on so many machines behind these readers. */
type Behind = Partial<Cell> & { readonly machines?: number }
const behind = (readers: string[], found: Cell['found'], { machines = 1, ...more }: Behind = {}) =>
  Array.from({ length: machines }, (_, at) =>
    cell('met', found, {
      position: at + 1,
      said: { state: 'met', reason: '', readers },
      ...more,
    }),
  )
const check = (compared: number, agreed = compared) => ({
  compared,
  agreed,
  interval: wilson(agreed, compared),
})

test('a reader that was right on enough machines is lifted; one machine that says otherwise keeps the mark', () => {
  const linux = { platform: 'linux' } as const
  expect(
    readerChecksOf([
      ...behind(['firewall', 'os'], 'met', { machines: machinesMin }),
      ...behind(['firewall'], 'met', { ...linux, machines: machinesMin }),
      ...behind(['firewall'], 'unmet', { ...linux, position: 99 }),
      ...behind(['patches'], 'could-not-check', linux),
      ...behind(['ports'], null),
      ...behind(['agent'], 'met', { platform: null }),
    ]),
  ).toEqual([
    {
      reader: 'firewall',
      platform: 'linux',
      ...check(machinesMin + 1, machinesMin),
      isLifted: false,
    },
    { reader: 'firewall', platform: 'windows', ...check(machinesMin), isLifted: true },
    { reader: 'os', platform: 'windows', ...check(machinesMin), isLifted: true },
  ])
})

test('one machine that agrees in everything is one machine, and lifts nothing', () => {
  const cells = (['firewall-on', 'os-supported', 'patched'] as const).flatMap((control) =>
    behind(['os'], 'met', { control }),
  )
  expect(readerChecksOf(cells)).toEqual([
    { reader: 'os', platform: 'windows', ...check(1), isLifted: false },
  ])
  const before = new Map([['os windows', machinesMin - 1]])
  expect(readerChecksOf(cells, before)).toMatchObject([{ isLifted: true }])
})

test('machines of several checks add up until one finds the reader wrong', () => {
  const of = (compared: number, agreed = compared) =>
    ({ reader: 'os', platform: 'linux', compared, agreed }) as const
  const lifted = (...checks: ReturnType<typeof of>[]) =>
    liftingChecks(checks).map(({ machines }) => machines)
  expect(lifted(of(machinesMin - 1))).toEqual([])
  expect(lifted(of(machinesMin - 1), of(1))).toEqual([machinesMin])
  expect(lifted(of(machinesMin), of(3, 2))).toEqual([])
  expect(lifted(of(machinesMin), of(3, 2), of(machinesMin - 1))).toEqual([])
})

test('the sheet asks of machines and not of whether they report', () => {
  expect(checkedControls).not.toContain('reporting')
  expect(new Set(checkedControls).size).toBe(checkedControls.length)
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { translator } from '#i18n/translator.ts'
import { reasonText } from '#i18n/reason-text.ts'
import { productContext } from '#domain/context.ts'
import type { HostFacts } from '#domain/control.ts'
import { controlsReading, judge, judgeOnly } from '#domain/judge.ts'
import { asCounted } from '#domain/silence.ts'
import { controlIds, reason } from '#protocol/controls.ts'
import { probeId, probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import { unknown, type VerdictState } from '#protocol/values.ts'
import { anyHost } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

const runs = { numRuns: 400 }
const statesOf = (host: HostFacts, nowMs = aMomentMs): VerdictState[] =>
  judge(host, productContext, nowMs).map(({ judgement }) => judgement.state)

test('the builders make only readings that the schemas allow', () => {
  fc.assert(
    fc.property(anyHost, (host) => {
      for (const id of probeIds) {
        if (host[id]) expect(readingSchemas[id].safeParse(host[id].reading).error).toBeUndefined()
      }
    }),
    runs,
  )
})

test('judging is total and pure, and its dates lie ahead', () => {
  fc.assert(
    fc.property(anyHost, (host) => {
      const before = structuredClone(host)
      const judged = judge(host, productContext, aMomentMs)
      expect(judged.map(({ control }) => control)).toEqual(controlIds)
      expect(judge(host, productContext, aMomentMs)).toEqual(judged)
      expect(host).toEqual(before)
      for (const { judgement } of judged) {
        if (judgement.untilMs !== null) expect(judgement.untilMs).toBeGreaterThan(aMomentMs)
      }
    }),
    runs,
  )
})

test('a verdict holds until the moment it names', () => {
  fc.assert(
    fc.property(anyHost, fc.double({ min: 0, max: 1, noNaN: true }), (host, part) => {
      for (const { control, judgement } of judge(host, productContext, aMomentMs)) {
        const untilMs = judgement.untilMs ?? aMomentMs + 10 ** 11
        const within = aMomentMs + Math.floor((untilMs - 1 - aMomentMs) * part)
        const [later] = judgeOnly([control], {
          facts: host,
          context: productContext,
          nowMs: within,
        })
        expect(later?.judgement.state).toBe(judgement.state)
        expect(later?.judgement.reason).toEqual(judgement.reason)
        expect(later?.judgement.evidence).toEqual(judgement.evidence)
      }
    }),
    runs,
  )
})

test('every reason has a sentence in both languages that lacks no value', () => {
  const languages = [translator('vi'), translator('en')]
  fc.assert(
    fc.property(anyHost, (host) => {
      for (const { judgement } of judge(host, productContext, aMomentMs)) {
        for (const said of [judgement.reason, ...judgement.evidence]) {
          expect(reason.parse(said)).toEqual(said)
          for (const language of languages) expect(reasonText(language, said)).not.toMatch(/[{}]/)
        }
      }
    }),
    runs,
  )
})

test('a control reads no probe that it does not name', () => {
  fc.assert(
    fc.property(anyHost, anyHost, fc.constantFrom(...probeIds), (host, other, probe) => {
      const observedAtMs = host[probe]?.observedAtMs
      const reading = other[probe]?.reading
      if (observedAtMs === undefined || reading === undefined) return
      const changed = { ...host, [probe]: { reading, observedAtMs } }
      const untouched = controlIds.filter((id) => !controlsReading([probe]).includes(id))
      const seen = (facts: HostFacts) =>
        judgeOnly(untouched, { facts, context: productContext, nowMs: aMomentMs })
      expect(seen(changed)).toEqual(seen(host))
    }),
    runs,
  )
})

test('learning less never turns a verdict into met', () => {
  fc.assert(
    fc.property(anyHost, fc.infiniteStream(fc.boolean()), (host, hides) => {
      expectNoNewMet(statesOf(host), statesOf(withLess(host, () => hides.next().value)))
    }),
    { numRuns: 2_000 },
  )
})

test('a whole probe that could not look never turns a verdict into met', () => {
  fc.assert(
    fc.property(anyHost, fc.subarray([...probeIds]), (host, hidden) => {
      const less = Object.fromEntries(
        Object.entries(host).map(([id, observed]) =>
          hidden.includes(probeId.parse(id))
            ? [id, { ...observed, reading: unknown('timed-out') }]
            : [id, observed],
        ),
      )
      expectNoNewMet(statesOf(host), statesOf(less))
    }),
    runs,
  )
})

test('time that passes in silence never turns a verdict into met', () => {
  fc.assert(
    fc.property(anyHost, fc.nat(400 * 86_400_000), (host, laterMs) => {
      expectNoNewMet(statesOf(host), statesOf(host, aMomentMs + laterMs))
    }),
    runs,
  )
})

test('a host that falls silent is unknown in every control and unmet in reporting', () => {
  for (const control of controlIds) {
    for (const state of ['met', 'unmet', 'unknown', 'not-applicable'] as const) {
      expect(asCounted(control, state, false)).toBe(state)
      expect(asCounted(control, state, true)).toBe(control === 'reporting' ? 'unmet' : 'unknown')
    }
  }
})

function expectNoNewMet(before: readonly VerdictState[], after: readonly VerdictState[]): void {
  const newlyMet = controlIds.filter(
    (_, index) => after[index] === 'met' && before[index] !== 'met',
  )
  expect(newlyMet).toEqual([])
}

/** Names of fields, at any depth, whose schema lets them be unknown and on which a verdict may rest. */
const hideable = new Set([
  'installation',
  'supportPrograms',
  'securityUpdatesAvailable',
  'securityLists',
  'rebootReasons',
  'isRunning',
  'realTime',
  'signaturesAtMs',
  'licence',
  'password',
  'automaticLogins',
  'passwordlessSudo',
  'ssh',
  'isEnabled',
  'incomingRules',
  'program',
])

/** The same host, of which some fields could not be looked at. */
function withLess(host: HostFacts, isHidden: () => boolean): HostFacts {
  const hide = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hide)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const isFirewallState = key === 'state' && 'frontEnds' in value
        const canHide = hideable.has(key) || isFirewallState
        return [key, canHide && isHidden() ? unknown('not-permitted') : hide(inner)]
      }),
    )
  }
  const less = Object.entries(host).map(([id, observed]) => {
    const reading = readingSchemas[probeId.parse(id)].parse(hide(observed.reading))
    return [id, { ...observed, reading }]
  })
  return Object.fromEntries(less)
}

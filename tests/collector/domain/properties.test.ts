import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { translator } from '#i18n/translator.ts'
import { reasonText } from '#i18n/reason-text.ts'
import type { HostFacts } from '#domain/control.ts'
import { controlsReading, judge, judgeOnly } from '#domain/judge.ts'
import { asCounted } from '#domain/silence.ts'
import { controlIds, reason } from '#protocol/controls.ts'
import { probeId, probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import { unknown } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { anyHost } from '#tests/builders/hosts.ts'
import { learnedContext } from '#tests/builders/contexts.ts'
import { withLess, withoutEvidence } from '#tests/builders/less.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

const runs = { numRuns: 400 }
const statesOf = (host: HostFacts, nowMs = aMomentMs): VerdictState[] =>
  judge(host, learnedContext, nowMs).map(({ judgement }) => judgement.state)

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
      const judged = judge(host, learnedContext, aMomentMs)
      expect(judged.map(({ control }) => control)).toEqual(controlIds)
      expect(judge(host, learnedContext, aMomentMs)).toEqual(judged)
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
      for (const { control, judgement } of judge(host, learnedContext, aMomentMs)) {
        const untilMs = judgement.untilMs ?? aMomentMs + 10 ** 11
        const within = aMomentMs + Math.floor((untilMs - 1 - aMomentMs) * part)
        const [later] = judgeOnly([control], {
          facts: host,
          context: learnedContext,
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
      for (const { judgement } of judge(host, learnedContext, aMomentMs)) {
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
        judgeOnly(untouched, { facts, context: learnedContext, nowMs: aMomentMs })
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
    { numRuns: 1_000 },
  )
})

test('no removal or garbling of evidence of protection turns a verdict into met', () => {
  fc.assert(
    fc.property(anyHost, fc.infiniteStream(fc.nat(999)), (host, draws) => {
      const less = withoutEvidence(host, () => draws.next().value)
      expectNoNewMet(statesOf(host), statesOf(less))
    }),
    { numRuns: 1_000 },
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

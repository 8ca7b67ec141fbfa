import { expect, test } from 'vitest'
import { declaredEntriesOf } from '#domain/declared-entries.ts'
import { metrics } from '#domain/metrics/registry.ts'
import { plans } from '#domain/plan.ts'
import { aLan, anAgency, anEntry } from '#tests/builders/measure-input.ts'

const figure = (metric: string, numerator: number) =>
  anEntry<'figure'>({ metric, numerator, denominator: 10 })

test('a declared indicator lists the entries of its own figure, and those of no agency outside the plan', () => {
  const lan = aLan(false)
  const own = anAgency({
    entries: { lan: [lan], figure: [figure('f.a', 7), figure('f.b', 1), figure('f.a.2026', 2)] },
  })
  const police = anAgency({ id: 'p', exclusion: { reason: 'x' }, entries: { lan: [aLan(true)] } })
  const lans = declaredEntriesOf({ metric: 'lans-with-firewall', figure: null }, [own, police])
  expect(lans).toMatchObject([
    { entryId: lan.entryId, agencyId: own.id, numbers: { numerator: 0, denominator: 1 } },
  ])
  const figures = declaredEntriesOf({ metric: 'declared-share', figure: 'f.a' }, [own, police])
  expect(figures.map(({ name }) => name)).toEqual(['f.a', 'f.a.2026'])
})

test('every declared indicator of every plan has entries to list', () => {
  for (const { indicators } of plans) {
    for (const { metric, figure: named } of indicators) {
      if (metrics[metric].collection !== 'declared') continue
      const one = anAgency({
        entries: {
          lan: [aLan(true)],
          figure: [figure(named ?? metric, 1)],
          'it-officer': [anEntry<'it-officer'>({ people: 1, isTrained: true } as never)],
          project: [anEntry<'project'>({ name: 'x', fundingVnd: 10, securityVnd: 1 } as never)],
          training: [anEntry<'training'>({ subject: 'x', people: 2 } as never)],
          staff: [anEntry<'staff'>({ officials: 1, publicEmployees: 0 })],
          'information-system': [anEntry<'information-system'>({ name: 'x' } as never)],
        },
      })
      expect(declaredEntriesOf({ metric, figure: named }, [one]).length, metric).toBeGreaterThan(0)
    }
  }
})

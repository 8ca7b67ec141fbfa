import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedFrom, corrected, endedOn, isLife, versionOn } from '#domain/organisation-life.ts'
import { agencyScopeOf, checkForest, planScopeOf, treeOf } from '#domain/organisations.ts'
import { dayAfter, dayBefore, startOfDayMs } from '#domain/organisation-days.ts'
import { dayOf } from '#domain/register.ts'
import { aDay, aLife, aVersion } from './lives.ts'

const forest: fc.Arbitrary<{ id: string; parentId: string | null; name: string }[]> = fc
  .array(fc.option(fc.nat({ max: 30 })), { minLength: 1, maxLength: 30 })
  .map((parents) =>
    parents.map((parent, at) => ({
      id: `id${at}`,
      // Only what came before may be above, so that there is no circle; some are not in the list at all.
      parentId: parent === null ? null : parent < at ? `id${parent}` : 'elsewhere',
      name: `tên ${at % 4}`,
    })),
  )

describe('the tree', () => {
  test('is the same whatever the order in which organisations come', () => {
    fc.assert(
      fc.property(forest, fc.integer({ min: 0, max: 30 }), (organisations, turn) => {
        const turned = [...organisations.slice(turn), ...organisations.slice(0, turn)].reverse()
        const keyOf = ({ name }: { name: string }) => name
        expect(treeOf(turned, keyOf)).toEqual(treeOf(organisations, keyOf))
      }),
    )
  })

  test('holds every organisation once, below what it stands under', () => {
    fc.assert(
      fc.property(forest, (organisations) => {
        const tree = treeOf(organisations, ({ name }) => name)
        expect(tree.map(({ id }) => id).toSorted()).toEqual(
          organisations.map(({ id }) => id).toSorted(),
        )
        for (const [at, { parentId, ancestorIds, depth }] of tree.entries()) {
          const above = tree.findIndex(({ id }) => id === parentId)
          expect(above < at).toBe(true)
          expect(depth).toBe(ancestorIds.length)
          expect(ancestorIds.at(-1) ?? null).toBe(above < 0 ? null : parentId)
        }
      }),
    )
  })

  test('gives the hosts of an organisation and of everything under it', () => {
    const tree = treeOf(
      [
        { id: 'province', parentId: null },
        { id: 'health', parentId: 'province' },
        { id: 'hospital', parentId: 'health' },
        { id: 'finance', parentId: 'province' },
      ],
      ({ id }) => id,
    )
    expect(agencyScopeOf(tree, 'health')).toEqual({ agencyIds: ['health', 'hospital'] })
    expect(agencyScopeOf(tree, 'nobody')).toEqual({ agencyIds: [] })
  })

  test('an exclusion holds on its days and covers what stands under the body', () => {
    const tree = treeOf(
      [
        { id: 'police', parentId: null },
        { id: 'district-police', parentId: 'police' },
        { id: 'health', parentId: null },
      ],
      ({ id }) => id,
    )
    const exclusion = {
      planId: 'plan',
      agencyId: 'police',
      reason: 'thuộc lĩnh vực quản lý của Bộ Công an',
      fromDay: '2019-07-02',
      untilDay: '2019-12-31',
    }
    const outside = (day: string, planId = 'plan') => [
      ...planScopeOf(tree, [exclusion], { planId, day }).keys(),
    ]
    expect(outside('2019-07-01')).toEqual([])
    expect(outside('2019-07-02')).toEqual(['police', 'district-police'])
    expect(outside('2020-01-01')).toEqual([])
    expect(outside('2019-08-01', 'another')).toEqual([])
    const scope = planScopeOf(tree, [exclusion], { planId: 'plan', day: '2019-08-01' })
    expect(scope.get('district-police')?.byAgencyId).toBe('police')
  })
})

describe('a forest is refused', () => {
  const code = (parents: Record<string, Partial<Parameters<typeof aVersion>[0]>>) => {
    const lives = Object.entries(parents).map(([id, one]) => [id, [aVersion({ name: id, ...one })]])
    return () => checkForest(new Map(lives as never))
  }

  test('when one stands under itself, however long the way', () => {
    expect(code({ a: { parentId: 'b' }, b: { parentId: 'c' }, c: { parentId: 'a' } })).toThrow(
      'ORGANISATION_CYCLE',
    )
    expect(code({ a: { parentId: 'a' } })).toThrow('ORGANISATION_CYCLE')
  })

  test('when the parent stands only before, only after, or not at all', () => {
    expect(code({ a: { parentId: 'b' }, b: { untilDay: '2024-12-31' } })).toThrow(
      'ORGANISATION_PARENT_NOT_STANDING',
    )
    expect(code({ a: { parentId: 'b' }, b: { fromDay: '2020-01-02' } })).toThrow(
      'ORGANISATION_PARENT_NOT_STANDING',
    )
    expect(code({ a: { parentId: 'nobody' } })).toThrow('ORGANISATION_PARENT_NOT_STANDING')
    expect(
      code({ a: { parentId: 'b', untilDay: '2024-12-31' }, b: { untilDay: '2024-12-31' } }),
    ).not.toThrow()
  })
})

describe('a life', () => {
  test('keeps each day at most once, and changes nothing before the day of a change', () => {
    fc.assert(
      fc.property(aLife, aDay, aDay, (life, onDay, asked) => {
        fc.pre(versionOn(life, onDay) !== null)
        const changed = changedFrom(life, onDay, { name: 'Tên mới' })
        expect(isLife(changed)).toBe(true)
        expect(versionOn(changed, onDay)?.name).toBe('Tên mới')
        if (asked < onDay) {
          expect(versionOn(changed, asked)?.name).toBe(versionOn(life, asked)?.name)
        }
        expect(versionOn(changed, asked) === null).toBe(versionOn(life, asked) === null)
      }),
    )
  })

  test('ends on its last day and not a day earlier', () => {
    fc.assert(
      fc.property(aLife, aDay, (life, lastDay) => {
        fc.pre(versionOn(life, lastDay) !== null)
        const ended = endedOn(life, lastDay)
        expect(isLife(ended)).toBe(true)
        expect(versionOn(ended, lastDay)?.name).toBe(versionOn(life, lastDay)?.name)
        expect(versionOn(ended, dayAfter(lastDay))).toBeNull()
      }),
    )
  })

  test('that is corrected to begin later lets the version before it last longer', () => {
    const [first, second] = [
      aVersion({ name: 'cũ', untilDay: '2024-12-31' }),
      aVersion({ name: 'mới', fromDay: '2025-01-01' }),
    ]
    const life = [first, second]
    const right = corrected(life, second, { ...second, fromDay: '2025-03-01' })
    expect(right.map(({ fromDay, untilDay }) => [fromDay, untilDay])).toEqual([
      ['2020-01-01', '2025-02-28'],
      ['2025-03-01', null],
    ])
    expect(() => corrected(life, second, { ...second, fromDay: '2019-01-01' })).toThrow(
      'ORGANISATION_VERSIONS_OVERLAP',
    )
  })
})

test('a day begins at midnight in Viet Nam, leap years too', () => {
  expect(startOfDayMs('2025-07-01')).toBe(Date.parse('2025-06-30T17:00:00Z'))
  expect([dayBefore('2024-03-01'), dayAfter('2024-12-31')]).toEqual(['2024-02-29', '2025-01-01'])
  fc.assert(
    fc.property(aDay, (day) => {
      expect(dayOf(startOfDayMs(day))).toBe(day)
      expect(dayOf(startOfDayMs(day) - 1)).toBe(dayBefore(day))
    }),
  )
})

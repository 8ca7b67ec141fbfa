import * as fc from 'fast-check'
import { dayAfter, dayBefore } from '#domain/organisation-days.ts'
import type { OrganisationFields } from '#protocol/organisation-views.ts'
import type { Day } from '#protocol/register.ts'

/** A version with nothing special about it, from a day on. */
export const aVersion = (differences: Partial<OrganisationFields> = {}): OrganisationFields => ({
  name: 'Sở Y tế',
  shortName: 'SYT',
  code: null,
  kind: 'sở',
  level: 'tỉnh',
  parentId: null,
  fromDay: '2020-01-01',
  untilDay: null,
  source: null,
  ...differences,
})

/** Any day of a few years. */
export const aDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 1_500 })
  .map((days) => new Date(Date.UTC(2022, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))

/** A life of one to four versions that follow each other without a gap. */
export const aLife: fc.Arbitrary<OrganisationFields[]> = fc
  .tuple(
    fc.uniqueArray(aDay, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    fc.integer({ min: 0, max: 900 }),
  )
  .map(([days, isOpen, length]) => {
    const sorted = days.toSorted()
    return sorted.map((fromDay, at) => {
      const next = sorted[at + 1]
      let last = fromDay
      for (let day = 0; day < length % 7; day += 1) last = dayAfter(last)
      const untilDay = next === undefined ? (isOpen ? null : last) : dayBefore(next)
      return aVersion({ name: `Tên ${at}`, fromDay, untilDay })
    })
  })

import { budgetLines } from '#domain/budget-lines.ts'
import { foldForSearch } from '#domain/fold.ts'
import { dayOf } from '#domain/register.ts'
import type { ReportInput, Shortfall } from '#domain/report-input.ts'
import { productsSeenIn, shortfallOf } from '#domain/shortfall.ts'
import type { ReportKind } from '#protocol/reports.ts'
import type { Scope } from './frozen.ts'
import { computers, shippedNames } from './licences.ts'

/** What is missing over the scope: the sum of those that could say, and how many could not. Null: none could. */
export function summedShortfall({ measured, snapshot, plan, agencies: states }: Scope): Shortfall {
  const { agencies } = shortfallOf({
    input: { cutOffMs: snapshot.cutOffMs, cutOffDay: dayOf(snapshot.cutOffMs), agencies: measured },
    seen: productsSeenIn(states),
    names: shippedNames,
    planId: plan.id,
    classes: computers,
  })
  type Row = (typeof agencies)[number]
  const sum = (of: (row: Row) => number | null) => {
    const known = agencies.map(of).filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
  }
  const unsaid = (of: (row: Row) => number | null) =>
    agencies.filter((row) => of(row) === null).length
  return {
    machinesWithoutLicence: sum(({ machinesWithoutLicence }) => machinesWithoutLicence),
    machinesUnknown: sum(({ machinesUnknown }) => machinesUnknown) ?? 0,
    seatsBought: sum(({ seatsBought }) => seatsBought),
    seatsUsed: sum(({ seatsUsed }) => seatsUsed),
    // Of licences that nobody has declared it is not known when they end.
    seatsEndingSoon: sum((row) => (row.seatsBought === null ? null : row.seatsEndingSoon)),
    lansWithoutFirewall: sum(({ lansWithoutFirewall }) => lansWithoutFirewall),
    unsaid: {
      seatsBought: unsaid(({ seatsBought }) => seatsBought),
      seatsUsed: unsaid(({ seatsUsed }) => seatsUsed),
      lansWithoutFirewall: unsaid(({ lansWithoutFirewall }) => lansWithoutFirewall),
    },
  }
}

/** What a report of a shortfall may name: money for licences and firewalls. A scorecard names every line. */
const shortfallKinds: readonly ReportKind[] = ['agency-quarter', 'province-quarter']

/** The budget lines of the plan that speak of what is missing, and that this agency may be meant by. */
export function budgetLinesOf(scope: Scope, kind: ReportKind): ReportInput['budgetLines'] {
  const own = scope.agencies.find(({ id }) => id === scope.agencyId) ?? null
  return budgetLines
    .filter(({ planId }) => planId === scope.plan.id)
    .filter(
      ({ uses }) =>
        !shortfallKinds.includes(kind) ||
        uses.some((use) => use === 'licences' || use === 'firewalls'),
    )
    .filter(({ levels, body }) => {
      if (own === null) return true
      const isOfLevel = levels === null || levels.some((one) => isSame(one, own.level ?? ''))
      return isOfLevel && (body === null || isSame(body, own.name))
    })
    .map(({ id, name, lead, total }) => ({ id, name, lead, millionVnd: total }))
}

const isSame = (left: string, right: string) => foldForSearch(left) === foldForSearch(right)

import type { MetricId } from '#protocol/plans.ts'
import type { EntryBody } from '#protocol/register.ts'
import type { AgencyEntries, InputAgency, InputEntry, MeasuredEntryKind } from './measure-input.ts'
import type { Indicator } from './plan.ts'

/** One entry that a declared figure is made from, as its agency said it. */
export type DeclaredEntry = {
  readonly entryId: string
  readonly kind: MeasuredEntryKind
  readonly agencyId: string
  readonly fromDay: string
  /** What it is called; null: its kind says it all. */
  readonly name: string | null
  /** What counts of it. */
  readonly numbers: { readonly numerator: number; readonly denominator: number | null } | null
}

/** Which entries a metric reads; of figures, those that the indicator names. Metrics of machines read none. */
const kindOfMetric: { readonly [Id in MetricId]: MeasuredEntryKind | null } = {
  'computers-per-official': 'staff',
  'agencies-with-lan-and-broadband': 'lan',
  'lans-with-firewall': 'lan',
  'computers-with-licensed-antivirus': 'licence',
  'agencies-with-it-officer': 'it-officer',
  'agencies-by-figure': 'figure',
  'declared-share': 'figure',
  'declared-sum': 'figure',
  'protected-machines': 'licence',
  'default-configurations': 'figure',
  'devices-reviewed': 'figure',
  'projects-with-security': 'project',
  'trainings-held': 'training',
  'security-share-of-plan-budget': 'figure',
  'security-share-of-plan-budget-over-years': 'figure',
  'security-share-of-projects': 'project',
  'domestic-products-in-systems': 'information-system',
  'machines-patched': null,
  'machines-with-supported-system': null,
  'machines-with-firewall': null,
  'machines-reporting': null,
}

/** What agencies declared for an indicator, entry by entry. */
export function declaredEntriesOf(
  { metric, figure }: Pick<Indicator, 'metric' | 'figure'>,
  agencies: readonly InputAgency[],
): DeclaredEntry[] {
  const kind = kindOfMetric[metric]
  if (kind === null) return []
  const named = figure ?? metric
  const inside = agencies.filter(({ exclusion }) => exclusion === null)
  return inside.flatMap(({ id: agencyId, entries }) =>
    told(entries, kind)
      .filter((one) => one.figure === null || isOf(one.figure, named))
      .map(({ figure: _figure, ...one }) => ({ ...one, kind, agencyId })),
  )
}

/** Budgets are declared year by year, under `<figure>.<year>`. */
const isOf = (said: string, named: string) => said === named || said.startsWith(`${named}.`)

type Told = Omit<DeclaredEntry, 'kind' | 'agencyId'> & { readonly figure: string | null }

function told(entries: AgencyEntries, kind: MeasuredEntryKind): Told[] {
  switch (kind) {
    case 'staff':
      return entries.staff.map((one) => line(one, null, pair(one.body.officials, null)))
    case 'lan':
      return entries.lan.map((one) => line(one, one.body.name, share(one.body.hasFirewall)))
    case 'it-officer':
      return entries['it-officer'].map((one) => line(one, null, pair(one.body.people, null)))
    case 'licence':
      return entries.licence.map((one) =>
        line(one, one.body.productName, pair(one.body.seats, null)),
      )
    case 'information-system':
      return entries['information-system'].map((one) => line(one, one.body.name, null))
    case 'project':
      return entries.project.map((one) =>
        line(one, one.body.name, pair(one.body.securityVnd, one.body.fundingVnd)),
      )
    case 'training':
      return entries.training.map((one) => line(one, one.body.subject, pair(one.body.people, null)))
    case 'incident':
      return entries.incident.map((one) => line(one, one.body.subject, null))
    case 'figure':
      return entries.figure.map((one) => ({
        ...line(one, one.body.metric, figureNumbers(one.body)),
        figure: one.body.metric,
      }))
  }
}

const pair = (numerator: number, denominator: number | null) => ({ numerator, denominator })
const share = (isMet: boolean) => pair(isMet ? 1 : 0, 1)
const figureNumbers = ({ numerator, denominator }: EntryBody<'figure'>) =>
  pair(numerator, denominator)

function line(
  { entryId, fromDay }: Pick<InputEntry<MeasuredEntryKind>, 'entryId' | 'fromDay'>,
  name: string | null,
  numbers: DeclaredEntry['numbers'],
): Told {
  return { entryId, fromDay, name, numbers, figure: null }
}

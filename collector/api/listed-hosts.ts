import type { InputAgency } from '#domain/measure-input.ts'
import type { Plan } from '#domain/plan.ts'
import type { HostsBehind } from '#protocol/views.ts'
import { hostClasses, type EpochMs, type HostClass } from '#protocol/values.ts'
import { countListed, type ListedCount } from '#store/listed-counts.ts'
import type { Scope } from '#store/population.ts'
import type { ApiDeps } from './call.ts'
import type { MeasuredPlan } from './measuring.ts'

type Look = {
  readonly scope: Scope
  readonly asOfMs: EpochMs | null
  readonly agency?: string | undefined
  /** What the agencies declared, as the figure counts it. */
  readonly declared: readonly Pick<InputAgency, 'id' | 'denominators'>[]
}
type Indicator = Pick<Plan['indicators'][number], 'control' | 'classes'>

/** The hosts behind an indicator as the list of hosts counts them, together and by agency; null: no host is behind it. */
export async function hostsBehind(
  { store }: Pick<ApiDeps, 'store'>,
  { control, classes }: Indicator,
  look: Look,
): Promise<{ readonly all: HostsBehind; of(agencyId: string): HostsBehind } | null> {
  if (control === null) return null
  const counts = await countListed(store, { ...look, control })
  const listed = counts.filter((one) => classes === null || classes.includes(one.class))
  const missing = new Map(
    look.declared.map(({ id, denominators }) => [id, notEnrolledOf(denominators, classes)]),
  )
  const sumOf = (of: readonly ListedCount[], notEnrolled: number): HostsBehind => ({
    unmet: of.reduce((sum, one) => sum + one.unmet, 0),
    unknown: of.reduce((sum, one) => sum + one.unknown, 0),
    notEnrolled,
    classes: classes === null ? null : [...classes],
  })
  const byAgency = Map.groupBy(listed, ({ agencyId }) => agencyId)
  const allMissing = [...missing.values()].reduce((sum, one) => sum + one, 0)
  return {
    all: sumOf(listed, allMissing),
    of: (agencyId) => sumOf(byAgency.get(agencyId) ?? [], missing.get(agencyId) ?? 0),
  }
}

/** Machines that are listed one by one, in use and no host; what was only counted has no list. */
function notEnrolledOf(
  denominators: InputAgency['denominators'],
  classes: Indicator['classes'],
): number {
  const counted: readonly HostClass[] = classes ?? hostClasses
  return counted.reduce((sum, one) => {
    const { neverEnrolled, withoutAgent } = denominators[one]
    return sum + neverEnrolled + withoutAgent
  }, 0)
}

/** The same for every indicator of a plan, by its id; those without hosts are absent. */
export async function hostsBehindAll(
  deps: Pick<ApiDeps, 'store'>,
  { plan, input }: Pick<MeasuredPlan, 'plan' | 'input'>,
  look: Omit<Look, 'declared'>,
): Promise<ReadonlyMap<string, HostsBehind>> {
  const behind = new Map<string, HostsBehind>()
  for (const indicator of plan.indicators) {
    const hosts = await hostsBehind(deps, indicator, { ...look, declared: input.agencies })
    if (hosts) behind.set(indicator.id, hosts.all)
  }
  return behind
}

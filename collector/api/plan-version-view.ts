import { checkPlan } from '#domain/plan-check.ts'
import { endsOf, versionOn } from '#domain/plan-versions.ts'
import type { PlanVersionHead, PlanVersionView } from '#protocol/plan-views.ts'
import type { Day } from '#protocol/register.ts'
import type { PlanVersion } from '#store/plans/versions.ts'

/** Every version as a list shows it, the newest of each plan first. */
export function headsOf(versions: readonly PlanVersion[], today: Day): PlanVersionHead[] {
  return versions
    .map((version) => headOf(version, versions, today))
    .toSorted(
      (left, right) =>
        compare(right.issuedOn, left.issuedOn) ||
        compare(left.id, right.id) ||
        right.version - left.version,
    )
}

/** One version with what it says and what is wrong with it. */
export function versionViewOf(
  version: PlanVersion,
  all: readonly PlanVersion[],
  today: Day,
): PlanVersionView {
  const troubles = version.state === 'draft' ? checkPlan(version.body) : []
  return { head: headOf(version, all, today), body: version.body, troubles }
}

function headOf(version: PlanVersion, all: readonly PlanVersion[], today: Day): PlanVersionHead {
  const { body, planId, ...rest } = version
  const issued = all.filter((one) => one.planId === planId && one.state === 'issued')
  const ends = endsOf(issued).find((one) => one.version === version.version)
  return {
    ...rest,
    id: planId,
    name: body.name,
    documentNumber: body.documentNumber,
    issuedOn: body.issuedOn,
    from: body.from,
    to: body.to,
    validUntil: version.state === 'issued' ? (ends?.endsOn ?? null) : version.validUntil,
    isCurrent: versionOn(issued, today)?.version === version.version && version.state === 'issued',
    indicators: body.indicators.length,
  }
}

const compare = (left: string, right: string) => (left < right ? -1 : Number(left > right))

import { planBody, type PlanBody } from '#protocol/plans.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { planFile, plansOfProvince, type Plan } from '#domain/plan.ts'
import { versionOn } from '#domain/plan-versions.ts'
import type { Db } from '../schema.ts'

/** One version of a plan with what it says. */
export type PlanVersion = {
  readonly planId: string
  readonly version: number
  readonly body: PlanBody
  readonly state: 'draft' | 'issued'
  readonly isBuiltIn: boolean
  readonly validFrom: Day
  readonly validUntil: Day | null
  readonly author: string
  readonly recordedMs: EpochMs | null
  readonly revision: number
  readonly issuedMs: EpochMs | null
  readonly issuedBy: string | null
}

/** Every version of every plan of a province: those of the product first, then what was written. */
export async function listPlanVersions(db: Db, provinceId: string): Promise<PlanVersion[]> {
  const rows = await db
    .selectFrom('plan_version')
    .selectAll()
    .where('province_id', '=', provinceId)
    .orderBy('plan_id')
    .orderBy('version')
    .execute()
  return [...plansOfProvince(provinceId).map(builtIn), ...rows.map(written)]
}

/** A plan as it defines what is measured, with the version that says so. */
export type DefinedPlan = { readonly plan: Plan; readonly version: number }

/**
 * The plans by which a day is measured, the one that is shown first first: each in the version that held that day,
 * so that last year is computed with last year's definition. `knownAtMs`: only what was issued by then.
 */
export async function plansOn(
  db: Db,
  provinceId: string,
  { day, knownAtMs }: { day: Day; knownAtMs: EpochMs | null },
): Promise<DefinedPlan[]> {
  const all = await listPlanVersions(db, provinceId)
  const issued = all.filter(
    ({ state, issuedMs }) =>
      state === 'issued' && (knownAtMs === null || issuedMs === null || issuedMs <= knownAtMs),
  )
  const ids = [...new Set(issued.map(({ planId }) => planId))]
  const chosen = ids.flatMap((planId) => {
    const own = issued.filter((one) => one.planId === planId)
    return versionOn(own, day) ?? []
  })
  return chosen
    .toSorted((left, right) => rankOf(right, day) - rankOf(left, day))
    .map(({ body, version }) => ({ plan: planFile.parse(body), version }))
}

/** A plan that the province wrote itself is shown before those of the documents, once it holds. */
function rankOf({ isBuiltIn, version, validFrom }: PlanVersion, day: Day): number {
  if (isBuiltIn || version > 1) return 1
  return validFrom <= day ? 2 : 0
}

function builtIn(plan: Plan): PlanVersion {
  return {
    planId: plan.id,
    version: 1,
    body: plan,
    state: 'issued',
    isBuiltIn: true,
    validFrom: plan.from,
    validUntil: null,
    author: '',
    recordedMs: null,
    revision: 0,
    issuedMs: null,
    issuedBy: null,
  }
}

type Row = {
  readonly plan_id: string
  readonly version: number
  readonly body: string
  readonly state: 'draft' | 'issued'
  readonly valid_from: string
  readonly valid_until: string | null
  readonly author: string
  readonly recorded_ms: number
  readonly revision: number
  readonly issued_ms: number | null
  readonly issued_by: string | null
}

function written(row: Row): PlanVersion {
  return {
    planId: row.plan_id,
    version: row.version,
    body: planBody.parse(JSON.parse(row.body)),
    state: row.state,
    isBuiltIn: false,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    author: row.author,
    recordedMs: row.recorded_ms,
    revision: row.revision,
    issuedMs: row.issued_ms,
    issuedBy: row.issued_by,
  }
}

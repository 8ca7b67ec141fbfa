import type { StateLook } from '#domain/moved-comparison.ts'
import type { Plan } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import { isIndicatorProvisional } from '#domain/scorecard.ts'
import { snapshotValuesOf } from '#domain/snapshot-values.ts'
import { Refusal } from '#protocol/refusals.ts'
import { snapshotIndicator, type SnapshotIndicator } from '#protocol/snapshot-views.ts'
import type { SnapshotView } from '#protocol/snapshots.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readSettings } from '#store/judging.ts'
import { plansOn, type DefinedPlan } from '#store/plans/versions.ts'
import { firstKnownMs } from '#store/snapshots/read-agencies.ts'
import { readWholeState } from '#store/snapshots/read-state.ts'
import { openSnapshot } from '#store/snapshots/open.ts'
import { snapshotViewOf } from '#domain/snapshot.ts'
import type { Db } from '#store/schema.ts'
import { provisionalFigures } from '#store/verification.ts'
import type { ApiDeps } from './call.ts'

/** A state to compare, and the snapshot that it was frozen in; null: read from history. */
export type LookedAt = StateLook & {
  readonly snapshot: SnapshotView | null
  /** What was known when. */
  readonly knownMs: EpochMs
}

/** @throws Refusal SNAPSHOT_NOT_FOUND, SNAPSHOT_DAMAGED */
export async function stateOfSnapshot({ store }: ApiDeps, id: string): Promise<LookedAt> {
  const { snapshot, plan, agencies, ...chain } = await openSnapshot(store.reader, { id })
  const { cutOffMs, knownMs, values, settings } = snapshot
  const view = snapshotViewOf(snapshot, chain)
  return { plan, agencies, cutOffMs, knownMs, values, settings, snapshot: view }
}

export type MomentAsked = {
  readonly planId: string | undefined
  readonly atMs: EpochMs
  readonly known: 'then' | 'now'
}

/**
 * The state of any past moment, from history, under the plan of its day.
 * @throws Refusal PLAN_NOT_FOUND, SNAPSHOT_CUT_OFF_IN_FUTURE, SNAPSHOT_BEFORE_HISTORY
 */
export async function stateOfMoment(
  deps: ApiDeps,
  { planId, atMs, known }: MomentAsked,
): Promise<LookedAt> {
  const { store, now } = deps
  const nowMs = now()
  if (atMs > nowMs) throw new Refusal('SNAPSHOT_CUT_OFF_IN_FUTURE', { cutOffAtMs: atMs })
  const firstMs = (await firstKnownMs(store.reader)) ?? nowMs
  if (atMs < firstMs) {
    throw new Refusal('SNAPSHOT_BEFORE_HISTORY', { cutOffAtMs: atMs, firstAtMs: firstMs })
  }
  const knownMs = known === 'then' ? atMs : nowMs
  const { plan } = await planAt(deps, { planId, atMs, knownMs })
  const moment = { cutOffMs: atMs, knownMs }
  const agencies = await readWholeState(store, { planId: plan.id, moment })
  return {
    plan,
    agencies,
    cutOffMs: atMs,
    knownMs,
    values: snapshotValuesOf(plan, agencies, atMs),
    settings: await readSettings(store.reader, atMs),
    snapshot: null,
  }
}

/** The plan that is named, or the one that is shown where none is. @throws Refusal PLAN_NOT_FOUND */
export async function planAt(
  { store, provinceId }: ApiDeps,
  asked: { planId: string | undefined; atMs: EpochMs; knownMs: EpochMs },
): Promise<DefinedPlan> {
  const { planId, atMs, knownMs } = asked
  const look = { day: dayOf(atMs), knownAtMs: knownMs }
  const plans = await plansOn(store.reader, provinceId, look)
  const chosen = planId === undefined ? plans[0] : plans.find(({ plan }) => plan.id === planId)
  if (!chosen) throw new Refusal('PLAN_NOT_FOUND', { planId: planId ?? '' })
  return chosen
}

/** The indicators whose figures rested on readers that nobody had checked by hand at a moment (null: now). */
export async function provisionalIn(
  db: Db,
  { indicators }: Plan,
  asOf: EpochMs | null,
): Promise<string[]> {
  const isProvisional = await provisionalFigures(db, { asOf })
  return indicators
    .filter((indicator) => isIndicatorProvisional(indicator, isProvisional))
    .map(({ id }) => id)
}

/** What a screen needs of each indicator to print its values. */
export function snapshotIndicators({ indicators }: Plan): SnapshotIndicator[] {
  return indicators.map((indicator) => snapshotIndicator.parse(indicator))
}

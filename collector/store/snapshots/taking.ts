import type { Store } from '#collector/deps.ts'
import { cutOffMsOf, periodOf, type Period } from '#domain/periods.ts'
import { dayOf } from '#domain/register.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { SnapshotView } from '#protocol/snapshots.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readSettings } from '../judging.ts'
import { plansOn, type DefinedPlan } from '../plans/versions.ts'
import { readCutOffRules } from './cut-offs.ts'
import { dailyKey, periodKey } from './due-key.ts'
import { findPeriodSnapshot } from './list.ts'
import { openPlanOf, openSnapshotAlone } from './open.ts'
import { firstKnownMs } from './read-agencies.ts'
import { takeSnapshot, type SnapshotWanted, type TakenBy } from './take.ts'

/** What every snapshot of a collector needs. */
export type Taking = {
  readonly store: Store
  readonly provinceId: string
  /** Of what hosts are judged by now. */
  readonly contextRevision: string
}

/** Freezes every plan as of a moment that was due, each once, whoever comes first. Returns what was taken now. */
export async function takeDaily(
  taking: Taking,
  dueMs: EpochMs,
  by: TakenBy,
): Promise<SnapshotView[]> {
  return takeEach(taking, by, {
    cutOffMs: dueMs,
    kind: 'daily',
    period: null,
    reason: null,
    dueKeyOf: (planId) => dailyKey(planId, dueMs),
  })
}

/** Freezes every plan as of the cut-off of a period, each once. */
export async function takePeriod(
  taking: Taking,
  { period, cutOffMs }: { period: Period; cutOffMs: EpochMs },
  by: TakenBy,
): Promise<SnapshotView[]> {
  return takeEach(taking, by, {
    cutOffMs,
    kind: 'period',
    period: period.id,
    reason: null,
    dueKeyOf: (planId) => periodKey(planId, period.id),
  })
}

type Each = Pick<SnapshotWanted, 'kind' | 'period' | 'reason'> & {
  readonly cutOffMs: EpochMs
  readonly dueKeyOf: (planId: string) => string | null
}

async function takeEach(taking: Taking, by: TakenBy, each: Each): Promise<SnapshotView[]> {
  const { cutOffMs, dueKeyOf, ...wanted } = each
  const taken: SnapshotView[] = []
  for (const defined of await definedPlans(taking, cutOffMs, by.nowMs)) {
    const dueKey = dueKeyOf(defined.plan.id)
    const moment = { cutOffMs, knownMs: by.nowMs }
    const one = await take(taking, by, { ...wanted, ...defined, moment, dueKey, amends: null })
    if (one) taken.push(one)
  }
  return taken
}

function definedPlans(taking: Taking, atMs: EpochMs, knownAtMs: EpochMs): Promise<DefinedPlan[]> {
  return plansOn(taking.store.reader, taking.provinceId, { day: dayOf(atMs), knownAtMs })
}

type Wanted = Omit<
  SnapshotWanted,
  'provinceId' | 'contextRevision' | 'settings' | 'planVersion'
> & { readonly version: number }

async function take(
  { store, provinceId, contextRevision }: Taking,
  by: TakenBy,
  { version, ...wanted }: Wanted,
): Promise<SnapshotView | null> {
  const settings = await readSettings(store.reader, wanted.moment.cutOffMs)
  const more = { provinceId, contextRevision, settings, planVersion: version }
  return takeSnapshot(store, { ...wanted, ...more }, by)
}

/** What somebody asks for: the state of now, or of the cut-off of a period that has none. */
export type ByHand = {
  readonly planId: string
  readonly period: string | null
  readonly reason: string
}

/**
 * Takes a snapshot because somebody wants one.
 * @throws Refusal PLAN_NOT_FOUND, PERIOD_UNKNOWN, SNAPSHOT_CUT_OFF_IN_FUTURE, SNAPSHOT_BEFORE_HISTORY, SNAPSHOT_EXISTS
 */
export async function takeByHand(
  taking: Taking,
  { planId, period, reason }: ByHand,
  by: TakenBy,
): Promise<SnapshotView> {
  const cutOffMs = period === null ? by.nowMs : await pastCutOff(taking, period, by.nowMs)
  const plans = await definedPlans(taking, cutOffMs, by.nowMs)
  const defined = plans.find(({ plan }) => plan.id === planId)
  if (!defined) throw new Refusal('PLAN_NOT_FOUND', { planId })
  const kind = period === null ? 'daily' : 'period'
  const dueKey = period === null ? null : periodKey(planId, period)
  const moment = { cutOffMs, knownMs: by.nowMs }
  const wanted = { kind, period, reason, moment, dueKey, amends: null } as const
  const taken = await take(taking, by, { ...wanted, ...defined })
  if (taken) return taken
  const held = await findPeriodSnapshot(taking.store.reader, { planId, period: period ?? '' })
  throw new Refusal('SNAPSHOT_EXISTS', { period: period ?? '', number: held?.number ?? 0 })
}

/** @throws Refusal PERIOD_UNKNOWN, SNAPSHOT_CUT_OFF_IN_FUTURE, SNAPSHOT_BEFORE_HISTORY */
async function pastCutOff({ store }: Taking, id: string, nowMs: EpochMs): Promise<EpochMs> {
  const period = periodOf(id)
  const cutOffMs = period && cutOffMsOf(period, await readCutOffRules(store.reader))
  if (cutOffMs === null) throw new Refusal('PERIOD_UNKNOWN', { period: id })
  if (cutOffMs > nowMs) throw new Refusal('SNAPSHOT_CUT_OFF_IN_FUTURE', { cutOffAtMs: cutOffMs })
  const firstMs = (await firstKnownMs(store.reader)) ?? nowMs
  if (cutOffMs < firstMs) {
    throw new Refusal('SNAPSHOT_BEFORE_HISTORY', { cutOffAtMs: cutOffMs, firstAtMs: firstMs })
  }
  return cutOffMs
}

/**
 * Freezes the moment of another snapshot again, with what became known since, under the same version of the plan.
 * The one that it amends stays as it is.
 * @throws Refusal SNAPSHOT_NOT_FOUND, SNAPSHOT_DAMAGED
 */
export async function amendSnapshot(
  taking: Taking,
  { snapshotId, reason }: { snapshotId: string; reason: string },
  by: TakenBy,
): Promise<SnapshotView> {
  const { snapshot } = await openSnapshotAlone(taking.store.reader, { id: snapshotId })
  const plan = await openPlanOf(taking.store.reader, snapshot)
  const taken = await take(taking, by, {
    kind: 'amendment',
    plan,
    version: snapshot.planVersion,
    period: snapshot.period,
    moment: { cutOffMs: snapshot.cutOffMs, knownMs: by.nowMs },
    dueKey: null,
    reason: null,
    amends: { snapshotId, reason },
  })
  if (!taken) throw new Error('an amendment is due for nothing')
  return taken
}

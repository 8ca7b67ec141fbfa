import { provinces } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import type { ShareInput } from '#domain/sharing.ts'
import { Refusal } from '#protocol/refusals.ts'
import { organisationsAsOf } from '../organisations/read.ts'
import { plansOn } from '../plans/versions.ts'
import type { Db } from '../schema.ts'
import { findPeriodSnapshot } from '../snapshots/list.ts'
import { openSnapshot } from '../snapshots/open.ts'
import { readDetections } from './read-detections.ts'

export type ShareWanted = {
  readonly provinceId: string
  readonly period: string
  /** Whose exclusions hold; undefined: the first plan that froze this period. */
  readonly planId: string | undefined
  readonly nowMs: number
}

/**
 * All that is shared of a period, from what was frozen for it.
 * @throws Refusal SHARING_NO_SNAPSHOT, SNAPSHOT_DAMAGED
 */
export async function readShare(db: Db, wanted: ShareWanted): Promise<ShareInput> {
  const { provinceId, period } = wanted
  const found = await snapshotOf(db, wanted)
  if (found === null) throw new Refusal('SHARING_NO_SNAPSHOT', { period })
  const { snapshot, hash, agencies } = await openSnapshot(db, { id: found.id })
  const { number, cutOffMs, knownMs } = snapshot
  const day = dayOf(cutOffMs)
  const known = await organisationsAsOf(db, { day, knownAtMs: knownMs })
  return {
    province: {
      id: provinceId,
      name: provinces.find(({ id }) => id === provinceId)?.name.vi ?? provinceId,
    },
    period,
    snapshot: { number, hash, cutOffMs },
    agencies,
    codes: new Map(known.flatMap(({ id, code }) => (code === null ? [] : [[id, code]]))),
    detections: await readDetections(db, agencies, { cutOffMs, knownMs }),
  }
}

async function snapshotOf(db: Db, { provinceId, period, planId, nowMs }: ShareWanted) {
  const plans = await plansOn(db, provinceId, { day: dayOf(nowMs), knownAtMs: null })
  const ids = planId === undefined ? plans.map(({ plan }) => plan.id) : [planId]
  for (const id of ids) {
    const found = await findPeriodSnapshot(db, { planId: id, period })
    if (found) return found
  }
  return null
}

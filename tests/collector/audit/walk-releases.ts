import { firstPlan } from '#domain/rollout.ts'
import type { RouteName } from '#protocol/routes.ts'
import type { Db } from '#store/schema.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { holdRelease } from '#tests/support/update/held-release.ts'
import { byAt } from '../snapshots/taking.ts'

type Sent = { readonly params: Record<string, string>; readonly body: object }

/** Begins to roll a release out, and pauses it. */
export async function walkReleases(
  db: Db,
  walk: (name: RouteName, sent: Sent) => Promise<unknown>,
): Promise<void> {
  await holdRelease(db, 3, byAt(seededNowMs))
  const params = { sequence: '3' }
  await walk('startRelease', { params, body: { revision: 1, plan: firstPlan } })
  await walk('pauseRelease', { params, body: { revision: 2, reason: 'Máy in báo lỗi' } })
}

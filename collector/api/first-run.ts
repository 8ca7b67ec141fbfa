import { plansOn } from '#store/plans/versions.ts'
import { dayOf } from '#domain/register.ts'
import { firstSteps, type FirstRunView } from '#protocol/first-run.ts'
import { dismissFirstRun, isFirstRunDismissed, readFirstRun } from '#store/first-run.ts'
import type { ApiDeps, Handlers } from './call.ts'

/** The checklist of a new installation. */
export function firstRunHandlers(
  deps: Pick<ApiDeps, 'store' | 'now' | 'provinceId'>,
): Pick<Handlers, 'firstRun' | 'dismissFirstRun'> {
  const { store } = deps
  return {
    firstRun: () => viewOf(deps),

    async dismissFirstRun({ body: { isDismissed }, by }) {
      await dismissFirstRun(store.db, isDismissed, by)
      return viewOf(deps)
    },
  }
}

async function viewOf({
  store,
  now,
  provinceId,
}: Pick<ApiDeps, 'store' | 'now' | 'provinceId'>): Promise<FirstRunView> {
  const nowMs = now()
  const day = dayOf(nowMs)
  const plans = await plansOn(store.reader, provinceId, { day, knownAtMs: nowMs })
  // The plan that is shown where none is named; one that has ended sets no target of this year.
  const holding = plans
    .slice(0, 1)
    .filter(({ plan: { from, to } }) => from <= day && (to ?? day) >= day)
  const counts = { ...(await readFirstRun(store.reader, day)), 'targets-set': holding.length }
  return {
    steps: firstSteps.map((id) => ({ id, isDone: counts[id] > 0, count: counts[id] })),
    isDismissed: await isFirstRunDismissed(store.reader),
  }
}

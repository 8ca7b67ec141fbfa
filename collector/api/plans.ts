import { metrics } from '#domain/metrics/registry.ts'
import { planViewOf } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import { partOfChange, snapshotsAround } from '#domain/moved-decisions.ts'
import { metricIds } from '#protocol/plans.ts'
import type { LoggedChange } from '#protocol/snapshot-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import { listDefinitionChanges } from '#store/plans/changes.ts'
import {
  discardDraft,
  editDraft,
  findVersion,
  issueDraft,
  startDraft,
  type VersionKey,
} from '#store/plans/drafts.ts'
import { listPlanVersions } from '#store/plans/versions.ts'
import { dailySnapshotsOf } from '#store/snapshots/list.ts'
import type { ApiDeps, Handlers } from './call.ts'
import type { Measuring } from './measuring.ts'
import { headsOf, versionViewOf } from './plan-version-view.ts'

type Names =
  | 'plans'
  | 'planVersions'
  | 'planVersion'
  | 'startPlanDraft'
  | 'editPlanDraft'
  | 'issuePlan'
  | 'discardPlanDraft'
  | 'planMetrics'
  | 'definitionChanges'

/** Plans, their versions, and who changed what figures are made from. */
export function planHandlers(deps: ApiDeps, measuring: Measuring): Pick<Handlers, Names> {
  const { store, events, provinceId, now } = deps
  const { db, reader } = store
  const heads = async () => ({
    versions: headsOf(await listPlanVersions(db, provinceId), dayOf(now())),
  })
  const viewOf = async (key: VersionKey) =>
    versionViewOf(await findVersion(db, key), await listPlanVersions(db, provinceId), dayOf(now()))
  const keyOf = (params: { id: string; version: number }): VersionKey => ({
    provinceId,
    planId: params.id,
    version: params.version,
  })
  const tell = (atMs: EpochMs) => events.publish({ kind: 'register-changed', atMs })

  return {
    async plans() {
      const plans = await measuring.plansAt(undefined)
      return { plans: plans.map(({ plan }) => planViewOf(plan)) }
    },

    planVersions: heads,

    planVersion: ({ params }) => viewOf(keyOf(params)),

    async startPlanDraft({ params: { id: planId }, body, by }) {
      const { version } = await startDraft(db, { provinceId, planId, ...body }, by)
      return viewOf({ provinceId, planId, version })
    },

    async editPlanDraft({ params, body: { expectedRevision, ...text }, by }) {
      await editDraft(db, keyOf(params), { ...by, text, expectedRevision })
      return viewOf(keyOf(params))
    },

    async issuePlan({ params, body, by }) {
      await issueDraft(db, keyOf(params), { ...by, ...body })
      tell(by.nowMs)
      return viewOf(keyOf(params))
    },

    async discardPlanDraft({ params, query, by }) {
      await discardDraft(db, keyOf(params), { ...by, ...query })
      return heads()
    },

    planMetrics: () => Promise.resolve({ metrics: metricIds.map(metricViewOf) }),

    async definitionChanges({ query }) {
      const { changes, total } = await listDefinitionChanges(reader, query)
      const [shown] = await measuring.plansAt(undefined)
      const taken = new Map<string, Awaited<ReturnType<typeof dailySnapshotsOf>>>()
      const logged: LoggedChange[] = []
      for (const change of changes) {
        const part = partOfChange(change.action)
        // Of a plan its own figures show what it moved; of everything else those that are shown first.
        const [ofPlan] = part === 'plan-changed' ? change.subject.split(' ') : []
        const planId = ofPlan ?? shown?.plan.id ?? ''
        const snapshots = taken.get(planId) ?? (await dailySnapshotsOf(reader, planId))
        taken.set(planId, snapshots)
        logged.push({ ...change, part, between: snapshotsAround(snapshots, change.atMs) })
      }
      return { changes: logged, total }
    },
  }
}

/** A metric as a form offers it. */
export function metricViewOf(id: (typeof metricIds)[number]) {
  const { kind, unit, subject, collection, control } = metrics[id]
  return { id, kind, unit, subject, collection, control }
}

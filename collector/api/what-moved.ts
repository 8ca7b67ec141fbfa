import { dayMs } from '#protocol/facts/spec.ts'
import { compareStates } from '#domain/moved-comparison.ts'
import { movedDecisionOf } from '#domain/moved-decisions.ts'
import type { Plan } from '#domain/plan.ts'
import { dayOf, endOfDayMs } from '#domain/register.ts'
import { canonicalJson } from '#protocol/delta.ts'
import type { DefinitionChange } from '#protocol/plan-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { RouteInput } from '#protocol/routes.ts'
import type { MovedPart, WhatMovedView } from '#protocol/snapshot-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import { changesBetween, lastIssueOf } from '#store/plans/changes.ts'
import { isWithin, requireAgency, type Scope } from '#store/population.ts'
import { readTrend } from '#store/snapshots/trend.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { agencyShown } from './scope.ts'
import {
  planAt,
  provisionalIn,
  snapshotIndicators,
  stateOfMoment,
  stateOfSnapshot,
} from './snapshot-states.ts'
import type { LookedAt } from './snapshot-states.ts'

/** Of a part whose list was not asked for. */
const subjectsShownMax = 50
/** Of the part whose list was asked for: more than a province has machines. */
const subjectsMax = 50_000
/** Of what was decided in between; an import is one of them. */
const decisionsMax = 200
const trendDays = 365

/** What lies between two moments, trends, and any past moment. */
export function movedHandlers(deps: ApiDeps): Pick<Handlers, 'whatMoved' | 'trend' | 'valuesAt'> {
  const { store, now } = deps
  return {
    async whatMoved({ query, user, scope }) {
      const agencyId = await agencyShown(store.reader, { scope, user }, query.agency)
      const [from, to] = await bothSides(deps, query)
      return {
        ...movedView({ from, to }, { ...query, agencyId, scope }),
        ...(await decisionsOf(deps, { from, to, scope })),
      }
    },

    async trend({ query: { plan, agency, under, from, until }, user, scope }) {
      await requireAgency(store.reader, scope, under)
      const agencyId = under ?? (await agencyShown(store.reader, { scope, user }, agency))
      // Who sees a part of the tree is shown the figures of all of that part.
      const isWithParts = agencyId !== null && (under !== undefined || agency === undefined)
      const nowMs = now()
      const defined = await planAt(deps, { planId: plan, atMs: nowMs, knownMs: nowMs })
      const fromDay = from ?? dayOf(nowMs - trendDays * dayMs)
      const untilDay = until ?? dayOf(nowMs)
      const look = { planId: defined.plan.id, agencyId, isWithParts, fromDay, untilDay }
      const atMs = Math.min(nowMs, endOfDayMs(untilDay))
      return {
        agencyId,
        isWithParts,
        indicators: snapshotIndicators(defined.plan),
        provisional: await provisionalIn(store.reader, defined.plan, atMs),
        lines: await readTrend(store.reader, look),
      }
    },

    async valuesAt({ query: { plan, atMs, known }, user, scope }) {
      const shownId = await agencyShown(store.reader, { scope, user }, undefined)
      const state = await stateOfMoment(deps, { planId: plan, atMs, known })
      return {
        planId: state.plan.id,
        atMs,
        knownMs: state.knownMs,
        indicators: snapshotIndicators(state.plan),
        values: state.values.filter(({ agencyId }) => agencyId === shownId),
      }
    },
  }
}

type Query = RouteInput<'whatMoved'>['query']
type MovedLook = Pick<Query, 'indicator' | 'part'> & {
  /** Null: the province. */
  readonly agencyId: string | null
  readonly scope: Scope
}

/** @throws Refusal SNAPSHOTS_OF_OTHER_PLANS, and whatever opening a side throws */
async function bothSides(deps: ApiDeps, query: Query): Promise<[LookedAt, LookedAt]> {
  const { from, fromMs, to, toMs, plan, known } = query
  if (from === undefined && fromMs === undefined) {
    throw new Refusal('REQUEST_INVALID', { detail: 'query.from, query.fromMs' })
  }
  const side = (id: string | undefined, atMs: EpochMs, planId: string | undefined) =>
    id === undefined ? stateOfMoment(deps, { planId, atMs, known }) : stateOfSnapshot(deps, id)
  const nowMs = deps.now()
  const before = await side(from, fromMs ?? nowMs, plan)
  const after = await side(to, toMs ?? nowMs, plan ?? before.plan.id)
  if (before.plan.id !== after.plan.id) {
    const of = { from: before.plan.id, to: after.plan.id }
    throw new Refusal('SNAPSHOTS_OF_OTHER_PLANS', of)
  }
  return [before, after]
}

/** @throws Refusal PLAN_INDICATOR_NOT_FOUND */
function movedView(
  { from, to }: { readonly from: LookedAt; readonly to: LookedAt },
  { indicator: indicatorId, agencyId, part, scope }: MovedLook,
): Omit<WhatMovedView, 'decisions' | 'areDecisionsCut'> {
  const indicator = indicatorOf(to.plan, indicatorId) ?? indicatorOf(from.plan, indicatorId)
  if (!indicator) {
    const params = { planId: to.plan.id, indicator: indicatorId }
    throw new Refusal('PLAN_INDICATOR_NOT_FOUND', params)
  }
  const moved = compareStates(from, to, { indicatorId, agencyId })
  const side = ({ cutOffMs, snapshot }: LookedAt, figure: WhatMovedView['from']['figure']) => ({
    atMs: cutOffMs,
    snapshot,
    figure,
  })
  const names = new Map([...from.agencies, ...to.agencies].map(({ id, name }) => [id, name]))
  return {
    indicator,
    agencyId,
    from: side(from, moved.from),
    to: side(to, moved.to),
    parts: moved.parts.map((one) =>
      cut(withinScope(one, scope), one.kind === part ? subjectsMax : subjectsShownMax),
    ),
    agencies: [...names].filter(([id]) => isWithin(scope, id)).map(([id, name]) => ({ id, name })),
  }
}

type Sides = { readonly from: LookedAt; readonly to: LookedAt; readonly scope: Scope }

/** What was decided between what the two sides knew; of agencies, only those that the caller may see. */
async function decisionsOf(
  { store }: ApiDeps,
  { from, to, scope }: Sides,
): Promise<Pick<WhatMovedView, 'decisions' | 'areDecisionsCut'>> {
  const [afterMs, untilMs] = [from.knownMs, to.knownMs].toSorted((one, other) => one - other)
  const changes = await changesBetween(store.reader, {
    afterMs: afterMs ?? from.knownMs,
    untilMs: untilMs ?? to.knownMs,
    limit: decisionsMax + 1,
  })
  const seen = changes
    .slice(0, decisionsMax)
    .filter((change) => isWithin(scope, change.agencyId) || isOfEverybody(change))
  const isRedefined = canonicalJson(from.plan) !== canonicalJson(to.plan)
  const isIssueTold = seen.some(({ action }) => action === 'issue-plan')
  const issue = { planId: to.plan.id, untilMs: Math.max(from.knownMs, to.knownMs) }
  const earlier = isRedefined && !isIssueTold ? await lastIssueOf(store.reader, issue) : []
  return {
    decisions: [...seen, ...earlier].map(movedDecisionOf),
    areDecisionsCut: changes.length > decisionsMax,
  }
}

/** Plans, settings and catalogues define the figures of every agency. */
function isOfEverybody(change: DefinitionChange): boolean {
  const { part } = movedDecisionOf(change)
  return part === 'plan-changed' || part === 'setting-changed'
}

const indicatorOf = (plan: Plan, id: string) =>
  snapshotIndicators(plan).find((indicator) => indicator.id === id)

/** What moved to an agency outside the scope is counted, and not named. */
const withinScope = (part: MovedPart, scope: Scope): MovedPart => ({
  ...part,
  subjects: part.subjects.filter(({ agencyId }) => isWithin(scope, agencyId)),
})

const cut = (part: MovedPart, max: number): MovedPart => ({
  ...part,
  subjects: part.subjects.slice(0, max),
})

import type { AgencyState } from '#domain/frozen.ts'
import { measureInputOf } from '#domain/frozen-input.ts'
import type { IndicatorResult } from '#domain/measure-indicator.ts'
import type { MeasureInput } from '#domain/measure-input.ts'
import type { Plan } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import { measureWholePlan } from '#domain/scorecard.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Scope } from '#store/population.ts'
import { plansOn, type DefinedPlan } from '#store/plans/versions.ts'
import { readState } from '#store/snapshots/read-state.ts'
import type { ApiDeps } from './call.ts'
import { momentOf } from './moment.ts'

/** A plan measured over a moment, with all that it was measured from. */
export type MeasuredPlan = DefinedPlan & {
  /** The agencies of the look with their machines. */
  readonly states: readonly AgencyState[]
  readonly input: MeasureInput
  readonly results: readonly IndicatorResult[]
  readonly shownMs: EpochMs
}

type Asked = {
  /** Undefined: the one that is shown where none is named. */
  readonly planId?: string | undefined
  readonly asOf?: EpochMs | undefined
  readonly scope: Scope
  /** Alone; otherwise the whole scope. */
  readonly agencyId?: string | undefined
}

export type Measuring = {
  /** The plans of a moment, the one that is shown where none is named first. */
  plansAt(asOf: EpochMs | undefined): Promise<DefinedPlan[]>
  /** Null: this province has no plan. @throws Refusal PLAN_NOT_FOUND */
  measure(asked: Asked): Promise<MeasuredPlan | null>
  /** The next who asks sees what is written by then. */
  forget(): void
}

/** Who asks within so many times as long as the reading took sees the same state: it takes a sixth of the time. */
const keptTimes = 5
const keptMsMax = 60_000

/** Measures plans over the register and the machines as they stand, or stood. */
export function createMeasuring({
  store,
  provinceId,
  now,
}: Pick<ApiDeps, 'store' | 'provinceId' | 'now'>): Measuring {
  const { stateOf, forget } = createStateReader({ store, now })

  function plansAt(asOf: EpochMs | undefined): Promise<DefinedPlan[]> {
    const { asOfMs, shownMs } = momentOf(asOf, now)
    return plansOn(store.reader, provinceId, { day: dayOf(shownMs), knownAtMs: asOfMs })
  }

  return {
    plansAt,
    forget,
    async measure({ planId, asOf, scope, agencyId }) {
      const defined = choosePlan(await plansAt(asOf), planId)
      if (defined === null) return null
      const moment = momentOf(asOf, now)
      const { agencies, readMs } = await stateOf(defined.plan, moment)
      const isWanted = ({ id }: AgencyState) =>
        (scope === 'all' || scope.agencyIds.includes(id)) &&
        (agencyId === undefined || id === agencyId)
      const states = agencies.filter(isWanted)
      const input = measureInputOf(states, readMs)
      const results = measureWholePlan(defined.plan, input)
      return { ...defined, states, input, results, shownMs: moment.shownMs }
    },
  }
}

/** The plan that is named, otherwise the first; null: this province has none. */
function choosePlan(plans: readonly DefinedPlan[], planId: string | undefined): DefinedPlan | null {
  if (planId === undefined) return plans[0] ?? null
  const chosen = plans.find(({ plan }) => plan.id === planId)
  if (!chosen) throw new Refusal('PLAN_NOT_FOUND', { planId })
  return chosen
}

type ReadState = { readonly agencies: readonly AgencyState[]; readonly readMs: EpochMs }
type Moment = ReturnType<typeof momentOf>

/** Of now one reading serves all who ask while it is fresh, and all who ask while it is read. */
function createStateReader({ store, now }: Pick<ApiDeps, 'store' | 'now'>): {
  stateOf(plan: Plan, moment: Moment): Promise<ReadState>
  forget(): void
} {
  const kept = new Map<string, { untilMs: EpochMs; reading: Promise<ReadState> }>()

  async function read(plan: Plan, readMs: EpochMs): Promise<ReadState> {
    const moment = { cutOffMs: readMs, knownMs: readMs }
    return { agencies: await readState(store, { planId: plan.id, moment }), readMs }
  }

  function stateOf(plan: Plan, { asOfMs, shownMs }: Moment): Promise<ReadState> {
    if (asOfMs !== null) return read(plan, shownMs)
    const held = kept.get(plan.id)
    if (held && now() < held.untilMs) return held.reading
    const reading = read(plan, shownMs)
    // Whoever asks while it is read waits for it too.
    const reads = { untilMs: Infinity, reading }
    kept.set(plan.id, reads)
    reading.then(
      () => {
        const endedMs = now()
        reads.untilMs = endedMs + Math.min(keptMsMax, (endedMs - shownMs) * keptTimes)
      },
      // What could not be read is not kept.
      () => kept.delete(plan.id),
    )
    return reading
  }

  return { stateOf, forget: () => kept.clear() }
}

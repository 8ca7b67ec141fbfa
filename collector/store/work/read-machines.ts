import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import { faultsOf, type CountedVerdict, type Fault } from '#domain/remedies/faults.ts'
import type { Verdicts } from '#domain/posture.ts'
import { asCounted, reasonOfSilence } from '#domain/silence.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { hostClass, hostId, type EpochMs, type HostClass, type HostId } from '#protocol/values.ts'
import { chunksOf } from '../batches.ts'
import { rowsFrom } from '../engine.ts'
import { population, type AgencyChoice, type PopulationRow, type Viewpoint } from '../population.ts'
import { loadPostures, newestPosture } from '../postures.ts'
import { stateIn } from '../states.ts'

/** A host with what is to be done on it. */
export type WorkHost = {
  readonly id: HostId
  readonly name: string
  readonly searchFolded: string
  readonly class: HostClass
  readonly agency: { readonly id: string; readonly name: string }
  readonly lastReceivedMs: EpochMs | null
  readonly isSilent: boolean
  readonly states: string
  readonly faults: readonly Fault[]
}

/** Reads hosts with what is to be done on each; those that need nothing are among them. */
export type WorkReader = (
  view: Viewpoint,
  choice: AgencyChoice,
  /** These hosts alone. */
  hostIds?: readonly string[],
) => Promise<readonly WorkHost[]>

/** Hosts whose verdicts are read at once. */
const hostsAtOnce = 500

type Held = { readonly postureId: number; readonly faults: readonly Fault[] }
type Row = PopulationRow & { postureId: number | null }

/**
 * Reads what is to be done, from the verdicts that stand. What a posture says never changes, so of each host the
 * faults of its newest posture are kept, and only postures that came since are read again.
 */
export function createWorkReader({ engine, reader }: Pick<Store, 'engine' | 'reader'>): WorkReader {
  const held = new Map<HostId, Held>()

  async function readNew(rows: readonly Row[], asOfMs: EpochMs | null, into: Map<HostId, Held>) {
    const missing = rows.filter(
      (row) => row.postureId !== null && into.get(row.id as HostId)?.postureId !== row.postureId,
    )
    for (const group of chunksOf(missing, hostsAtOnce)) {
      const hostIds = group.map(({ id }) => id as HostId)
      const postures = await loadPostures(reader, engine, { hostIds, asOfMs })
      for (const { id, postureId, states, enrolled_ms } of group) {
        if (postureId === null) continue
        const verdicts = postures.get(id as HostId)?.verdicts ?? {}
        const faults = faultsOf(standingVerdicts(states, verdicts, enrolled_ms))
        into.set(id as HostId, { postureId, faults })
      }
    }
  }

  return async (view, choice, hostIds) => {
    const rowsOfIds = (hostIds ?? []).map((id) => ({ id }))
    const isAsked = hostIds
      ? sql`p.id in (select r.id from ${rowsFrom(engine, { id: 'text' }, rowsOfIds)})`
      : sql`1 = 1`
    const { rows } = await sql<Row>`
      select p.*, ${newestPosture(sql.ref('p.id'), view.asOfMs)} as "postureId"
      from ${population(view, choice)} p where ${isAsked}`.execute(reader)
    const faults = view.asOfMs === null ? held : new Map<HostId, Held>()
    const heard = rows.filter(isHeard)
    await readNew(
      heard.filter(({ states }) => /[u?]/.test(states) || states === ''),
      view.asOfMs,
      faults,
    )
    return rows.map((row) => workHost(row, faults.get(row.id as HostId)))
  }
}

const isHeard = ({ is_silent, last_received_ms, postureId }: Row) =>
  Number(is_silent) === 0 && last_received_ms !== null && postureId !== null

function workHost(row: Row, held: Held | undefined): WorkHost {
  const isSilent = Number(row.is_silent) === 1
  return {
    id: hostId.parse(row.id),
    name: row.hostname,
    searchFolded: row.search_folded,
    class: hostClass.parse(row.class),
    agency: { id: row.agency_id, name: row.agency_name },
    lastReceivedMs: row.last_received_ms,
    isSilent,
    states: row.states,
    faults: faultsNow(row, held, isSilent),
  }
}

function faultsNow(row: Row, held: Held | undefined, isSilent: boolean): readonly Fault[] {
  if (isHeard(row)) return held?.postureId === row.postureId ? held.faults : []
  return faultsOf(
    controlIds.map((control) => {
      const state = asCounted(control, stateIn(row.states, control), isSilent)
      return {
        control,
        state,
        reason: reasonOfSilence(control, row.last_received_ms).key,
        severity: state === 'unmet' ? 'medium' : 'low',
        sinceMs: row.last_received_ms ?? row.enrolled_ms,
      }
    }),
  )
}

/** Every control as it stands; what was never judged is unknown for no reason that anybody has told. */
function standingVerdicts(
  states: string,
  verdicts: Verdicts,
  enrolledMs: EpochMs,
): readonly CountedVerdict[] {
  return controlIds.map((control: ControlId) => {
    const verdict = verdicts[control]
    const state = stateIn(states, control)
    if (verdict === undefined) {
      return { control, state, reason: '', severity: 'low', sinceMs: enrolledMs }
    }
    const { severity, stateSinceMs: sinceMs } = verdict
    return { control, state, reason: verdict.reason.key, severity, sinceMs }
  })
}

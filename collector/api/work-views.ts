import { controls } from '#domain/controls/registry.ts'
import { because } from '#domain/judgement.ts'
import { reasonOfSilence } from '#domain/silence.ts'
import type { Connections, Store } from '#collector/deps.ts'
import type { ControlId } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { hostId, type EpochMs } from '#protocol/values.ts'
import type { WorkItem } from '#protocol/work.ts'
import { factsAsOf } from '#store/facts-as-of.ts'
import { loadFactsOf, type HeldFacts } from '#store/facts.ts'
import { loadPostures, type StoredPosture } from '#store/postures.ts'
import type { QueuedItem } from './work-look.ts'

type Deps = {
  readonly store: Pick<Store, 'engine' | 'reader'>
  readonly connections: Pick<Connections, 'isConnected'>
}
/** Items as a screen shows them at a moment, null: now; each with what was seen and when. */
export type ItemViews = (
  items: readonly QueuedItem[],
  asOfMs: EpochMs | null,
) => Promise<WorkItem[]>

export const createItemViews =
  (deps: Deps): ItemViews =>
  (items, asOfMs) =>
    itemViews(deps, items, asOfMs)

async function itemViews(
  { store: { reader, engine }, connections }: Deps,
  items: readonly QueuedItem[],
  asOfMs: EpochMs | null,
): Promise<WorkItem[]> {
  const hostIds = items.flatMap(({ kind, id }) => (kind === 'host' ? [hostId.parse(id)] : []))
  const postures = await loadPostures(reader, engine, { hostIds, asOfMs })
  const facts =
    asOfMs === null
      ? await loadFactsOf(reader, engine, hostIds)
      : await factsAsOf(reader, engine, {
          hostIds,
          asOf: asOfMs,
          knownMs: asOfMs,
          probes: probeIds,
        })
  return items.map((item) => {
    const key = item.id as Parameters<typeof facts.get>[0]
    const behind = { posture: postures.get(key) ?? null, facts: facts.get(key) ?? {} }
    return {
      kind: item.kind,
      id: item.id,
      remedy: item.remedy,
      name: item.name,
      class: item.class,
      agency: item.agency,
      isConnected: item.kind === 'host' && asOfMs === null && connections.isConnected(item.id),
      lastReceivedMs: item.lastReceivedMs,
      severity: item.fault?.severity ?? 'info',
      sinceMs: item.fault?.sinceMs || null,
      causes: causesOf(item, behind),
      ...item.standing,
      decision: item.recorded?.decision ?? null,
    }
  })
}

type Behind = { readonly posture: StoredPosture | null; readonly facts: HeldFacts }

/** Of a machine that is not heard of one cause says all. */
function causesOf(item: QueuedItem, { posture, facts }: Behind): WorkItem['causes'] {
  const { fault, kind, isSilent, lastReceivedMs } = item
  if (fault === null) return []
  if (kind === 'machine') return []
  if (isSilent || lastReceivedMs === null) {
    const reason = reasonOfSilence('reporting', lastReceivedMs)
    return [
      {
        control: 'reporting',
        state: 'unmet',
        reason,
        evidence: [],
        observedAtMs: lastReceivedMs,
      },
    ]
  }
  return fault.controls.map(({ control, state }) => {
    const verdict = posture?.verdicts[control]
    const [probe] = controls[control].reads
    const notLooked =
      probe === undefined ? because('could-not-look') : because('not-looked', { probe })
    return {
      control,
      state,
      reason: verdict?.reason ?? notLooked,
      evidence: [...(verdict?.evidence ?? [])],
      observedAtMs: observedAtMsOf(control, facts),
    }
  })
}

/** The oldest look of those that the control reads; null: none was taken. */
function observedAtMsOf(control: ControlId, facts: HeldFacts): EpochMs | null {
  const looks = controls[control].reads.flatMap((probe) => facts[probe]?.confirmedMs ?? [])
  return looks.length === 0 ? null : Math.min(...looks)
}

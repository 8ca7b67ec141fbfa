import { shown } from '#domain/fraction.ts'
import { gravest } from '#domain/remedies/faults.ts'
import { gainsOf, type FaultyMachine, type RemedyGain } from '#domain/remedies/gain.ts'
import { inOrder, isPinned, totalsOf } from '#domain/remedies/groups.ts'
import type { RemedyId } from '#protocol/remedies.ts'
import { workStatuses, type WorkGroup, type WorkStatus } from '#protocol/work.ts'
import type { MeasuredPlan } from './measuring.ts'
import type { QueuedItem } from './work-look.ts'

/** The queue by remedy, what comes first in front. Without a plan nothing is gained. */
export function workGroupsOf(
  items: readonly QueuedItem[],
  measured: MeasuredPlan | null,
): { readonly machines: number; readonly groups: WorkGroup[] } {
  const byMachine = Map.groupBy(items, ({ kind, id }) => `${kind}\n${id}`)
  const gains = measured
    ? gainsOf(
        {
          indicators: measured.plan.indicators,
          results: measured.results,
          agencies: measured.states,
        },
        [...byMachine.values()].map(faultyMachine),
      )
    : new Map<string, readonly RemedyGain[]>()
  const weighed = [...Map.groupBy(items, ({ remedy }) => remedy)].map(([remedy, own]) => ({
    remedy,
    own,
    machines: own.length,
    severity: gravest(own.flatMap(({ fault }) => fault?.severity ?? [])),
    gains: gains.get(remedy) ?? [],
  }))
  return { machines: byMachine.size, groups: inOrder(weighed).map(groupView) }
}

function faultyMachine(own: readonly QueuedItem[]): FaultyMachine {
  return { id: own[0]?.id ?? '', faults: own.flatMap(({ fault }) => fault ?? []) }
}

type Group = {
  readonly remedy: RemedyId
  readonly own: readonly QueuedItem[]
  readonly machines: number
  readonly severity: WorkGroup['severity']
  readonly gains: readonly RemedyGain[]
}

function groupView({ remedy, own, machines, severity, gains }: Group): WorkGroup {
  const totals = totalsOf(gains)
  const count = (is: (item: QueuedItem) => boolean) => own.filter(is).length
  const statuses = Object.fromEntries(
    workStatuses.map((status) => [status, count(({ standing }) => standing.status === status)]),
  ) as Record<WorkStatus, number>
  return {
    remedy,
    machines,
    agencies: new Set(own.map(({ agency }) => agency.id)).size,
    severity,
    isPinned: isPinned({ remedy }),
    gains: gains.map(({ indicator, kind, surely, perhaps, denominator, isLowerBound }) => ({
      indicatorId: indicator.id,
      name: indicator.name,
      kind,
      surely,
      perhaps,
      denominator,
      isLowerBound,
    })),
    surely: shown(totals.surely),
    atMost: shown(totals.atMost),
    statuses,
    overdue: count(({ standing }) => standing.isOverdue),
    expiring: count(({ standing }) => standing.isExpiring),
    unowned: count(({ recorded }) => !recorded?.decision.owner),
  }
}

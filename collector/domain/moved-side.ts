import type { ControlId, ReasonKey } from '#protocol/controls.ts'
import type { SnapshotValue } from '#protocol/snapshots.ts'
import type { HostClass } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { countedState, type AgencyState, type FrozenAgency, type FrozenHost } from './frozen.ts'

/** What something adds to the two numbers of an indicator. */
export type Contribution = { readonly numerator: number; readonly denominator: number }

/** One machine or agency of one state, whether it counts there or not. */
export type SideSubject = {
  readonly kind: 'host' | 'machine' | 'agency'
  /** Of the host, of the register entry, of the agency. */
  readonly id: string
  readonly key: string
  /** The machine of the register that it is. */
  readonly entryId: string | null
  readonly name: string
  readonly agencyId: string
  readonly isInScope: boolean
  readonly isOutOfUse: boolean
  readonly class: HostClass | null
  /** As it counts. */
  readonly state: VerdictState
  readonly isSilent: boolean
  readonly reason: ReasonKey | ''
  readonly contribution: Contribution
}

/** One look at a number: who adds what to it, and what is left when they have. */
export type Side = {
  readonly total: Contribution
  readonly subjects: ReadonlyMap<string, SideSubject>
  /** By agency, '' for the province itself: what no subject tells. Subjects and rest add up to the total. */
  readonly rest: ReadonlyMap<string, Contribution>
  readonly agencies: ReadonlyMap<string, { readonly name: string; readonly isMeant: boolean }>
}

/** What is counted: of machines by a control, of machines as such, or of agencies; null: nothing that can be named. */
export type Counted =
  | { readonly of: 'machines'; readonly control: ControlId; readonly kind: 'share' | 'count' }
  | { readonly of: 'machines-as-such' }
  | { readonly of: 'agencies' }
  | { readonly of: 'declared' }

export type SideLook = {
  readonly counted: Counted
  readonly classes: readonly HostClass[]
  /** Null: the province. */
  readonly agencyId: string | null
  /** The values of this indicator, of every agency and of the province. */
  readonly values: readonly SnapshotValue[]
}

const nothing: Contribution = { numerator: 0, denominator: 0 }

/** Looks at one indicator in one state. What the machines do not tell stays with their agency as the rest. */
export function sideOf(agencies: readonly AgencyState[], look: SideLook): Side {
  const subjects = new Map<string, SideSubject>()
  const known = new Map<string, { name: string; isMeant: boolean }>()
  for (const agency of agencies) {
    const isMeant = isInFigure(agency, look)
    known.set(agency.id, { name: agency.name, isMeant })
    for (const subject of subjectsOf(agency, { look, isMeant })) subjects.set(subject.key, subject)
  }
  const total = figureOf(valueOf(look, look.agencyId), look)
  return { total, subjects, agencies: known, rest: restOf(total, subjects, look) }
}

/** An agency outside the plan adds nothing; nor do its machines where it did not declare what they are set against. */
function isInFigure(agency: AgencyState, look: SideLook): boolean {
  if (look.agencyId !== null && agency.id !== look.agencyId) return false
  const value = valueOf(look, agency.id)
  if (value === null || value.verdict === 'not-applicable') return false
  return look.counted.of === 'machines' || value.worst !== null
}

const valueOf = ({ values }: SideLook, agencyId: string | null) =>
  values.find((value) => value.agencyId === agencyId) ?? null

/** The two numbers of a value; a count has a numerator alone. */
function figureOf(value: SnapshotValue | null, { counted }: SideLook): Contribution {
  const figure = value?.worst
  if (!figure) return nothing
  const isCount = counted.of === 'machines' && counted.kind === 'count'
  return isCount ? { numerator: figure.numerator, denominator: 0 } : figure
}

type AgencyLook = { readonly look: SideLook; readonly isMeant: boolean }

function subjectsOf(agency: AgencyState, { look, isMeant }: AgencyLook): SideSubject[] {
  const { counted, classes } = look
  switch (counted.of) {
    case 'declared':
      return []
    case 'agencies':
      return isMeant ? [agencySubject(agency, look)] : []
    case 'machines':
    case 'machines-as-such': {
      const contribute = (state: VerdictState) => contributionOf(counted, state)
      const hosts = agency.part.hosts.map((host) =>
        hostSubject(agency, host, {
          counted,
          contribute,
          isInScope: isMeant && host.isCounted && classes.includes(host.class),
        }),
      )
      const machines = agency.part.machines.map((machine): SideSubject => {
        const isInScope = isMeant && classes.includes(machine.class)
        return {
          ...blank(agency, `machine:${machine.entryId}`),
          kind: 'machine',
          id: machine.entryId,
          entryId: machine.entryId,
          name: machine.name ?? machine.code,
          class: machine.class,
          isInScope,
          contribution: isInScope ? contribute('unknown') : nothing,
        }
      })
      return [...hosts, ...machines]
    }
  }
}

type HostLook = {
  readonly counted: Counted
  readonly contribute: (state: VerdictState) => Contribution
  readonly isInScope: boolean
}

function hostSubject(agency: AgencyState, host: FrozenHost, look: HostLook): SideSubject {
  const { counted, contribute, isInScope } = look
  const control = counted.of === 'machines' ? counted.control : null
  const state = control === null ? 'met' : countedState(agency.part.controls, host, control)
  return {
    ...blank(agency, `host:${host.id}`),
    kind: 'host',
    id: host.id,
    entryId: host.machine?.entryId ?? null,
    name: host.name,
    class: host.class,
    isOutOfUse: !host.isCounted,
    isInScope,
    state,
    isSilent: host.isSilent,
    reason: control === null ? '' : reasonOf(agency.part, host, control),
    contribution: isInScope ? contribute(state) : nothing,
  }
}

function reasonOf(part: FrozenAgency, host: FrozenHost, control: ControlId): ReasonKey | '' {
  return host.reasons[part.controls.indexOf(control)] ?? ''
}

function agencySubject(agency: AgencyState, look: SideLook): SideSubject {
  const value = valueOf(look, agency.id)
  return {
    ...blank(agency, `agency:${agency.id}`),
    kind: 'agency',
    id: agency.id,
    name: agency.name,
    isInScope: true,
    state: stateOfOne(value?.counts ?? null),
    // The figure of a single agency is a share of one: 1 of 1 has it, 0 of 1 has not.
    contribution: figureOf(value, look),
  }
}

function stateOfOne(counts: SnapshotValue['counts']): VerdictState {
  if (counts === null) return 'unknown'
  if (counts.met > 0) return 'met'
  return counts.unmet > 0 ? 'unmet' : 'unknown'
}

function blank(agency: AgencyState, key: string) {
  return {
    key,
    agencyId: agency.id,
    entryId: null,
    class: null,
    isOutOfUse: false,
    state: 'unknown',
    isSilent: false,
    reason: '',
  } as const
}

function contributionOf(counted: Counted, state: VerdictState): Contribution {
  if (counted.of === 'machines-as-such') return { numerator: 1, denominator: 0 }
  if (state === 'not-applicable') return nothing
  if (counted.of === 'machines' && counted.kind === 'count') {
    return { numerator: state === 'met' ? 0 : 1, denominator: 0 }
  }
  return { numerator: state === 'met' ? 1 : 0, denominator: 1 }
}

/** What of each agency's own figure its subjects do not tell; what those leave of the total is the province's. */
function restOf(
  total: Contribution,
  subjects: ReadonlyMap<string, SideSubject>,
  look: SideLook,
): ReadonlyMap<string, Contribution> {
  const told = new Map<string, Contribution>()
  for (const { agencyId, contribution } of subjects.values()) {
    told.set(agencyId, plus(told.get(agencyId) ?? nothing, contribution))
  }
  const rest = new Map<string, Contribution>()
  let left = total
  for (const value of look.values) {
    const { agencyId } = value
    if (agencyId === null || (look.agencyId !== null && look.agencyId !== agencyId)) continue
    const own = minus(figureOf(value, look), told.get(agencyId) ?? nothing)
    if (own.numerator !== 0 || own.denominator !== 0) rest.set(agencyId, own)
    left = minus(left, own)
  }
  for (const contribution of told.values()) left = minus(left, contribution)
  if (left.numerator !== 0 || left.denominator !== 0) rest.set('', left)
  return rest
}

const plus = (left: Contribution, right: Contribution): Contribution => ({
  numerator: left.numerator + right.numerator,
  denominator: left.denominator + right.denominator,
})
const minus = (left: Contribution, right: Contribution): Contribution => ({
  numerator: left.numerator - right.numerator,
  denominator: left.denominator - right.denominator,
})

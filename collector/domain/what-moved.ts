import type { MovedKind, MovedPart, MovedSubject } from '#protocol/snapshot-views.ts'
import { movedKinds } from '#protocol/snapshot-views.ts'
import { causeOf, type CauseContext } from './moved-cause.ts'
import type { Contribution, Side, SideSubject } from './moved-side.ts'

/** Two looks at one number. */
export type Comparison = {
  readonly from: Side
  readonly to: Side
  /** The later state measured as the earlier one was; the same object as `to` where nothing was redefined. */
  readonly bridge: Side
  /** Keys of settings that were decided otherwise in between. */
  readonly changedSettings: ReadonlySet<string>
}

/**
 * What lies between two looks at a number: every machine, agency and declaration that changed it, each in one part.
 * The parts add up exactly to the difference of numerators and of denominators.
 */
export function whatMoved({ from, to, bridge, changedSettings }: Comparison): MovedPart[] {
  const parts = new Map<MovedKind, MovedSubject[]>()
  const add = (kind: MovedKind, subject: MovedSubject) => {
    if (subject.numerator === 0 && subject.denominator === 0) return
    const list = parts.get(kind)
    if (list) list.push(subject)
    else parts.set(kind, [subject])
  }
  for (const { before, after } of pairsOf(from, bridge)) {
    const context: CauseContext = { from, to: bridge, changedSettings }
    add(causeOf(before, after, context), movedOf(before, after))
  }
  for (const agencyId of new Set([...from.rest.keys(), ...bridge.rest.keys()])) {
    add(causeOfRest(agencyId, from, bridge), restOf(agencyId, from, bridge))
  }
  if (bridge !== to) {
    for (const { before, after } of pairsOf(bridge, to)) {
      add('plan-changed', movedOf(before, after))
    }
    for (const agencyId of new Set([...bridge.rest.keys(), ...to.rest.keys()])) {
      add('plan-changed', restOf(agencyId, bridge, to))
    }
  }
  return movedKinds.flatMap((kind) => {
    const subjects = parts.get(kind)
    return subjects ? [{ kind, ...sumOf(subjects), total: subjects.length, subjects }] : []
  })
}

type Pair = { before: SideSubject | null; after: SideSubject | null }

/** Pairs the machines of two states: by host, and where there is none by the machine of the register. */
function pairsOf(from: Side, to: Side): Pair[] {
  const taken = new Set<SideSubject>()
  const byMachine = machinesOf(from)
  const find = (after: SideSubject): SideSubject | null => {
    const same = from.subjects.get(after.key)
    if (same) return same
    const machine = after.entryId === null ? undefined : byMachine.get(after.entryId)
    // A host that stands in both states is its own counterpart, whatever machine it was.
    const isFree = machine && !taken.has(machine) && !to.subjects.has(machine.key)
    return isFree ? machine : null
  }
  const pairs: Pair[] = []
  for (const after of to.subjects.values()) {
    const before = find(after)
    if (before) taken.add(before)
    pairs.push({ before, after })
  }
  for (const before of from.subjects.values()) {
    if (!taken.has(before)) pairs.push({ before, after: null })
  }
  return pairs
}

function machinesOf({ subjects }: Side): ReadonlyMap<string, SideSubject> {
  const machines = [...subjects.values()].flatMap((subject) =>
    subject.entryId === null ? [] : [[subject.entryId, subject] as const],
  )
  return new Map(machines)
}

function movedOf(before: SideSubject | null, after: SideSubject | null): MovedSubject {
  const shown = after ?? before
  if (!shown) throw new Error('a pair holds at least one machine')
  return {
    kind: shown.kind,
    id: shown.id,
    name: shown.name,
    agencyId: shown.agencyId,
    from: before?.state ?? null,
    to: after?.state ?? null,
    reason: after?.reason || null,
    ...difference(contributionOf(before), contributionOf(after)),
  }
}

const nothing: Contribution = { numerator: 0, denominator: 0 }
const contributionOf = (subject: SideSubject | null) => subject?.contribution ?? nothing

function difference(before: Contribution, after: Contribution): Contribution {
  return {
    numerator: after.numerator - before.numerator,
    denominator: after.denominator - before.denominator,
  }
}

/** What of an agency's figure is not told by machines: declared numbers, and machines that are only counted. */
function restOf(agencyId: string, from: Side, to: Side): MovedSubject {
  const name = to.agencies.get(agencyId)?.name ?? from.agencies.get(agencyId)?.name ?? ''
  return {
    kind: agencyId === '' ? 'province' : 'agency',
    id: agencyId,
    name,
    agencyId,
    from: null,
    to: null,
    reason: null,
    ...difference(from.rest.get(agencyId) ?? nothing, to.rest.get(agencyId) ?? nothing),
  }
}

function causeOfRest(agencyId: string, from: Side, to: Side): MovedKind {
  const [before, after] = [from.agencies.get(agencyId), to.agencies.get(agencyId)]
  if (agencyId === '') return 're-declared'
  if (!before || !after) return 'moved'
  return before.isMeant === after.isMeant ? 're-declared' : 'scope-changed'
}

function sumOf(subjects: readonly MovedSubject[]): Contribution {
  return subjects.reduce(
    (sum, { numerator, denominator }) => ({
      numerator: sum.numerator + numerator,
      denominator: sum.denominator + denominator,
    }),
    nothing,
  )
}

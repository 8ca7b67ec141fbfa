import type { EntryBody } from '#protocol/register.ts'
import { lowerBoundReason, type Denominator, type LowerBoundReason } from '#protocol/snapshots.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import type { Match } from './matching.ts'

/** What a machine of the register counts for. */
export type CountedMachine = {
  readonly entryId: string
  readonly class: HostClass
  readonly state: EntryBody<'machine'>['state']
  readonly carriesNoAgent: boolean
}

/** What an enrolled host counts for. */
export type CountedHost = {
  readonly hostId: string
  readonly class: HostClass
  readonly isReporting: boolean
}

/** One agency on one day: what it declares, what is enrolled, and which of them are the same machine. */
export type AgencyMachines = {
  readonly machines: readonly CountedMachine[]
  /** Machines that are only counted; a class that is absent was not declared so. */
  readonly counts: Readonly<Partial<Record<HostClass, number>>>
  readonly hosts: readonly CountedHost[]
  readonly matches: readonly Pick<Match, 'entryId' | 'hostId'>[]
}

/** The denominators of one agency, and what they are made of, so that each number opens its list. */
export type AgencyDenominators = {
  readonly classes: Readonly<Record<HostClass, Denominator>>
  readonly total: Denominator
  /** In the register, in use, never enrolled: unknown in every indicator. */
  readonly neverEnrolled: readonly string[]
  /** In the register, in use, may not carry an agent and have none. */
  readonly withoutAgent: readonly string[]
  /** Enrolled hosts that stand in no register. */
  readonly unregistered: readonly string[]
  /** Entries of machines that are not in use, with the host that each of them is. */
  readonly notInUse: readonly { readonly entryId: string; readonly hostId: string | null }[]
  /** Hosts that count: all but those that are machines not in use. */
  readonly countedHosts: readonly string[]
}

/**
 * How many computers an agency has, by class.
 * Where the register lists machines: those in use and the enrolled hosts, what is both counted once. Where only a
 * count was declared: the larger of it and what is enrolled, and then it is a lower bound ("mẫu số tối thiểu").
 * Where both stand: the larger of the two, a lower bound when the count says that the list is not complete.
 * Where nothing was declared: what is enrolled, a lower bound. A matched machine has the class of its host.
 */
export function denominatorsOf(agency: AgencyMachines): AgencyDenominators {
  const sides = sidesOf(agency)
  const hasDeclared = agency.machines.length > 0 || Object.keys(agency.counts).length > 0
  const classes = eachClass((hostClass) =>
    denominatorOf(hostClass, agency, { ...sides, hasDeclared }),
  )
  return {
    classes,
    total: sumOfDenominators(Object.values(classes)),
    neverEnrolled: sides.missing.map(({ entryId }) => entryId),
    withoutAgent: sides.withoutAgent.map(({ entryId }) => entryId),
    unregistered: sides.hosts
      .filter(({ hostId }) => !sides.matchedHosts.has(hostId))
      .map(({ hostId }) => hostId),
    notInUse: agency.machines
      .filter(({ state }) => state !== 'in-use')
      .map(({ entryId }) => ({ entryId, hostId: sides.hostOf.get(entryId) ?? null })),
    countedHosts: sides.hosts.map(({ hostId }) => hostId),
  }
}

type Sides = {
  readonly hostOf: ReadonlyMap<string, string>
  /** Machines of the register that are in use; what is matched has the class of its host. */
  readonly inUse: readonly CountedMachine[]
  /** Those of them that may carry an agent and have none. */
  readonly missing: readonly CountedMachine[]
  /** Those that may not, and have none. */
  readonly withoutAgent: readonly CountedMachine[]
  readonly hosts: readonly CountedHost[]
  readonly matchedHosts: ReadonlySet<string>
}

function sidesOf({ machines, hosts, matches }: AgencyMachines): Sides {
  const hostOf = new Map(matches.map(({ entryId, hostId }) => [entryId, hostId]))
  const classOf = new Map(hosts.map((host) => [host.hostId, host.class]))
  const isInUse = ({ state }: CountedMachine) => state === 'in-use'
  const inUse = machines
    .filter(isInUse)
    .map((one) => ({ ...one, class: classOf.get(hostOf.get(one.entryId) ?? '') ?? one.class }))
  const hostsOf = (some: readonly CountedMachine[]) =>
    new Set(some.flatMap(({ entryId }) => hostOf.get(entryId) ?? []))
  const hostsOut = hostsOf(machines.filter((machine) => !isInUse(machine)))
  const unseen = inUse.filter(({ entryId }) => !hostOf.has(entryId))
  return {
    hostOf,
    inUse,
    missing: unseen.filter(({ carriesNoAgent }) => !carriesNoAgent),
    withoutAgent: unseen.filter(({ carriesNoAgent }) => carriesNoAgent),
    hosts: hosts.filter(({ hostId }) => !hostsOut.has(hostId)),
    matchedHosts: hostsOf(inUse),
  }
}

function denominatorOf(
  hostClass: HostClass,
  agency: AgencyMachines,
  sides: Sides & { readonly hasDeclared: boolean },
): Denominator {
  const isOfClass = (one: { class: HostClass }) => one.class === hostClass
  const listed = sides.inUse.filter(isOfClass)
  const hosts = sides.hosts.filter(isOfClass)
  const enrolled = hosts.length
  const matched = hosts.filter(({ hostId }) => sides.matchedHosts.has(hostId)).length
  const neverEnrolled = sides.missing.filter(isOfClass).length
  const withoutAgent = sides.withoutAgent.filter(isOfClass).length
  const union = enrolled + neverEnrolled + withoutAgent
  const counted = agency.counts[hostClass] ?? null
  const isListed = listed.length > 0 || agency.machines.some(isOfClass)
  const declared = declaredOf(counted, isListed ? listed.length : null)
  return {
    declared,
    enrolled,
    reporting: hosts.filter(({ isReporting }) => isReporting).length,
    matched,
    neverEnrolled,
    unregistered: enrolled - matched,
    withoutAgent,
    population: Math.max(union, counted ?? 0),
    isLowerBound: isLowerBound(),
    isUnderDeclared: declared !== null && enrolled + withoutAgent > declared,
  }

  function isLowerBound(): boolean {
    if (counted !== null) return !isListed || counted > listed.length
    if (isListed) return false
    // Who declares machines of other classes, and of whom none of this class is seen, has none of it.
    return enrolled > 0 || !sides.hasDeclared
  }
}

function declaredOf(counted: number | null, listed: number | null): number | null {
  if (counted === null || listed === null) return counted ?? listed
  return Math.max(counted, listed)
}

/**
 * Denominators of several classes or agencies as one. `declared` sums what was declared; it is null where nobody
 * declared anything. The sum is a lower bound as soon as one part is.
 */
export function sumOfDenominators(parts: readonly Denominator[]): Denominator {
  const sum = (of: (part: Denominator) => number) =>
    parts.reduce((total, part) => total + of(part), 0)
  const isDeclared = parts.some(({ declared }) => declared !== null)
  return {
    declared: isDeclared ? sum(({ declared }) => declared ?? 0) : null,
    enrolled: sum(({ enrolled }) => enrolled),
    reporting: sum(({ reporting }) => reporting),
    matched: sum(({ matched }) => matched),
    neverEnrolled: sum(({ neverEnrolled }) => neverEnrolled),
    unregistered: sum(({ unregistered }) => unregistered),
    withoutAgent: sum(({ withoutAgent }) => withoutAgent),
    population: sum(({ population }) => population),
    isLowerBound: parts.some((part) => part.isLowerBound),
    isUnderDeclared: parts.some((part) => part.isUnderDeclared),
  }
}

/**
 * Why a sum of these is a lower bound, each reason once; empty: it is none. Ask with the parts, class by class and
 * agency by agency: a sum no longer knows who has not declared.
 */
export function lowerBoundReasonsOf(parts: readonly Denominator[]): LowerBoundReason[] {
  const found = new Set(
    parts
      .filter(({ isLowerBound }) => isLowerBound)
      .map(({ declared }) => (declared === null ? 'not-declared' : 'counted-only')),
  )
  return lowerBoundReason.options.filter((one) => found.has(one))
}

function eachClass<T>(make: (hostClass: HostClass) => T): Record<HostClass, T> {
  const entries = hostClasses.map((hostClass) => [hostClass, make(hostClass)] as const)
  return Object.fromEntries(entries) as Record<HostClass, T>
}

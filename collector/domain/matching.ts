import { signKinds, valuesOf, type SignKind, type Signs, type SignValues } from './signs.ts'

/** A machine of the register. */
export type RegisterMachine = {
  readonly entryId: string
  readonly agencyId: string
  readonly signs: Signs
  /** It may not carry an agent: a host that is this machine must not be one. */
  readonly carriesNoAgent: boolean
}

/** An enrolled host. */
export type SignedHost = {
  readonly hostId: string
  readonly agencyId: string
  readonly signs: Signs
}

type Pair = { readonly entryId: string; readonly hostId: string }

/** What a person said of a pair; it stands over what is computed. */
export type MatchDecision = Pair & { readonly decision: 'matched' | 'rejected' }

/** One machine that is in the register and enrolled, and by what we know it. */
export type Match = Pair & { readonly basis: SignKind | 'person' }

const doubtReasons = [
  /** Some signs agree and others say it is another machine. */
  'signs-conflict',
  /** More than one machine or host agrees. */
  'two-candidates',
  /** Nothing agrees but the name. */
  'name-only',
] as const
export type DoubtReason = (typeof doubtReasons)[number]

/** A pair that a person has to decide about. Until then it counts as two machines. */
export type Doubt = Pair & {
  readonly agreeing: readonly SignKind[]
  readonly conflicting: readonly SignKind[]
  readonly reasons: readonly DoubtReason[]
}

export type Matching = {
  readonly matches: readonly Match[]
  readonly doubts: readonly Doubt[]
  /** Those of the matches whose machine may not carry an agent, and does. */
  readonly forbidden: readonly Match[]
}

/** A name that so many machines carry names nothing, and would fill the queue. */
const namesakesMax = 5

/**
 * Says which machines of the register are which enrolled hosts, agency by agency.
 * Certain: a serial number, an asset tag or the address of a card agrees, nothing contradicts it, and there is no
 * other candidate on either side. A sign that two machines of one side have does not count. One machine is at most
 * one host. The order of what is given does not matter.
 */
export function matchMachines(
  machines: readonly RegisterMachine[],
  hosts: readonly SignedHost[],
  decisions: readonly MatchDecision[],
): Matching {
  const byAgency = Map.groupBy(hosts, ({ agencyId }) => agencyId)
  const told = [...decisions].sort(byPair)
  const matches: Match[] = []
  const doubts: Doubt[] = []
  const carriesNone = new Set(
    machines.filter(({ carriesNoAgent }) => carriesNoAgent).map(({ entryId }) => entryId),
  )
  for (const [agencyId, listed] of Map.groupBy(machines, (machine) => machine.agencyId)) {
    const found = matchAgency(listed, byAgency.get(agencyId) ?? [], told)
    matches.push(...found.matches)
    doubts.push(...found.doubts)
  }
  matches.sort(byPair)
  const forbidden = matches.filter(({ entryId }) => carriesNone.has(entryId))
  return { matches, doubts: doubts.sort(byPair), forbidden }
}

function matchAgency(
  machines: readonly RegisterMachine[],
  hosts: readonly SignedHost[],
  decisions: readonly MatchDecision[],
): Omit<Matching, 'forbidden'> {
  const left = new Map(machines.map(({ entryId, signs }) => [entryId, valuesOf(signs)]))
  const right = new Map(hosts.map(({ hostId, signs }) => [hostId, valuesOf(signs)]))
  const matched = new Matched()
  for (const { entryId, hostId, decision } of decisions) {
    const isHere = left.has(entryId) && right.has(hostId)
    if (isHere && decision === 'matched') matched.add({ entryId, hostId, basis: 'person' })
  }
  const rejected = new Set(decisions.filter(({ decision }) => decision === 'rejected').map(keyOf))
  const candidates = candidatesOf(left, right).filter(
    (candidate) => matched.isFree(candidate) && !rejected.has(keyOf(candidate)),
  )
  const strong = candidates.filter(isStrong)
  const rivals = rivalsOf(strong)
  for (const candidate of strong) {
    const { entryId, hostId, agreeing, conflicting } = candidate
    const [basis] = agreeing
    const isCertain = conflicting.length === 0 && !rivals(candidate)
    if (isCertain && basis) matched.add({ entryId, hostId, basis })
  }
  const open = candidates.filter((candidate) => matched.isFree(candidate))
  const openRivals = rivalsOf(open)
  const doubts = open.map((one) => ({ ...one, reasons: reasonsOf(one, openRivals(one)) }))
  return { matches: matched.all, doubts }
}

type Candidate = Omit<Doubt, 'reasons'>

const isStrong = ({ agreeing }: Candidate) => agreeing.some((kind) => kind !== 'name')

function reasonsOf(candidate: Candidate, hasRival: boolean): DoubtReason[] {
  const reasons: DoubtReason[] = []
  if (candidate.conflicting.length > 0) reasons.push('signs-conflict')
  if (hasRival) reasons.push('two-candidates')
  if (!isStrong(candidate)) reasons.push('name-only')
  return reasons
}

/** What is taken, so that one machine is at most one host. */
class Matched {
  readonly all: Match[] = []
  readonly #entries = new Set<string>()
  readonly #hosts = new Set<string>()

  isFree({ entryId, hostId }: Pair): boolean {
    return !this.#entries.has(entryId) && !this.#hosts.has(hostId)
  }

  /** Of two that contradict each other the first stands. */
  add(match: Match): void {
    if (!this.isFree(match)) return
    this.all.push(match)
    this.#entries.add(match.entryId)
    this.#hosts.add(match.hostId)
  }
}

type Side = ReadonlyMap<string, SignValues>

/** Pairs of which at least one sign agrees, in a fixed order. */
function candidatesOf(left: Side, right: Side): Candidate[] {
  const pairs = new Map<string, Candidate>()
  const owners = signKinds.map(
    (kind) => [kind, ownersOf(left, kind), ownersOf(right, kind)] as const,
  )
  for (const [kind, entries, hosts] of owners) {
    const ownersMax = kind === 'name' ? namesakesMax : 1
    for (const [value, entryIds] of entries) {
      const hostIds = hosts.get(value) ?? []
      if (entryIds.length > ownersMax || hostIds.length > ownersMax) continue
      for (const entryId of entryIds) {
        for (const hostId of hostIds) {
          const key = keyOf({ entryId, hostId })
          const known = pairs.get(key)?.agreeing ?? []
          pairs.set(key, { entryId, hostId, agreeing: [...known, kind], conflicting: [] })
        }
      }
    }
  }
  return [...pairs.values()].sort(byPair).map((pair) => {
    const [entry, host] = [left.get(pair.entryId), right.get(pair.hostId)]
    const agreeing = [...new Set(pair.agreeing)]
    const conflicting = entry && host ? conflictsOf(entry, host) : []
    return { ...pair, agreeing, conflicting }
  })
}

function ownersOf(side: Side, kind: SignKind): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>()
  for (const [id, values] of side) {
    for (const value of values[kind]) owners.set(value, [...(owners.get(value) ?? []), id])
  }
  return owners
}

/** Of one machine these never change. A name is what people call it, and network cards are replaced. */
const lastingSigns = ['serial', 'asset-tag'] as const

/** Signs that both sides have and that differ. */
function conflictsOf(entry: SignValues, host: SignValues): SignKind[] {
  return lastingSigns.filter((kind) => {
    if (entry[kind].length === 0 || host[kind].length === 0) return false
    return !entry[kind].some((value) => host[kind].includes(value))
  })
}

function rivalsOf(pairs: readonly Pair[]): (pair: Pair) => boolean {
  const entries = Map.groupBy(pairs, ({ entryId }) => entryId)
  const hosts = Map.groupBy(pairs, ({ hostId }) => hostId)
  return ({ entryId, hostId }) =>
    (entries.get(entryId)?.length ?? 0) > 1 || (hosts.get(hostId)?.length ?? 0) > 1
}

const keyOf = ({ entryId, hostId }: Pair) => `${entryId} ${hostId}`

function byPair(left: Pair, right: Pair): number {
  const [one, other] = [keyOf(left), keyOf(right)]
  if (one === other) return 0
  return one < other ? -1 : 1
}

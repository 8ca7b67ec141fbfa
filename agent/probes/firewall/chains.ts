/** What becomes of a packet that a rule speaks of. `continue`: the rule only counts or marks. */
export type Verdict = 'accept' | 'drop' | 'reject' | 'return' | 'continue'

export type Rule = {
  /** It speaks of every packet. */
  readonly isUnconditional: boolean
  /** Verdicts that it may give: one, or several of a verdict map. */
  readonly verdicts: readonly Verdict[]
  /** Chains that it may send the packet to. */
  readonly targets: readonly string[]
}

/** A rule that decides nothing. */
export const noRule: Rule = { isUnconditional: false, verdicts: [], targets: [] }

/** A chain of rules as both readers understand it. Names are those of one table of one family. */
export type Chain = {
  readonly family: string
  readonly table: string
  readonly name: string
  /** Whether the kernel itself sends incoming packets here, and what meets them at the end. */
  readonly input: { readonly policy: 'accept' | 'drop' } | null
  readonly rules: readonly Rule[]
}

export type IncomingDefault = 'drop' | 'reject' | 'accept'

/**
 * Longest way through chains that call each other: the kernel's own limit. Source:
 * NFT_JUMP_STACK_SIZE.
 */
const depthMax = 16

/**
 * Whether an incoming packet can be dropped or refused anywhere on its way. What stands behind a rule that takes every
 * packet in is never reached: the trusted zone of firewalld keeps its final refusal and lets everybody in.
 */
export function canBlock(chains: readonly Chain[]): boolean {
  const known = new Map<Chain, Way>()
  return chains.some((base) => {
    if (base.input === null) return false
    const { isBlocking, isEnding } = wayThrough(chains, base, known)
    return isBlocking || (!isEnding && base.input.policy === 'drop')
  })
}

/** What can become of a packet in a chain: it may be blocked, or surely comes out of it no more. */
type Way = { readonly isBlocking: boolean; readonly isEnding: boolean }

const outAgain: Way = { isBlocking: false, isEnding: false }

function wayThrough(chains: readonly Chain[], chain: Chain, known: Map<Chain, Way>): Way {
  const found = known.get(chain)
  if (found) return found
  // Chains that call each other in a ring add nothing to what the first of them says.
  known.set(chain, outAgain)
  const way = wayThroughRules(chains, chain, known)
  known.set(chain, way)
  return way
}

function wayThroughRules(chains: readonly Chain[], chain: Chain, known: Map<Chain, Way>): Way {
  for (const { isUnconditional, verdicts, targets } of chain.rules) {
    if (verdicts.includes('drop') || verdicts.includes('reject')) {
      return { isBlocking: true, isEnding: isUnconditional }
    }
    const next = targets.flatMap((target) => chainNamed(chains, chain, target) ?? [])
    const ways = next.map((each) => wayThrough(chains, each, known))
    if (ways.some(({ isBlocking }) => isBlocking)) return { isBlocking: true, isEnding: false }
    if (!isUnconditional) continue
    if (verdicts.includes('accept') || ways[0]?.isEnding) return { ...outAgain, isEnding: true }
    if (verdicts.includes('return')) return outAgain
  }
  return outAgain
}

/** The chains that incoming packets can come through. */
export function incomingChains(chains: readonly Chain[]): readonly Chain[] {
  const reached = new Set<Chain>()
  const waiting = chains.filter(({ input }) => input !== null)
  for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
    if (reached.has(chain)) continue
    reached.add(chain)
    for (const target of chain.rules.flatMap(({ targets }) => targets)) {
      const next = chainNamed(chains, chain, target)
      if (next) waiting.push(next)
    }
  }
  return chains.filter((chain) => reached.has(chain))
}

/**
 * What a new connection of one family meets when no rule speaks of it: the strictest of its input
 * chains.
 */
export function incomingDefault(chains: readonly Chain[], family: 'ip' | 'ip6'): IncomingDefault {
  const bases = chains.filter(
    (chain) => chain.input !== null && (chain.family === family || chain.family === 'inet'),
  )
  const ends = bases.map((base) => endOf(chains, base, 0) ?? base.input?.policy ?? 'accept')
  if (ends.includes('drop')) return 'drop'
  return ends.includes('reject') ? 'reject' : 'accept'
}

/** The verdict at the end of a chain; null: the packet comes out of it again. */
function endOf(chains: readonly Chain[], chain: Chain, depth: number): IncomingDefault | null {
  if (depth > depthMax) return null
  for (const { isUnconditional, verdicts, targets } of chain.rules) {
    if (!isUnconditional) continue
    const [verdict] = verdicts
    if (verdict === 'return') return null
    if (verdict !== undefined && verdict !== 'continue') return verdict
    const next = targets[0] === undefined ? undefined : chainNamed(chains, chain, targets[0])
    const end = next ? endOf(chains, next, depth + 1) : null
    if (end !== null) return end
  }
  return null
}

function chainNamed(chains: readonly Chain[], from: Chain, name: string): Chain | undefined {
  return chains.find(
    (chain) => chain.family === from.family && chain.table === from.table && chain.name === name,
  )
}

import { z } from 'zod'
import { noRule, type Chain, type Rule, type Verdict } from './chains.ts'

const statement = z.record(z.string(), z.unknown())
type Statement = z.infer<typeof statement>
const listing = z.object({
  nftables: z.array(
    z.looseObject({
      chain: z
        .looseObject({
          family: z.string(),
          table: z.string(),
          name: z.string(),
          hook: z.string().optional(),
          policy: z.string().optional(),
        })
        .optional(),
      rule: z
        .looseObject({
          family: z.string(),
          table: z.string(),
          chain: z.string(),
          expr: z.array(statement).default([]),
        })
        .optional(),
      map: z.looseObject({ name: z.string(), elem: z.unknown().optional() }).optional(),
    }),
  ),
})

type Found = { readonly verdicts: readonly Verdict[]; readonly targets: readonly string[] }

/** Chains of `nft --json list ruleset`; null: not such a listing. Source: libnftables-json(5). */
export function parseNft(stdout: string): readonly Chain[] | null {
  const parsed = listing.safeParse(jsonOf(stdout))
  if (!parsed.success) return null
  const items = parsed.data.nftables
  const maps = new Map(items.flatMap(({ map }) => (map ? [[map.name, verdictsIn(map.elem)]] : [])))
  const rulesOf = new Map<string, Rule[]>()
  for (const { rule } of items) {
    if (!rule) continue
    const key = JSON.stringify([rule.family, rule.table, rule.chain])
    rulesOf.set(key, [...(rulesOf.get(key) ?? []), ruleOf(rule.expr, maps)])
  }
  return items.flatMap(({ chain }): Chain[] => {
    if (!chain) return []
    const { family, table, name, hook, policy } = chain
    const input =
      hook === 'input' ? ({ policy: policy === 'drop' ? 'drop' : 'accept' } as const) : null
    return [
      {
        family,
        table,
        name,
        input,
        rules: rulesOf.get(JSON.stringify([family, table, name])) ?? [],
      },
    ]
  })
}

/** Statements that speak of no packet in particular. */
const neutral = new Set([
  'counter',
  'log',
  'comment',
  'accept',
  'drop',
  'reject',
  'return',
  'continue',
  'jump',
  'goto',
])

function ruleOf(expr: readonly Statement[], maps: ReadonlyMap<string, Found>): Rule {
  if (expr.some(isForInvalid)) return noRule
  const found = expr.map((each) => foundIn(each, maps))
  return {
    isUnconditional: expr.every(isNeutral),
    verdicts: found.flatMap(({ verdicts }) => verdicts),
    targets: found.flatMap(({ targets }) => targets),
  }
}

const invalid = z.object({
  match: z.object({
    op: z.enum(['==', 'in']),
    left: z.object({ ct: z.object({ key: z.literal('state') }) }),
    right: z.union([z.literal('invalid'), z.tuple([z.literal('invalid')])]),
  }),
})

/** A rule on packets of no connection: dropping those keeps nobody out. */
function isForInvalid(each: Statement): boolean {
  return invalid.safeParse(each).success
}

function isNeutral(each: Statement): boolean {
  return Object.entries(each).every(
    ([key, value]) => neutral.has(key) || (key === 'xt' && extension.safeParse(value).success),
  )
}

function foundIn(each: Statement, maps: ReadonlyMap<string, Found>): Found {
  if ('vmap' in each) {
    const name = z.object({ data: z.string() }).safeParse(each['vmap'])
    const named = name.success ? maps.get(name.data.data.replace(/^@/, '')) : undefined
    return named ?? verdictsIn(withoutInvalid(each['vmap']))
  }
  return verdictsIn(each)
}

const byState = z.object({
  key: z.object({ ct: z.object({ key: z.literal('state') }) }),
  data: z.object({ set: z.array(z.tuple([z.unknown(), z.unknown()])) }),
})

/** A map of verdicts without what becomes of packets of no connection. */
function withoutInvalid(vmap: unknown): unknown {
  const parsed = byState.safeParse(vmap)
  return parsed.success ? parsed.data.data.set.filter(([state]) => state !== 'invalid') : vmap
}

const verdictNames: readonly Verdict[] = ['accept', 'drop', 'reject', 'return', 'continue']
const target = z.object({ target: z.string() })
const extension = z.object({ type: z.literal('target'), name: z.string() })

/**
 * Every verdict inside a statement or a map, however deep: `{"drop": null}`, `{"jump": {"target":
 * "x"}}`.
 */
function verdictsIn(value: unknown, depth = 0): Found {
  if (typeof value !== 'object' || value === null || depth > 8) return { verdicts: [], targets: [] }
  if (Array.isArray(value)) return joined(value.map((inner) => verdictsIn(inner, depth + 1)))
  return joined(
    Object.entries(value).map(([key, inner]): Found => {
      const verdict = verdictNames.find((name) => name === key)
      if (verdict) return { verdicts: [verdict], targets: [] }
      const sent = key === 'jump' || key === 'goto' ? target.safeParse(inner) : null
      if (sent?.success) return { verdicts: [], targets: [sent.data.target] }
      const xt = key === 'xt' ? extension.safeParse(inner) : null
      if (xt?.success) return { verdicts: extensionVerdict(xt.data.name), targets: [] }
      return key === 'match' ? { verdicts: [], targets: [] } : verdictsIn(inner, depth + 1)
    }),
  )
}

/** Targets of iptables that nft cannot say in its own words. */
function extensionVerdict(name: string): Verdict[] {
  const verdict = verdictNames.find((each) => each === name.toLowerCase())
  return verdict ? [verdict] : []
}

function joined(found: readonly Found[]): Found {
  return {
    verdicts: found.flatMap(({ verdicts }) => verdicts),
    targets: found.flatMap(({ targets }) => targets),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import type { CommunityRule } from '../rules/devices.ts'
import type { Prepared } from './attempt.ts'
import { DeviceTrouble, type Target } from './connect.ts'
import { openSnmp, type SnmpVersion } from './snmp.ts'

/**
 * The rule by which a device is asked before it said anything: SNMP says nothing to who has no community. It is one that
 * fits whatever any rule fits, and it stands only where none of them has another community; else nobody can say
 * which is the best, and nothing is tried.
 */
export function ruleToAskBy(
  rules: readonly CommunityRule[],
): CommunityRule | 'no-rule' | 'two-rules' {
  const [widest, ...others] = rules.toSorted((a, b) => objectOf(a).length - objectOf(b).length)
  if (widest === undefined) return 'no-rule'
  const isOfAll = others.every(
    (rule) => rule.community === widest.community && objectOf(rule).startsWith(objectOf(widest)),
  )
  return isOfAll ? widest : 'two-rules'
}

type Parts = {
  readonly target: Target
  readonly version: SnmpVersion
  readonly rules: readonly CommunityRule[]
  /** Whether the device itself still answers for its address. */
  readonly isThere: () => Promise<boolean>
}

/**
 * One question under the community of the rule. Who answers it took the community, and what it answers names its maker.
 * Silence is a no of a device that is there; of one that is gone it says nothing.
 */
export async function prepareCommunity(
  rule: CommunityRule,
  { target, version, rules, isThere }: Parts,
): Promise<Prepared> {
  const ask = await openSnmp()
  return {
    go: async () => {
      const answer = await ask(target, { version, community: rule.community })
      if (answer !== 'silence') {
        return { signedIn: 'yes', isLocking: false, rule: narrowest(rules, answer.object) ?? rule }
      }
      if (!(await isThere())) throw new DeviceTrouble('unreachable')
      return { signedIn: 'no', isLocking: false }
    },
  }
}

/** The rule that says most of this kind of device; undefined: none knows it. */
function narrowest(
  rules: readonly CommunityRule[],
  object: string | null,
): CommunityRule | undefined {
  if (object === null) return undefined
  return rules
    .filter((rule) => `${object}.`.startsWith(objectOf(rule)))
    .toSorted((a, b) => objectOf(b).length - objectOf(a).length)[0]
}

const objectOf = ({ signs: [{ has }] }: CommunityRule): string => has

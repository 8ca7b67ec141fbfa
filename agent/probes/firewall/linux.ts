import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { isContainer, isWslKernel } from '../container.ts'
import { canBlock, incomingChains, incomingDefault, type Chain } from './chains.ts'
import { readFrontEnds, toolOf } from './front-ends.ts'
import { readLoadedRules, type LoadedRules } from './loaded-rules.ts'

type FirewallFacts = Facts<'firewall'>

/** Decides from the loaded rules and lists every front end, loaded or not. */
export async function readLinuxFirewall(system: System): Promise<FirewallFacts> {
  const loaded = await readLoadedRules(system)
  const incoming = incomingChains(loaded.chains)
  const beyond = await filteredElsewhere(system)
  return {
    ...decide({ ...loaded, unseen: loaded.unseen ?? beyond }, await hasIpv6(system)),
    frontEnds: await readFrontEnds(system, rulesByTool(incoming, loaded.chains), loaded.unseen),
    profiles: [],
  }
}

/**
 * State and default from what was seen. A rule that blocks proves `on`; only all rules together
 * prove `off`.
 * Where the two families differ, the weaker default is told: that is where a packet comes in.
 */
function decide(
  { chains, unseen }: LoadedRules,
  isIpv6Used: boolean,
): Pick<FirewallFacts, 'state' | 'incomingDefault'> {
  const isOn = canBlock(incomingChains(chains))
  const defaults = [
    incomingDefault(chains, 'ip'),
    ...(isIpv6Used ? [incomingDefault(chains, 'ip6')] : []),
  ]
  const [weakest] = (['accept', 'reject', 'drop'] as const).filter((each) =>
    defaults.includes(each),
  )
  return {
    state: isOn ? 'on' : (unseen ?? 'off'),
    incomingDefault: weakest === undefined || weakest === 'accept' ? (unseen ?? 'accept') : weakest,
  }
}

/** A container and WSL see rules of their own network alone; what else filters their packets runs around them. */
async function filteredElsewhere(system: System): Promise<Unknown | null> {
  if (await isContainer(system)) return unknown('not-supported', 'container: its host filters')
  const kernel = await system.readFile('/proc/sys/kernel/osrelease')
  const isWsl = kernel.ok && isWslKernel(kernel.value)
  return isWsl ? unknown('not-supported', 'WSL: Windows filters') : null
}

/** An address beyond this machine and its cable; those of `lo` and fe80::/10 do not count. */
async function hasIpv6(system: System): Promise<boolean> {
  const addresses = await system.readFile('/proc/net/if_inet6')
  return (
    addresses.ok && /^(?!fe[89ab])[0-9a-f]{32} \S+ \S+ \S+ \S+ +(?!lo$)\S+$/m.test(addresses.value)
  )
}

function rulesByTool(
  incoming: readonly Chain[],
  all: readonly Chain[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const chain of incoming) {
    const tool = toolOf(chain, all)
    counts.set(tool, (counts.get(tool) ?? 0) + chain.rules.length)
  }
  return counts
}

import type { Facts } from '#protocol/facts/registry.ts'
import type { Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { firstStanding, stands, unknownFrom } from '../answers.ts'
import type { Chain } from './chains.ts'

type FrontEnd = Facts<'firewall'>['frontEnds'][number]
type Tool = Extract<FrontEnd['tool'], 'nftables' | 'ufw' | 'firewalld' | 'iptables'>

/** Whose chain it is, by the names that the front ends give to tables and chains. */
export function toolOf(chain: Chain, all: readonly Chain[]): Tool {
  if (chain.table === 'firewalld') return 'firewalld'
  const table = all.filter((each) => each.table === chain.table && each.family === chain.family)
  if (table.some(({ name }) => /^ufw6?-/.test(name))) return 'ufw'
  const isIptables = chain.table === 'filter' && table.some(({ name }) => name === 'INPUT')
  return isIptables ? 'iptables' : 'nftables'
}

const wants = '/etc/systemd/system'

/**
 * What shows that a front end is installed, and what starts it. Source: their Debian and Fedora
 * packages.
 */
const installations: readonly { tool: Tool; marks: readonly string[]; units: readonly string[] }[] =
  [
    {
      tool: 'nftables',
      marks: ['/usr/sbin/nft'],
      units: [
        `${wants}/sysinit.target.wants/nftables.service`,
        `${wants}/multi-user.target.wants/nftables.service`,
      ],
    },
    { tool: 'ufw', marks: ['/etc/ufw/ufw.conf'], units: [] },
    {
      tool: 'firewalld',
      marks: ['/usr/sbin/firewalld'],
      units: [`${wants}/multi-user.target.wants/firewalld.service`],
    },
    {
      tool: 'iptables',
      marks: ['/usr/sbin/iptables', '/sbin/iptables'],
      units: [
        `${wants}/multi-user.target.wants/netfilter-persistent.service`,
        `${wants}/multi-user.target.wants/iptables.service`,
        `${wants}/basic.target.wants/iptables.service`,
      ],
    },
  ]

/** Every front end that is installed or whose rules are loaded. */
export async function readFrontEnds(
  system: System,
  rules: ReadonlyMap<string, number>,
  unseen: Unknown | null,
): Promise<FrontEnd[]> {
  const found: FrontEnd[] = []
  for (const { tool, marks, units } of installations) {
    const count = rules.get(tool)
    if (count === undefined && (await firstStanding(system, marks)) === null) continue
    found.push({
      tool,
      isEnabled:
        tool === 'ufw' ? await readUfw(system) : (await firstStanding(system, units)) !== null,
      incomingRules: count ?? unseen ?? 0,
    })
  }
  return found
}

/** `ENABLED=yes` of ufw.conf, and the unit that loads it. Source: ufw(8), "REPORTS"; ufw-init. */
async function readUfw(system: System): Promise<FrontEnd['isEnabled']> {
  const settings = await system.readFile('/etc/ufw/ufw.conf')
  if (!settings.ok) return unknownFrom(settings, 'ufw.conf')
  const isOn = /^\s*ENABLED\s*=\s*"?yes"?\s*$/im.test(settings.value)
  return isOn && (await stands(system, `${wants}/multi-user.target.wants/ufw.service`))
}

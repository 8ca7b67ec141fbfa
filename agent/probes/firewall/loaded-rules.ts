import { unknown, type Unknown } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { firstStanding, isMissing, stands, unknownFrom } from '../answers.ts'
import type { Chain } from './chains.ts'
import { parseIptablesSave } from './iptables-save.ts'
import { parseNft } from './nft.ts'

/** The rules that were seen, and what kept from seeing the rest; null: all of them were seen. */
export type LoadedRules = { readonly chains: readonly Chain[]; readonly unseen: Unknown | null }

const rulesBytesMax = 16 * 1024 * 1024

/**
 * Asks the kernel for the rules on packets: those of nf_tables and those of the older ip_tables.
 */
export async function readLoadedRules(system: System): Promise<LoadedRules> {
  const parts = [
    await readNft(system),
    await readLegacy(system, 'ip'),
    await readLegacy(system, 'ip6'),
  ]
  return {
    chains: parts.flatMap(({ chains }) => chains),
    unseen: parts.map(({ unseen }) => unseen).find((why) => why !== null) ?? null,
  }
}

const none: LoadedRules = { chains: [], unseen: null }

async function readNft(system: System): Promise<LoadedRules> {
  if (await isNftAbsentFromKernel(system)) return none
  const program = await firstStanding(system, ['/usr/sbin/nft', '/sbin/nft', '/usr/bin/nft'])
  if (program === null) return readIptablesNft(system)
  const run = await system.run(program, ['--json', 'list', 'ruleset'], {
    stdoutBytesMax: rulesBytesMax,
  })
  if (!run.ok) return { chains: [], unseen: unknownFrom(run, 'nft') }
  if (run.value.exitCode !== 0) return { chains: [], unseen: refusedBy('nft', run.value) }
  const chains = parseNft(run.value.stdout)
  return chains
    ? { chains, unseen: null }
    : { chains: [], unseen: unknown('not-understood', 'nft') }
}

/**
 * True where it is proved that this kernel holds no nf_tables: the module is not loaded and not
 * built in. Asking `nft` there would load it.
 */
async function isNftAbsentFromKernel(system: System): Promise<boolean> {
  const modules = await system.readFile('/proc/modules', { bytesMax: 4 * 1024 * 1024 })
  if (!modules.ok || /^nf_tables /m.test(modules.value)) return false
  const release = await system.readFile('/proc/sys/kernel/osrelease')
  if (!release.ok) return false
  const name = release.value.trim()
  const builtIn = await system.readFile(`/lib/modules/${name}/modules.builtin`)
  if (builtIn.ok) return !builtIn.value.includes('/nf_tables.ko')
  // A service that is kept from modules does not see theirs; distributions keep how the kernel was built beside it.
  const built = await system.readFile(`/boot/config-${name}`)
  return built.ok && !/^CONFIG_NF_TABLES=y$/m.test(built.value)
}

/**
 * iptables on top of nf_tables shows its own tables only: what blocks there blocks, but more may be
 * unseen.
 */
async function readIptablesNft(system: System): Promise<LoadedRules> {
  const unseen = unknown('tool-missing', 'nft')
  const chains: Chain[] = []
  for (const [program, family] of [
    ['/usr/sbin/iptables-nft-save', 'ip'],
    ['/usr/sbin/ip6tables-nft-save', 'ip6'],
  ] as const) {
    if (!(await stands(system, program))) continue
    const run = await system.run(program, [], { stdoutBytesMax: rulesBytesMax })
    if (run.ok && run.value.exitCode === 0)
      chains.push(...parseIptablesSave(run.value.stdout, family))
  }
  return { chains, unseen }
}

/**
 * The kernel names the tables of ip_tables that are loaded: no table, no rules, and no need to ask
 * for them.
 */
async function readLegacy(system: System, family: 'ip' | 'ip6'): Promise<LoadedRules> {
  const names = await system.readFile(`/proc/net/${family}_tables_names`)
  if (isMissing(names)) return none
  if (!names.ok) return { chains: [], unseen: unknownFrom(names, `${family}_tables`) }
  if (!/^filter$/m.test(names.value)) return none
  const tool = family === 'ip' ? 'iptables' : 'ip6tables'
  const program = await firstStanding(system, [
    `/usr/sbin/${tool}-legacy-save`,
    `/usr/sbin/${tool}-save`,
    `/sbin/${tool}-save`,
  ])
  if (program === null) return { chains: [], unseen: unknown('tool-missing', `${tool}-save`) }
  const run: Answer<{ exitCode: number; stdout: string; stderr: string }> = await system.run(
    program,
    ['-t', 'filter'],
    { stdoutBytesMax: rulesBytesMax },
  )
  if (!run.ok) return { chains: [], unseen: unknownFrom(run, tool) }
  if (run.value.exitCode !== 0) return { chains: [], unseen: refusedBy(tool, run.value) }
  return { chains: parseIptablesSave(run.value.stdout, family), unseen: null }
}

function refusedBy(
  tool: string,
  { exitCode, stderr }: { exitCode: number; stderr: string },
): Unknown {
  const isForbidden = /permission denied|not permitted|must be root/i.test(stderr)
  return unknown(isForbidden ? 'not-permitted' : 'tool-failed', `${tool} ended with ${exitCode}`)
}

import type { HostsSearch } from '../../search.ts'

/** How a host stands with its reports, as one choice instead of two flags. */
export const reportings = ['reporting', 'silent', 'never'] as const
export type Reporting = (typeof reportings)[number]

type Flags = Pick<HostsSearch, 'silent' | 'neverReported'>

const flagsOf: Record<Reporting, Flags> = {
  reporting: { silent: 'no', neverReported: 'no' },
  silent: { silent: 'yes', neverReported: undefined },
  never: { silent: undefined, neverReported: 'yes' },
}

/** The flags that a choice stands for; null takes the filter away. */
export function toFlags(choice: Reporting | null): Flags {
  return choice === null ? { silent: undefined, neverReported: undefined } : flagsOf[choice]
}

/** The choice that the flags of an address stand for; null for none, or for a mix that no choice names. */
export function reportingOf(search: Flags): Reporting | null {
  const isSame = (choice: Reporting) =>
    flagsOf[choice].silent === search.silent &&
    flagsOf[choice].neverReported === search.neverReported
  return reportings.find(isSame) ?? null
}

const narrowing = [
  'q',
  'agency',
  'under',
  'control',
  'state',
  'class',
  'computers',
  'remedy',
  'os',
  'newPorts',
  'silent',
  'neverReported',
  'sharingKey',
  'product',
  'agentVersion',
  'agentCpuMsMin',
  'agentMemoryBytesMin',
  'token',
] as const satisfies readonly (keyof HostsSearch)[]

/** True when something narrows the list; sorting and paging do not. */
export function isFiltered(search: HostsSearch): boolean {
  return narrowing.some((name) => search[name] !== undefined)
}

/** True when the list is about agents, so that its rows have to show them. */
export function isAboutAgents(search: HostsSearch): boolean {
  const { sort, agentVersion, agentCpuMsMin, agentMemoryBytesMin } = search
  const asked = [agentVersion, agentCpuMsMin, agentMemoryBytesMin]
  return sort === 'agent-cpu' || sort === 'agent-memory' || asked.some((one) => one !== undefined)
}

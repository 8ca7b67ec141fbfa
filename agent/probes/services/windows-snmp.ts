import type { Exposure } from '#protocol/facts/ports.ts'
import type { ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { unknownFrom } from '../answers.ts'
import type { KeyAnswer } from '../windows/registry.ts'
import { narrower, presenceOf, reachOfAddresses } from './reach.ts'
import { openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const parameters = 'SYSTEM\\CurrentControlSet\\Services\\SNMP\\Parameters'
export const communitiesPath = `${parameters}\\ValidCommunities`
const defaultCommunities: ReadonlySet<string> = new Set(['public', 'private'])
/** Rights of a community: 1 none, 2 notify, 4 read, 8 read and write, 16 read and create. */
const readRight = 4
const writeRight = 8

/**
 * The SNMP service of Windows that answers to `public` or `private`; the name of a value is the community.
 * PermittedManagers: the machines that it answers; none is all.
 * Source: Microsoft, "How to configure the SNMP service", ValidCommunities. Not verified on a real machine.
 */
export const readWindowsSnmp: ServiceReader = async (system, running) => {
  const communities = await system.registryKey(communitiesPath)
  if (communities.ok && communities.value === null) return []
  const presence = presenceOf(running, { programs: ['snmp'], ports: [161] })
  if (!communities.ok) {
    const unseen = unknownFrom(communities, 'ValidCommunities')
    return [serviceOf('snmp', presence, { openings: [], unseen })]
  }
  const managers = await system.registryKey(`${parameters}\\PermittedManagers`)
  const exposure = narrower(presence.reach ?? 'any', reachOfManagers(managers))
  const openings = Object.entries(communities.value?.values ?? {}).flatMap(
    ([name, value]): ServiceOpening[] => {
      const right = typeof value.value === 'number' ? value.value : readRight
      if (!defaultCommunities.has(name.toLowerCase()) || right < readRight) return []
      const opens = right >= writeRight ? 'write' : 'read'
      const place = { file: `HKLM\\${communitiesPath}`, line: null }
      return [openingOf({ kind: 'default-community', opens, exposure, at: place })]
    },
  )
  return [serviceOf('snmp', presence, { openings, unseen: null })]
}

function reachOfManagers(managers: KeyAnswer): Exposure {
  if (!managers.ok || managers.value === null) return 'public'
  const addresses = Object.values(managers.value.values).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  )
  const reach = reachOfAddresses(addresses)
  return reach === null || reach === 'any' ? 'public' : reach
}

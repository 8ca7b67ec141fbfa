import type { ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { isUnknown } from '#protocol/values.ts'
import { numberIn } from '../windows/registry.ts'
import { presenceOf } from './reach.ts'
import { openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const services = 'SYSTEM\\CurrentControlSet\\Services'
const server = `${services}\\LanmanServer\\Parameters`
const client = `${services}\\LanmanWorkstation\\Parameters`
const policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\LanmanWorkstation'

/**
 * File sharing of Windows that tells callers without a name what is shared, or accepts servers as a guest.
 * Source: Microsoft, RestrictNullSessAccess (1 where it is missing) and "Enable insecure guest logons"
 * (AllowInsecureGuestAuth). Not verified on a real machine.
 */
export const readWindowsSharing: ServiceReader = async (system, running) => {
  const serverKey = await system.registryKey(server)
  const restricts = numberIn(serverKey, 'RestrictNullSessAccess')
  const byPolicy = numberIn(await system.registryKey(policy), 'AllowInsecureGuestAuth')
  const own = numberIn(await system.registryKey(client), 'AllowInsecureGuestAuth')
  const allows = byPolicy === null ? own : byPolicy
  if (serverKey.ok && serverKey.value === null && allows === null) return []
  const presence = presenceOf(running, { programs: ['system'], ports: [445] })
  const exposure = presence.reach ?? 'any'
  const openings: ServiceOpening[] = []
  const found = (kind: 'null-session' | 'insecure-guest-logon', path: string) =>
    openings.push(
      openingOf({
        kind,
        opens: 'information',
        exposure,
        at: { file: `HKLM\\${path}`, line: null },
      }),
    )
  if (restricts === 0) found('null-session', server)
  if (allows === 1) found('insecure-guest-logon', byPolicy === null ? client : policy)
  const unseen = [restricts, allows].find(isUnknown) ?? null
  return [serviceOf('windows-sharing', presence, { openings, unseen })]
}

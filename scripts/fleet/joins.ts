import { authorityFolder, openTools, storeOptions } from '#collector/commands/tools.ts'
import { openAuthority } from '#collector/pki/authority.ts'
import type { JoinTicket } from '#protocol/join.ts'
import { openStoreBeside } from '#store/open.ts'
import { createToken } from '#store/tokens.ts'
import type { SampleHost } from './province.ts'
import { ensureSampleAgencies } from './sample-agencies.ts'

const validMs = 24 * 3_600_000

/**
 * Makes the sample agencies of a fleet in the database of a collector on this machine, which may be running, and
 * a join ticket for each. Agencies made here are sample data: out of every total once a real one exists.
 */
export async function joinSampleAgencies(
  hosts: readonly SampleHost[],
): Promise<(host: SampleHost) => JoinTicket> {
  const tools = openTools()
  const { config, newId, randomBytes } = tools
  const nowMs = tools.now()
  const by = { actor: 'fleet', address: null, nowMs, newId, randomBytes }
  const { pins } = await openAuthority({
    folder: authorityFolder(config),
    address: config.address,
    browserCertificate: null,
    nowMs,
  })
  const joins = new Map<string, JoinTicket>()
  const store = await openStoreBeside(storeOptions(tools))
  try {
    for (const { agency, id } of await ensureSampleAgencies(store.db, hosts, by)) {
      const wanted = { agencyId: id, usesMax: hosts.length, expiresMs: nowMs + validMs }
      const { secret } = await createToken(store.db, wanted, by)
      joins.set(agency.name, { address: config.address, token: secret, pins: [...pins] })
    }
  } finally {
    await store.close()
  }
  return (host) => {
    const ticket = joins.get(host.agency.name)
    if (!ticket) throw new Error(`no join ticket for ${host.agency.name}`)
    return ticket
  }
}

import { openTools, storeOptions } from '#collector/commands/tools.ts'
import { dayOf } from '#domain/register.ts'
import { openStoreBeside } from '#store/open.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { sampleDeclarations } from './declarations.ts'
import { sampleProvince } from './province.ts'
import { ensureSampleAgencies } from './sample-agencies.ts'

/**
 * Writes what the agencies of a made-up province declare into the database of a collector on this machine, which may
 * be running. Agencies that are there already are left as they are.
 */
export async function declareSampleProvince(hostCount: number, seed: number): Promise<void> {
  const tools = openTools()
  const by = { actor: 'fleet', address: null, nowMs: tools.now(), newId: tools.newId }
  const hosts = sampleProvince(hostCount, seed)
  const year = Number(dayOf(by.nowMs).slice(0, 4))
  const store = await openStoreBeside(storeOptions(tools))
  try {
    for (const { agency, id, isNew } of await ensureSampleAgencies(store.db, hosts, by)) {
      if (!isNew) continue
      const own = hosts.filter((host) => host.agency === agency)
      const drafts = sampleDeclarations(agency, own, { seed, nowMs: by.nowMs }).map((body) => ({
        ...body,
        entryId: null,
        agencyId: id,
        fromDay: `${year}-01-01`,
        evidence: 'Dữ liệu mẫu',
      }))
      await store.db
        .transaction()
        .execute((trx) => writeEntries(trx, store.engine, { ...by, drafts, importId: null }))
    }
  } finally {
    await store.close()
  }
}

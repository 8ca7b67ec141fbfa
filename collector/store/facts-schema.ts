import { hash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '#protocol/delta.ts'
import { probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import type { Engine } from './engine.ts'
import { loadFacts, packFacts, type HeldFacts } from './facts.ts'
import { lockHosts, writeStandings } from './host-state.ts'
import type { Db } from './schema.ts'

const metaKey = 'facts-schema'
const hostsPerTransaction = 250

/**
 * Ends facts that this version would not accept, where another version wrote last. Their agents find at
 * the next connection that the digest is not held, and send the probe anew: until then it was so when last seen.
 * Returns how many were ended.
 * Facts are read back without their schema, because checking each would cost more than judging it.
 */
export async function endOutdatedFacts(db: Db, engine: Engine): Promise<number> {
  const current = schemaRevision()
  const meta = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', metaKey)
    .executeTakeFirst()
  if (meta?.value === current) return 0
  const ended = await endUnreadable(db, engine)
  await db
    .insertInto('meta')
    .values({ key: metaKey, value: current })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: current }))
    .execute()
  return ended
}

function schemaRevision(): string {
  const schemas = probeIds.map((id) => [id, z.toJSONSchema(readingSchemas[id])])
  return hash('sha256', canonicalJson(schemas))
}

async function endUnreadable(db: Db, engine: Engine): Promise<number> {
  let ended = 0
  let after = ''
  for (;;) {
    const page = await db
      .selectFrom('host')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(hostsPerTransaction)
      .execute()
    const last = page.at(-1)
    if (last === undefined) return ended
    const hostIds = page.map(({ id }) => id)
    ended += await db.transaction().execute(async (trx) => {
      const hosts = [...(await lockHosts(trx, engine, hostIds)).values()]
      const held = await loadFacts(trx, engine, hosts)
      const changed = hosts.flatMap((host) => {
        const { facts, count } = endedIn(held.get(host.id) ?? {})
        const after = { ...host, facts: packFacts(facts), revision: host.revision + 1 }
        return count === 0 ? [] : [{ before: host, after, count }]
      })
      await writeStandings(trx, engine, changed)
      return changed.reduce((sum, { count }) => sum + count, 0)
    })
    after = last.id
  }
}

function endedIn(held: HeldFacts): { facts: HeldFacts; count: number } {
  const unreadable = probeIds.flatMap((probe) => {
    const fact = held[probe]
    if (fact === undefined || fact.isEnded) return []
    return readingSchemas[probe].safeParse(JSON.parse(fact.body)).success ? [] : [{ probe, fact }]
  })
  const ended = unreadable.map(({ probe, fact }) => [probe, { ...fact, isEnded: true }])
  return { facts: { ...held, ...Object.fromEntries(ended) }, count: unreadable.length }
}

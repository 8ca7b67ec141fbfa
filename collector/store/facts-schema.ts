import { hash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '#protocol/delta.ts'
import { probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import type { Db } from './schema.ts'

const metaKey = 'facts-schema'
const pageRows = 2000

/**
 * Closes open facts that this version would not accept, where another version wrote last. Their agents find at
 * the next connection that the digest is not held, and send the probe anew: until then it was so when last seen.
 * Returns how many were closed.
 * Facts are read back without their schema, because checking each would cost more than judging it.
 */
export async function closeOutdatedFacts(db: Db): Promise<number> {
  const current = schemaRevision()
  const meta = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', metaKey)
    .executeTakeFirst()
  if (meta?.value === current) return 0
  const closed = await closeUnreadable(db)
  await db
    .insertInto('meta')
    .values({ key: metaKey, value: current })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: current }))
    .execute()
  return closed
}

function schemaRevision(): string {
  const schemas = probeIds.map((id) => [id, z.toJSONSchema(readingSchemas[id])])
  return hash('sha256', canonicalJson(schemas))
}

async function closeUnreadable(db: Db): Promise<number> {
  let closed = 0
  let after = 0
  for (;;) {
    const page = await db
      .selectFrom('fact')
      .select(['id', 'probe', 'body', 'confirmed_ms', 'received_ms'])
      .where('until_ms', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute()
    const last = page.at(-1)
    if (last === undefined) return closed
    for (const { id, probe, body, confirmed_ms, received_ms } of page) {
      const isReadable = readingSchemas[probe]?.safeParse(JSON.parse(body)).success === true
      if (isReadable) continue
      await db
        .updateTable('fact')
        .set({ until_ms: confirmed_ms, superseded_ms: Math.max(confirmed_ms, received_ms) })
        .where('id', '=', id)
        .execute()
      closed += 1
    }
    after = last.id
  }
}

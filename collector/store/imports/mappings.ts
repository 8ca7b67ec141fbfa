import { z } from 'zod'
import type { EntryKind } from '#protocol/register.ts'
import type { Actor } from '../audit.ts'
import type { Db } from '../schema.ts'

const storedMapping = z.array(z.string().nullable())
/** Of one kind; older ones are guessed anew. */
const rememberedMax = 200

export type Remembered = {
  readonly signature: string
  readonly mapping: readonly (string | null)[]
}

/** The mappings with which files of a kind were imported, the last used first. */
export async function rememberedMappings(db: Db, kind: EntryKind): Promise<Remembered[]> {
  const rows = await db
    .selectFrom('import_mapping')
    .select(['signature', 'mapping'])
    .where('kind', '=', kind)
    .orderBy('used_ms', 'desc')
    .orderBy('signature')
    .limit(rememberedMax)
    .execute()
  return rows.map(({ signature, mapping }) => ({
    signature,
    mapping: storedMapping.parse(JSON.parse(mapping)),
  }))
}

/** The next file with these heads is mapped the same way. */
export async function rememberMapping(
  trx: Db,
  { kind, signature, mapping }: Remembered & { readonly kind: EntryKind },
  { actor, nowMs }: Actor,
): Promise<void> {
  const used = { mapping: JSON.stringify(mapping), used_ms: nowMs, actor }
  await trx
    .insertInto('import_mapping')
    .values({ kind, signature, ...used })
    .onConflict((conflict) => conflict.columns(['kind', 'signature']).doUpdateSet(used))
    .execute()
}

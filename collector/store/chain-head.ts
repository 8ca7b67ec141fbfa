import { z } from 'zod'
import type { ChainName } from '#domain/chain.ts'
import { digest } from '#protocol/values.ts'
import type { Db } from './schema.ts'

const chainHead = z.object({ number: z.int().min(1), hash: digest })

/** The newest link of a chain. */
export type ChainHead = z.infer<typeof chainHead>

/**
 * The head, kept from other collectors until the commit: two links never follow the same one. One statement that
 * writes locks the row on either database and reads what was committed last.
 */
export async function lockHead(trx: Db, chain: ChainName): Promise<ChainHead | null> {
  const { value } = await trx
    .insertInto('meta')
    .values({ key: keyOf(chain), value: 'null' })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({ value: eb.ref('meta.value') })),
    )
    .returning('value')
    .executeTakeFirstOrThrow()
  return parseHead(value)
}

/** The head as it was written down beside the chain; null: the chain is empty, or it cannot be read. */
export async function readHead(db: Db, chain: ChainName): Promise<ChainHead | null> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', keyOf(chain))
    .executeTakeFirst()
  return parseHead(row?.value)
}

/** Puts a link at the head. */
export async function moveHead(trx: Db, chain: ChainName, head: ChainHead): Promise<void> {
  await trx
    .updateTable('meta')
    .set({ value: JSON.stringify(head) })
    .where('key', '=', keyOf(chain))
    .execute()
}

const keyOf = (chain: ChainName) => `${chain}-head`

function parseHead(value: string | undefined): ChainHead | null {
  if (value === undefined) return null
  try {
    return chainHead.nullable().parse(JSON.parse(value))
  } catch {
    return null
  }
}

import type { Db } from '../schema.ts'

/**
 * Compares the head of the snapshots that stands on a signed report with the snapshot of that number: as printed,
 * another, or no more there. The hash may be its beginning, in small letters.
 */
export async function comparePaper(
  db: Db,
  { number, hash }: { readonly number: number; readonly hash: string },
): Promise<'same' | 'differs' | 'gone'> {
  const snapshot = await db
    .selectFrom('snapshot')
    .select('hash')
    .where('number', '=', number)
    .executeTakeFirst()
  if (snapshot === undefined) return 'gone'
  return snapshot.hash.startsWith(hash) ? 'same' : 'differs'
}

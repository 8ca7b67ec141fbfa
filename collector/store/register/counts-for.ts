import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { successionsAsOf } from '../organisations/read.ts'
import type { Db } from '../schema.ts'

/**
 * Which agencies count for another on a day, because they were merged or renamed into it; chains are followed to
 * their end. One that was split is not among them: nobody has said which part a machine went to.
 */
export async function countsForOn(
  db: Db,
  look: { readonly asOfDay: Day; readonly knownAtMs: EpochMs | null },
): Promise<ReadonlyMap<string, string>> {
  const { asOfDay, knownAtMs } = look
  const successions = await successionsAsOf(db, {
    day: asOfDay,
    ...(knownAtMs === null ? {} : { knownAtMs }),
  })
  const next = new Map(
    successions
      .filter(
        ({ kind, fromAgencyId, toAgencyId }) => kind !== 'split' && fromAgencyId !== toAgencyId,
      )
      .map(({ fromAgencyId, toAgencyId }) => [fromAgencyId, toAgencyId]),
  )
  return new Map([...next.keys()].map((id) => [id, endOf(id, next)]))
}

function endOf(id: string, next: ReadonlyMap<string, string>): string {
  const passed = new Set([id])
  let at = id
  for (let after = next.get(at); after !== undefined && !passed.has(after); after = next.get(at)) {
    passed.add(after)
    at = after
  }
  return at
}

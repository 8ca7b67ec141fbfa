import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import type { Engine } from '../engine.ts'
import type { Db } from '../schema.ts'
import {
  standingVersions,
  withdrawEntries,
  writeEntries,
  type EntryDraft,
  type EntryWriting,
} from './write-entries.ts'

type Assigning = Omit<EntryWriting, 'importId'> & {
  readonly entryIds: readonly string[]
  readonly toAgencyId: string
  /** From which day on they are of the other agency; an entry that began later goes from its own first day. */
  readonly fromDay: Day
  readonly newId: () => string
}

/**
 * Entries of an agency that was split are those of a part from a day on: withdrawn here, declared there with the same
 * words. What stood before the day stays. Returns how many.
 * @throws Refusal ENTRY_NOT_FOUND
 */
export async function assignEntries(
  trx: Db,
  engine: Engine,
  { entryIds, toAgencyId, fromDay, newId, ...by }: Assigning,
): Promise<number> {
  const writing = { ...by, importId: null }
  const standing = await standingVersions(trx, engine, entryIds)
  const moved = entryIds.map((id) => {
    const last = standing.get(id)?.at(-1)
    if (last === undefined || last.isWithdrawn) throw new Refusal('ENTRY_NOT_FOUND', { id })
    return last
  })
  const dayOfMove = (day: Day) => (day > fromDay ? day : fromDay)
  for (const [onDay, group] of Map.groupBy(moved, (one) => dayOfMove(one.fromDay))) {
    const ids = group.map(({ entryId }) => entryId)
    await withdrawEntries(trx, engine, {
      ...writing,
      entryIds: ids,
      fromDay: onDay,
      evidence: null,
    })
    const drafts = group.map(
      // Taken apart and put together again: the kind still tells the body.
      ({ kind, body, evidence }) =>
        ({
          kind,
          body,
          entryId: null,
          agencyId: toAgencyId,
          fromDay: onDay,
          evidence,
        }) as EntryDraft,
    )
    await writeEntries(trx, engine, { ...writing, drafts, newId })
  }
  return moved.length
}

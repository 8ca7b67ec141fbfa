import { dayOf } from '#domain/register.ts'
import type { Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import { openChange } from './writing.ts'

/** What the first release called agencies that were not called anything else. */
const kindWords: Readonly<Record<string, string>> = {
  agency: 'cơ quan, đơn vị',
  sample: 'đơn vị mẫu',
}

/** An agency that was made where nobody asks for more than its name stands from today, at the root of the tree. */
export async function writeFirstVersion(
  trx: Db,
  agency: {
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly level: string | null
  },
  { actor, nowMs }: Actor,
): Promise<void> {
  const onDay = dayOf(nowMs)
  const changeId = await openChange(trx, { kind: 'create', onDay, nowMs, actor })
  await trx
    .updateTable('organisation_change')
    .set({ agency_ids: JSON.stringify([agency.id]) })
    .where('change_id', '=', changeId)
    .execute()
  await trx
    .insertInto('agency_version')
    .values({
      agency_id: agency.id,
      name: agency.name,
      short_name: null,
      code: null,
      kind: kindWords[agency.kind] ?? agency.kind,
      level: agency.level,
      parent_id: null,
      from_day: onDay,
      until_day: null,
      source: null,
      recorded_ms: nowMs,
      superseded_ms: null,
      actor,
      change_id: changeId,
      superseded_by: null,
    })
    .execute()
}

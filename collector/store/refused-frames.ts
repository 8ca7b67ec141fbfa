import { sql } from 'kysely'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import type { Db } from './schema.ts'

/** What is kept of one host: an agent that sends nothing else but refused frames fills no disk. */
const refusedPerHostMax = 50
const detailCharactersMax = 300

/** Keeps that a frame was refused and why, never the frame itself. The oldest beyond the limit go. */
export async function recordRefusedFrame(
  db: Db,
  frame: { hostId: HostId; receivedMs: EpochMs; code: RefusalCode; detail: string | null },
): Promise<void> {
  await db
    .insertInto('refused_frame')
    .values({
      host_id: frame.hostId,
      received_ms: frame.receivedMs,
      code: frame.code,
      detail: storable(frame.detail),
    })
    .execute()
  await sql`
    delete from refused_frame where host_id = ${frame.hostId} and id <= (
      select id from refused_frame where host_id = ${frame.hostId}
      order by id desc limit 1 offset ${refusedPerHostMax}
    )`.execute(db)
}

function storable(detail: string | null): string | null {
  return detail?.toWellFormed().replaceAll('\0', '').slice(0, detailCharactersMax) ?? null
}

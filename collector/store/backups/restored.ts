import { sql } from 'kysely'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'

/** What a database was restored from. */
export type RestoredFrom = {
  readonly file: string
  readonly momentMs: EpochMs
  readonly version: string
  readonly digest: string
}

/**
 * Makes a restored database ready to serve. Every host is awaited: what it was given after the backup is not known
 * here. Who was signed in then is not now: a session that was ended after the backup must not live again.
 */
export async function markRestored(db: Db, from: RestoredFrom, by: Actor): Promise<void> {
  const { actor, address, nowMs: atMs } = by
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('awaited_host').execute()
    await sql`insert into awaited_host (host_id, restored_ms) select id, ${atMs} from host`.execute(
      trx,
    )
    await trx.deleteFrom('console_session').execute()
    const { file: subject, ...after } = from
    await recordAudit(trx, { actor, address, atMs, action: 'restore-backup', subject, after })
  })
}

/** The host has come: from now on its tickets are known again. */
export async function forgetAwaited(trx: Db, hostId: HostId): Promise<void> {
  await trx.deleteFrom('awaited_host').where('host_id', '=', hostId).execute()
}

import { sql } from 'kysely'
import type { FirstStepId } from '#protocol/first-run.ts'
import type { Day } from '#protocol/register.ts'
import { recordAudit, type Actor } from './audit.ts'
import { isRemembered, rememberFlag } from './meta.ts'
import type { Db } from './schema.ts'

/** How many there are of what each step of a first run asks for; plans are counted elsewhere. */
export type FirstRunCounts = Readonly<Record<Exclude<FirstStepId, 'targets-set'>, number>>

/**
 * Counts what a new installation has by now. Sample agencies and their machines are nobody's work and count for
 * nothing; an administrator is secured by a password of their own and a second factor, or by the directory.
 */
export async function readFirstRun(db: Db, day: Day): Promise<FirstRunCounts> {
  const { rows } = await sql<FirstRunCounts>`
    select
      (select count(*) from console_user u where u.role = 'administrator'
        and u.disabled_ms is null and u.must_change_password = 0
        and (u.totp_since_ms is not null or u.source <> 'local')) as "administrator-secured",
      (select count(*) from role_assignment r where r.superseded_ms is null
        and r.role in ('people-committee', 'specialised-unit')
        and r.from_day <= ${day} and (r.until_day is null or r.until_day >= ${day}))
        as "issuer-named",
      (select count(*) from agency a where a.is_sample = 0) as "agencies-entered",
      (select count(*) from enrolment_token t join agency a on a.id = t.agency_id
        where a.is_sample = 0) as "token-made",
      (select count(*) from host h join agency a on a.id = h.agency_id
        where a.is_sample = 0 and h.last_received_ms is not null) as "machine-reported",
      (select count(*) from report) as "report-made"`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('a count gave no row')
  return counts
}

/** True while an administrator has put the checklist away. */
export const isFirstRunDismissed = (db: Db): Promise<boolean> =>
  isRemembered(db, 'first-run-dismissed')

/** Puts the checklist away, or brings it back; written down like every change. */
export async function dismissFirstRun(db: Db, isDismissed: boolean, by: Actor): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await isFirstRunDismissed(trx)
    await rememberFlag(trx, 'first-run-dismissed', isDismissed)
    await recordAudit(trx, {
      actor: by.actor,
      action: 'dismiss-first-run',
      subject: 'first-run',
      before: { isDismissed: before },
      after: { isDismissed },
      address: by.address,
      atMs: by.nowMs,
    })
  })
}

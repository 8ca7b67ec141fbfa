import { dayOf } from '#domain/register.ts'
import type { ControlId } from '#protocol/controls.ts'
import type { Finding, HandCheckResult, HandCheckView } from '#protocol/hand-checks.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import { findHandCheck, readMachines, readResult } from './read.ts'

export type NewFinding = {
  readonly position: number
  readonly control: ControlId
  readonly found: Finding
  readonly note: string | null
}

/**
 * Enters what was found. A second entry for the same cell corrects the first, which stays on record.
 * @throws Refusal HAND_CHECK_NOT_FOUND, HAND_CHECK_FINISHED, HAND_CHECK_NOT_ASKED
 */
export async function recordFindings(
  db: Db,
  { id, findings }: { readonly id: string; readonly findings: readonly NewFinding[] },
  by: Actor,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await requireOpen(trx, id)
    const asked = new Map(
      (await readMachines(trx, id)).map((machine) => [machine.position, machine.said]),
    )
    for (const { position, control, found, note } of findings) {
      if (!asked.get(position)?.[control]) {
        throw new Refusal('HAND_CHECK_NOT_ASKED', { position, control })
      }
      await trx
        .updateTable('hand_check_finding')
        .set({ superseded_ms: by.nowMs })
        .where('check_id', '=', id)
        .where('position', '=', position)
        .where('control', '=', control)
        .where('superseded_ms', 'is', null)
        .execute()
      await trx
        .insertInto('hand_check_finding')
        .values({
          check_id: id,
          position,
          control,
          found,
          note,
          actor: by.actor,
          recorded_ms: by.nowMs,
          superseded_ms: null,
        })
        .execute()
    }
    const { actor, address, nowMs: atMs } = by
    const action = 'record-findings'
    await recordAudit(trx, { actor, address, atMs, action, subject: id, after: findings })
    return findings.length
  })
}

type Finishing = { readonly id: string; readonly checkedBy: string; readonly checkedOn: Day }

/**
 * Closes a check and writes down how each reader did in it.
 * @throws Refusal HAND_CHECK_NOT_FOUND, HAND_CHECK_FINISHED, HAND_CHECK_NOTHING_FOUND, HAND_CHECK_DAY
 */
export async function finishHandCheck(
  db: Db,
  { id, checkedBy, checkedOn }: Finishing,
  by: Actor,
): Promise<HandCheckResult> {
  return db.transaction().execute(async (trx) => {
    const check = await requireOpen(trx, id)
    const [first, last] = [dayOf(check.drawnMs), dayOf(by.nowMs)]
    if (checkedOn < first || last < checkedOn) {
      throw new Refusal('HAND_CHECK_DAY', { day: checkedOn, first, last })
    }
    const before = await readResult(trx, id)
    if (before.findings.length === 0) throw new Refusal('HAND_CHECK_NOTHING_FOUND')
    await trx
      .updateTable('hand_check')
      .set({
        finished_ms: by.nowMs,
        finished_by: by.actor,
        checked_by: checkedBy,
        checked_on: checkedOn,
      })
      .where('id', '=', id)
      .execute()
    for (const { reader, platform, compared, agreed } of before.readers) {
      await trx
        .insertInto('reader_check')
        .values({
          check_id: id,
          reader,
          platform,
          compared,
          agreed,
          checked_on: checkedOn,
          checked_by: checkedBy,
          recorded_ms: by.nowMs,
        })
        .execute()
    }
    const { actor, address, nowMs: atMs } = by
    const after = { checkedBy, checkedOn, overall: before.overall, readers: before.readers }
    await recordAudit(trx, {
      actor,
      address,
      atMs,
      action: 'finish-hand-check',
      subject: id,
      after,
    })
    return { ...before, check: await findHandCheck(trx, id) }
  })
}

async function requireOpen(trx: Db, id: string): Promise<HandCheckView> {
  const check = await findHandCheck(trx, id)
  if (check.finishedMs !== null) throw new Refusal('HAND_CHECK_FINISHED', { id })
  return check
}

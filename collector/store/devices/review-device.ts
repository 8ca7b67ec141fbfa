import { faultOfReview, type DeviceReview } from '#domain/devices.ts'
import { dayOf } from '#domain/register.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { holdTable, requireRevision } from '../expected-revision.ts'
import type { Engine } from '../engine.ts'
import type { Scope } from '../population.ts'
import type { Db } from '../schema.ts'
import { readDevices } from './read-devices.ts'

/** A decision as it is asked for, and the revision that the screen showed; 0: none. */
export type WantedReview = Pick<
  DeviceReview,
  'status' | 'answers' | 'note' | 'owner' | 'dueDay'
> & {
  readonly entryId: string
  readonly expectedRevision: number
}

/**
 * Writes down what was decided about a device as it is declared now.
 * @throws Refusal DEVICE_NOT_FOUND, also outside the scope; CHANGED_MEANWHILE, DEVICE_CHECKLIST_OPEN,
 * DEVICE_ITEM_NOT_ASKED, DEVICE_NOTE_MISSING, WORK_DUE_PAST
 */
export async function reviewDevice(
  trx: Db,
  engine: Engine,
  { wanted, scope, by }: { wanted: WantedReview; scope: Scope; by: Actor },
): Promise<void> {
  const { entryId, expectedRevision, ...review } = wanted
  await holdTable(trx, engine, 'device_review')
  const today = dayOf(by.nowMs)
  const [device] = await readDevices(trx, { scope, entryId, today })
  const body = device?.versions.at(-1)?.body
  if (!device || !body) throw new Refusal('DEVICE_NOT_FOUND', { id: entryId })
  const before = device.reviews.at(-1)
  requireRevision(before ?? null, expectedRevision)
  const fault = faultOfReview(body.kind, review, { today, dueBefore: before?.dueDay ?? null })
  if (fault) throw new Refusal(fault.code, fault.params)
  const { kind, vendor, model, mac } = body
  await trx
    .insertInto('device_review')
    .values({
      entry_id: entryId,
      revision: expectedRevision + 1,
      status: review.status,
      answers: JSON.stringify(review.answers),
      note: review.note,
      owner: review.owner,
      due_day: review.dueDay,
      reviewed_as: JSON.stringify({ kind, vendor, model, mac }),
      actor: by.actor,
      recorded_ms: by.nowMs,
    })
    .execute()
  const { actor, address, nowMs: atMs } = by
  await recordAudit(trx, {
    actor,
    address,
    atMs,
    action: 'review-device',
    subject: entryId,
    before: before && auditedReview(before),
    after: auditedReview(review),
  })
}

const auditedReview = ({
  status,
  answers,
  note,
  owner,
  dueDay,
}: Omit<WantedReview, 'entryId' | 'expectedRevision'>) => ({
  status,
  answers,
  note,
  owner,
  dueDay,
})

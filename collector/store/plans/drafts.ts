import { Refusal } from '#protocol/refusals.ts'
import type { PlanBody } from '#protocol/plans.ts'
import type { Day } from '#protocol/register.ts'
import { checkPlan } from '#domain/plan-check.ts'
import { overlapOf } from '#domain/plan-versions.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { requireRevision } from '../expected-revision.ts'
import type { Db } from '../schema.ts'
import { listPlanVersions, type PlanVersion } from './versions.ts'

/** Names one version of a plan of a province. */
export type VersionKey = {
  readonly provinceId: string
  readonly planId: string
  readonly version: number
}

/** Who changes a draft, and which revision of it they saw. */
type Looking = Actor & { readonly expectedRevision: number }

/** What a draft says, and when it would hold. */
export type DraftText = {
  readonly body: PlanBody
  readonly validFrom: Day
  readonly validUntil: Day | null
}

/**
 * Starts a draft: the next version of a plan, or a new plan, as a copy of the newest version of another.
 * @throws Refusal PLAN_NOT_FOUND when there is nothing to copy, PLAN_DRAFT_EXISTS
 */
export async function startDraft(
  db: Db,
  wanted: { provinceId: string; planId: string; copyOf: string; validFrom: Day },
  by: Actor,
): Promise<PlanVersion> {
  const { provinceId, planId, copyOf, validFrom } = wanted
  return db.transaction().execute(async (trx) => {
    const all = await listPlanVersions(trx, provinceId)
    const own = all.filter((one) => one.planId === planId)
    const draft = own.find(({ state }) => state === 'draft')
    if (draft) throw new Refusal('PLAN_DRAFT_EXISTS', { planId, version: draft.version })
    const source = all.filter((one) => one.planId === copyOf && one.state === 'issued').at(-1)
    if (!source) throw new Refusal('PLAN_NOT_FOUND', { planId: copyOf })
    const version = (own.at(-1)?.version ?? 0) + 1
    const isNew = own.length === 0
    const body: PlanBody = isNew
      ? { ...source.body, id: planId, documentNumber: null, from: validFrom, to: null }
      : source.body
    const { actor: author, nowMs } = by
    await trx
      .insertInto('plan_version')
      .values({
        plan_id: planId,
        version,
        province_id: provinceId,
        body: JSON.stringify(body),
        state: 'draft',
        valid_from: validFrom,
        valid_until: null,
        author,
        recorded_ms: nowMs,
        revision: 1,
        issued_ms: null,
        issued_by: null,
      })
      .execute()
    await writeDown(
      trx,
      { planId, version },
      {
        ...by,
        action: 'start-plan-draft',
        after: { copyOf, fromVersion: source.version, validFrom },
      },
    )
    return findVersion(trx, { provinceId, planId, version })
  })
}

/**
 * Writes a draft anew. Trouble in what it says does not keep it from being kept, only from being issued.
 * @throws Refusal PLAN_VERSION_NOT_FOUND, PLAN_NOT_DRAFT, CHANGED_MEANWHILE, PLAN_BODY_INVALID for another's id
 */
export async function editDraft(
  db: Db,
  key: VersionKey,
  by: Looking & { readonly text: DraftText },
): Promise<PlanVersion> {
  const { text, expectedRevision, actor, nowMs } = by
  return db.transaction().execute(async (trx) => {
    const before = await findDraft(trx, key, expectedRevision)
    const { id, provinceId } = text.body
    if (id !== key.planId || provinceId !== key.provinceId) {
      throw new Refusal('PLAN_BODY_INVALID', { detail: `id ${id}, ${provinceId}` })
    }
    await trx
      .updateTable('plan_version')
      .set({
        body: JSON.stringify(text.body),
        valid_from: text.validFrom,
        valid_until: text.validUntil,
        author: actor,
        recorded_ms: nowMs,
        revision: expectedRevision + 1,
      })
      .where('plan_id', '=', key.planId)
      .where('version', '=', key.version)
      .execute()
    await writeDown(trx, key, {
      ...by,
      action: 'edit-plan-draft',
      before: changedOf(before.body, text.body),
      after: changedOf(text.body, before.body),
    })
    return findVersion(trx, key)
  })
}

/**
 * Issues a draft: from its first day on it defines what is measured.
 * @throws Refusal of `checkPlan`; PLAN_VALIDITY_OVERLAPS, PLAN_DATES_REVERSED, CHANGED_MEANWHILE
 */
export async function issueDraft(db: Db, key: VersionKey, by: Looking): Promise<PlanVersion> {
  return db.transaction().execute(async (trx) => {
    const draft = await findDraft(trx, key, by.expectedRevision)
    await checkMayIssue(trx, key, draft)
    await trx
      .updateTable('plan_version')
      .set({ state: 'issued', issued_ms: by.nowMs, issued_by: by.actor })
      .where('plan_id', '=', key.planId)
      .where('version', '=', key.version)
      .execute()
    const { validFrom, validUntil, body } = draft
    const after = { validFrom, validUntil, indicators: body.indicators.length }
    await writeDown(trx, key, {
      ...by,
      action: 'issue-plan',
      after,
    })
    return findVersion(trx, key)
  })
}

async function checkMayIssue(trx: Db, key: VersionKey, draft: PlanVersion): Promise<void> {
  const [trouble] = checkPlan(draft.body)
  if (trouble) throw new Refusal(trouble.code, trouble.params)
  const { validFrom: from, validUntil: until } = draft
  if (until !== null && until < from) {
    throw new Refusal('PLAN_DATES_REVERSED', { what: key.planId, from, until })
  }
  const all = await listPlanVersions(trx, key.provinceId)
  const issued = all.filter((one) => one.planId === key.planId && one.state === 'issued')
  const overlap = overlapOf(issued, draft)
  if (overlap === null) return
  const { version, validFrom } = overlap
  throw new Refusal('PLAN_VALIDITY_OVERLAPS', { version, from: validFrom })
}

/** @throws Refusal PLAN_VERSION_NOT_FOUND, PLAN_NOT_DRAFT, CHANGED_MEANWHILE */
export async function discardDraft(db: Db, key: VersionKey, by: Looking): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { body: before } = await findDraft(trx, key, by.expectedRevision)
    await trx
      .deleteFrom('plan_version')
      .where('plan_id', '=', key.planId)
      .where('version', '=', key.version)
      .execute()
    await writeDown(trx, key, {
      ...by,
      action: 'discard-plan-draft',
      before,
    })
  })
}

/** @throws Refusal PLAN_VERSION_NOT_FOUND */
export async function findVersion(db: Db, key: VersionKey): Promise<PlanVersion> {
  const { planId, version } = key
  const all = await listPlanVersions(db, key.provinceId)
  const found = all.find((one) => one.planId === planId && one.version === version)
  if (!found) throw new Refusal('PLAN_VERSION_NOT_FOUND', { planId, version })
  return found
}

/** The draft as whoever changes it saw it; until they are through nobody else changes it. */
async function findDraft(trx: Db, key: VersionKey, expected: number): Promise<PlanVersion> {
  const { planId, version } = key
  await trx
    .updateTable('plan_version')
    .set((row) => ({ revision: row.ref('revision') }))
    .where('plan_id', '=', planId)
    .where('version', '=', version)
    .execute()
  const found = await findVersion(trx, key)
  if (found.state !== 'draft') throw new Refusal('PLAN_NOT_DRAFT', { planId, version })
  const { revision, author: by, recordedMs } = found
  requireRevision({ revision, by, atMs: recordedMs ?? 0 }, expected)
  return found
}

type Writing = { readonly action: string; readonly before?: unknown; readonly after?: unknown }

async function writeDown(
  trx: Db,
  { planId, version }: Pick<VersionKey, 'planId' | 'version'>,
  { actor, address, nowMs: atMs, ...change }: Actor & Writing,
): Promise<void> {
  const { action, before, after } = change
  const subject = `${planId} v${version}`
  await recordAudit(trx, { actor, address, atMs, action, subject, before, after })
}

/** What one body says otherwise than another: its own fields, and the indicators that differ. */
function changedOf(body: PlanBody, other: PlanBody): unknown {
  const { indicators, ...head } = body
  const { indicators: otherIndicators, ...otherHead } = other
  const said = new Set(otherIndicators.map((one) => JSON.stringify(one)))
  return {
    ...(JSON.stringify(head) === JSON.stringify(otherHead) ? {} : { head }),
    indicators: indicators.filter((one) => !said.has(JSON.stringify(one))),
  }
}

import { Refusal } from '#protocol/refusals.ts'
import type { ReleaseState, RolloutPlan } from '#protocol/release-views.ts'
import { rolloutPlan } from '#protocol/release-views.ts'
import type { KeyStatement, ReleaseManifest } from '#protocol/releases.ts'
import type { EpochMs } from '#protocol/values.ts'
import { firstPlan, firstRing } from '#domain/rollout.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import type { PauseReason } from './pauses.ts'

/** A release that was added. */
export type HeldRelease = {
  readonly sequence: number
  readonly version: string
  readonly issuedOn: string
  readonly manifest: string
  readonly addedBy: string
  readonly addedMs: EpochMs
  readonly plan: RolloutPlan
  readonly state: ReleaseState
  readonly ring: number
  readonly ringSinceMs: EpochMs
  readonly revision: number
}

/** The one release that is rolled out; null: none is. */
export async function readRunningRelease(db: Db): Promise<HeldRelease | null> {
  return (await readReleases(db)).find(({ state }) => state === 'running') ?? null
}

/** All releases, newest first. */
export async function readReleases(db: Db): Promise<HeldRelease[]> {
  const rows = await db.selectFrom('release').selectAll().orderBy('sequence', 'desc').execute()
  return rows.map((row) => ({
    sequence: row.sequence,
    version: row.version,
    issuedOn: row.issued_on,
    manifest: row.manifest,
    addedBy: row.added_by,
    addedMs: row.added_ms,
    plan: rolloutPlan.parse(JSON.parse(row.plan)),
    state: row.state,
    ring: row.ring,
    ringSinceMs: row.ring_since_ms,
    revision: row.revision,
  }))
}

/**
 * Keeps a release whose packs are on the shelf; nobody is offered it yet.
 * @throws Refusal RELEASE_OLDER where one of the same or a higher number is held
 */
export async function addRelease(
  db: Db,
  { manifest, lines }: { readonly manifest: ReleaseManifest; readonly lines: string },
  by: Actor & { readonly author: string },
): Promise<void> {
  const { actor, address, author, nowMs } = by
  const { issuedOn, sequence, version } = manifest
  await db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('release')
      .select('sequence')
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
    const held = newest?.sequence ?? 0
    if (sequence <= held) throw new Refusal('RELEASE_OLDER', { sequence, held })
    await trx
      .insertInto('release')
      .values({
        sequence,
        version,
        issued_on: issuedOn,
        manifest: lines,
        added_by: author,
        added_ms: nowMs,
        plan: JSON.stringify(firstPlan),
        state: 'held',
        ring: 0,
        ring_since_ms: nowMs,
        revision: 1,
      })
      .execute()
    const said = { actor, address, atMs: nowMs, action: 'add-release', subject: version }
    await recordAudit(trx, { ...said, after: { sequence, issuedOn } })
  })
}

/** Begins a release by a plan, or goes on with it; any other that runs is held. @throws Refusal NOT_FOUND, CHANGED_MEANWHILE */
export function startRelease(
  db: Db,
  wanted: { readonly sequence: number; readonly revision: number; readonly plan: RolloutPlan },
  by: Actor,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const before = await expected(trx, wanted)
    const { nowMs } = by
    const isBegun = before.state !== 'held'
    const ring = isBegun
      ? Math.min(before.ring, wanted.plan.percents.length)
      : firstRing(wanted.plan)
    await trx
      .updateTable('release')
      .set(({ eb }) => ({ state: 'held', revision: eb('revision', '+', 1) }))
      .where('state', '=', 'running')
      .where('sequence', '!=', wanted.sequence)
      .execute()
    if (isBegun) await forgetFailures(trx, wanted.sequence)
    await change(trx, before, {
      state: 'running',
      plan: JSON.stringify(wanted.plan),
      ring,
      ring_since_ms: nowMs,
    })
    const { plan } = wanted
    await say(trx, before, { by, action: 'start-release', after: { state: 'running', ring, plan } })
  })
}

/** Offers a release to nobody further. @throws Refusal NOT_FOUND, CHANGED_MEANWHILE */
export function pauseRelease(
  db: Db,
  wanted: { readonly sequence: number; readonly revision: number; readonly why: PauseReason },
  by: Actor,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const before = await expected(trx, wanted)
    if (before.state !== 'running') throw new Refusal('CHANGED_MEANWHILE')
    await change(trx, before, { state: 'paused' })
    await say(trx, before, {
      by,
      action: 'pause-release',
      after: { state: 'paused', ...wanted.why },
    })
  })
}

/** Opens the next ring. @throws Refusal NOT_FOUND, CHANGED_MEANWHILE */
export function openNextRing(
  db: Db,
  wanted: { readonly sequence: number; readonly revision: number },
  by: Actor,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const before = await expected(trx, wanted)
    const ring = before.ring + 1
    await change(trx, before, { ring, ring_since_ms: by.nowMs })
    await say(trx, before, { by, action: 'open-ring', after: { ring } })
  })
}

/** Keeps what one key has signed about the other. @throws Refusal RELEASE_OLDER */
export function addKeyStatement(
  db: Db,
  { lines, statement }: { readonly lines: string; readonly statement: KeyStatement },
  by: Actor,
): Promise<void> {
  const { actor, address, nowMs: atMs } = by
  const { names, retires, sequence } = statement
  return db.transaction().execute(async (trx) => {
    const held = (await readKeyStatementRows(trx)).at(-1)?.sequence ?? 0
    if (sequence <= held) throw new Refusal('RELEASE_OLDER', { sequence, held })
    await trx
      .insertInto('release_key_statement')
      .values({ sequence, lines, added_ms: atMs })
      .execute()
    const said = { actor, address, atMs, action: 'retire-release-key', subject: retires }
    await recordAudit(trx, { ...said, after: { names, sequence } })
  })
}

/** Statements about keys, in the order in which agents take them. */
export async function readKeyStatements(db: Db): Promise<string[]> {
  return (await readKeyStatementRows(db)).map(({ lines }) => lines)
}

const readKeyStatementRows = (db: Db) =>
  db.selectFrom('release_key_statement').selectAll().orderBy('sequence').execute()

type Row = {
  readonly sequence: number
  readonly version: string
  readonly state: ReleaseState
  readonly ring: number
  readonly revision: number
}

async function expected(
  trx: Db,
  { revision, sequence }: { readonly sequence: number; readonly revision: number },
): Promise<Row> {
  const row = await trx
    .selectFrom('release')
    .select(['sequence', 'version', 'state', 'ring', 'revision'])
    .where('sequence', '=', sequence)
    .executeTakeFirst()
  if (!row) throw new Refusal('NOT_FOUND')
  if (row.revision !== revision) throw new Refusal('CHANGED_MEANWHILE')
  return row
}

async function change(
  trx: Db,
  { revision, sequence }: Row,
  set: { state?: ReleaseState; plan?: string; ring?: number; ring_since_ms?: number },
): Promise<void> {
  const changed = await trx
    .updateTable('release')
    .set({ ...set, revision: revision + 1 })
    .where('sequence', '=', sequence)
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) !== 1) throw new Refusal('CHANGED_MEANWHILE')
}

/** Whoever goes on after a pause has looked at them; they would pause it again at once. */
async function forgetFailures(trx: Db, sequence: number): Promise<void> {
  await trx
    .deleteFrom('release_host')
    .where('sequence', '=', sequence)
    .where('state', 'in', ['went-back', 'refused', 'lost'])
    .execute()
}

async function say(
  trx: Db,
  { ring, state, version }: Row,
  { action, after, by }: { readonly action: string; readonly after: object; readonly by: Actor },
): Promise<void> {
  const { actor, address, nowMs: atMs } = by
  const before = { state, ring }
  await recordAudit(trx, { actor, address, atMs, action, subject: version, before, after })
}

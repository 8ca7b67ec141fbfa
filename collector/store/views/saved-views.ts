import type { Selectable } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import { savedViewsMax, savedView, type SavedView } from '#protocol/saved-views.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { foldForSearch } from '../fold.ts'
import { requireRevision } from '../expected-revision.ts'
import type { Db, Schema } from '../schema.ts'

const columns = ['id', 'screen', 'name', 'query', 'created_ms', 'revision'] as const
type Row = Pick<Selectable<Schema['saved_view']>, (typeof columns)[number]>
const viewOf = ({ created_ms: createdMs, ...view }: Row) => savedView.parse({ ...view, createdMs })

/** Whose views, of which screen. */
type Whose = { readonly userId: string; readonly screen: SavedView['screen'] }

/** The views of one person, by name. */
export async function listViews(db: Db, { userId, screen }: Whose): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .select(columns)
    .where('user_id', '=', userId)
    .where('screen', '=', screen)
    .orderBy('name_folded')
    .execute()
  return rows.map(viewOf)
}

/** @throws Refusal VIEW_NAME_TAKEN, VIEWS_TOO_MANY */
export async function saveView(
  db: Db,
  { userId, ...view }: Whose & Pick<SavedView, 'name' | 'query'>,
  by: Actor & { readonly newId: () => string },
): Promise<SavedView> {
  return db.transaction().execute(async (trx) => {
    const held = await listViews(trx, { userId, screen: view.screen })
    if (held.length >= savedViewsMax) throw new Refusal('VIEWS_TOO_MANY', { max: savedViewsMax })
    const row = { id: by.newId(), ...view, created_ms: by.nowMs }
    const inserted = await trx
      .insertInto('saved_view')
      .values({ ...row, user_id: userId, name_folded: foldForSearch(view.name) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
      throw new Refusal('VIEW_NAME_TAKEN', { name: view.name })
    }
    await audit(trx, by, { action: 'save-view', subject: row.id, after: view })
    return viewOf({ ...row, revision: 0 })
  })
}

type Renaming = {
  readonly userId: string
  readonly id: string
  readonly name: string
  readonly expectedRevision: number
}

/** @throws Refusal VIEW_NOT_FOUND, VIEW_NAME_TAKEN, CHANGED_MEANWHILE in another window of the same person */
export async function renameView(
  db: Db,
  { userId, id, name, expectedRevision }: Renaming,
  by: Actor,
): Promise<SavedView> {
  return db.transaction().execute(async (trx) => {
    const view = await requireView(trx, { userId, id })
    const others = await listViews(trx, { userId, screen: view.screen })
    const folded = foldForSearch(name)
    if (others.some((one) => one.id !== id && foldForSearch(one.name) === folded)) {
      throw new Refusal('VIEW_NAME_TAKEN', { name })
    }
    const revision = expectedRevision + 1
    const { numUpdatedRows } = await trx
      .updateTable('saved_view')
      .set({ name, name_folded: folded, revision, changed_by: by.actor, changed_ms: by.nowMs })
      .where('id', '=', id)
      .where('revision', '=', expectedRevision)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) await refuseChanged(trx, { id, expectedRevision })
    const change = { before: { name: view.name }, after: { name } }
    await audit(trx, by, { action: 'rename-view', subject: id, ...change })
    return { ...view, name, revision }
  })
}

async function refuseChanged(
  trx: Db,
  { id, expectedRevision }: Pick<Renaming, 'id' | 'expectedRevision'>,
): Promise<void> {
  const row = await trx
    .selectFrom('saved_view')
    .select(['revision', 'changed_by', 'changed_ms'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('VIEW_NOT_FOUND', { id })
  const { revision, changed_by: by, changed_ms: atMs } = row
  requireRevision({ revision, by: by ?? '', atMs: atMs ?? 0 }, expectedRevision)
}

/** Returns what it was. @throws Refusal VIEW_NOT_FOUND */
export async function deleteView(
  db: Db,
  key: { readonly userId: string; readonly id: string },
  by: Actor,
): Promise<SavedView> {
  return db.transaction().execute(async (trx) => {
    const view = await requireView(trx, key)
    await trx.deleteFrom('saved_view').where('id', '=', key.id).execute()
    const { name, query } = view
    await audit(trx, by, { action: 'delete-view', subject: key.id, before: { name, query } })
    return view
  })
}

async function requireView(trx: Db, key: { userId: string; id: string }): Promise<SavedView> {
  const row = await trx
    .selectFrom('saved_view')
    .select(columns)
    .where('id', '=', key.id)
    .where('user_id', '=', key.userId)
    .executeTakeFirst()
  if (!row) throw new Refusal('VIEW_NOT_FOUND', { id: key.id })
  return viewOf(row)
}

type Change = { action: string; subject: string; before?: unknown; after?: unknown }

const audit = (trx: Db, { actor, address, nowMs }: Actor, change: Change) =>
  recordAudit(trx, { actor, address, atMs: nowMs, ...change })

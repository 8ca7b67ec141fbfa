import type { ExpressionBuilder } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import { importCounts, type ImportView } from '#protocol/import-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { agencyIdsOf, isWithin, type Scope } from '../population.ts'
import type { Db, Schema } from '../schema.ts'

/** A draft that nobody imported is forgotten after so long. */
const draftKeptMs = 7 * 86_400_000
/** Uploaded files that wait at one time. */
const draftsMax = 50

type NewImport = {
  readonly fileName: string
  readonly content: Uint8Array
  readonly digest: string
  /** Of which agency somebody is who uploads it; null: of the province. */
  readonly ownerAgencyId: string | null
}

/** Keeps an uploaded file until it is imported or forgotten. */
export async function createImport(
  db: Db,
  { fileName, content, digest, ownerAgencyId }: NewImport,
  by: Actor & { readonly newId: () => string },
): Promise<ImportView> {
  return db.transaction().execute(async (trx) => {
    await forgetOldDrafts(trx, by.nowMs)
    const id = by.newId()
    const file = { file_name: fileName, file_bytes: content.length, digest }
    await trx
      .insertInto('import')
      .values({
        ...file,
        id,
        content: Buffer.from(content),
        status: 'draft',
        uploaded_ms: by.nowMs,
        actor: by.actor,
        owner_agency_id: ownerAgencyId,
      })
      .execute()
    await audit(trx, by, { action: 'upload-import', subject: id, after: file })
    return requireImport(trx, id)
  })
}

/** The oldest drafts make room, and those that have waited too long. */
async function forgetOldDrafts(trx: Db, nowMs: EpochMs): Promise<void> {
  const kept = trx
    .selectFrom('import')
    .select('id')
    .where('status', '=', 'draft')
    .where('uploaded_ms', '>', nowMs - draftKeptMs)
    .orderBy('uploaded_ms', 'desc')
    .orderBy('id')
    .limit(draftsMax - 1)
  await trx.deleteFrom('import').where('status', '=', 'draft').where('id', 'not in', kept).execute()
}

/** @throws Refusal IMPORT_NOT_FOUND */
export async function requireImport(db: Db, id: string): Promise<ImportView> {
  const row = await viewOf(db).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('IMPORT_NOT_FOUND', { id })
  return toView(row)
}

/** The same for somebody who sees a scope alone. @throws Refusal IMPORT_NOT_FOUND */
export async function requireImportWithin(
  db: Db,
  { id, scope }: { readonly id: string; readonly scope: Scope },
): Promise<ImportView> {
  const owner = await db
    .selectFrom('import')
    .select('owner_agency_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!owner || !isWithin(scope, owner.owner_agency_id))
    throw new Refusal('IMPORT_NOT_FOUND', { id })
  return requireImport(db, id)
}

/** The bytes of a draft. @throws Refusal IMPORT_NOT_FOUND, IMPORT_NOT_DRAFT */
export async function requireDraft(
  db: Db,
  id: string,
): Promise<ImportView & { content: Uint8Array }> {
  const view = await requireImport(db, id)
  const row = await db
    .selectFrom('import')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst()
  if (view.status !== 'draft' || !row?.content) {
    throw new Refusal('IMPORT_NOT_DRAFT', { fileName: view.fileName })
  }
  return { ...view, content: row.content }
}

/** Imports of these very bytes that stand and lie in a scope, but this one. */
export async function importsOfFile(
  db: Db,
  { id: but, digest }: Pick<ImportView, 'id' | 'digest'>,
  scope: Scope,
): Promise<ImportView[]> {
  const agencyIds = agencyIdsOf(scope)
  const rows = await viewOf(db)
    .$if(agencyIds !== undefined, (query) => query.where('owner_agency_id', 'in', agencyIds ?? []))
    .where('digest', '=', digest)
    .where('status', '=', 'done')
    .where('id', '<>', but)
    .orderBy('uploaded_ms', 'desc')
    .limit(20)
    .execute()
  return rows.map(toView)
}

type ImportPage = {
  readonly scope: Scope
  readonly status?: ImportView['status'] | undefined
  /** Only those that had been uploaded by then. */
  readonly knownAt?: EpochMs | undefined
  readonly page: number
  readonly pageSize: number
}

/** A page of imports, the newest first. */
export async function listImports(
  db: Db,
  { scope, status, knownAt, page, pageSize }: ImportPage,
): Promise<{ imports: ImportView[]; total: number }> {
  const agencyIds = agencyIdsOf(scope)
  const isAsked = ({ and, eb }: ExpressionBuilder<Schema, 'import'>) =>
    and([
      ...(agencyIds === undefined ? [] : [eb('owner_agency_id', 'in', [...agencyIds])]),
      ...(status === undefined ? [] : [eb('status', '=', status)]),
      ...(knownAt === undefined ? [] : [eb('uploaded_ms', '<=', knownAt)]),
    ])
  const rows = await viewOf(db)
    .where(isAsked)
    .orderBy('uploaded_ms', 'desc')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const { total } = await db
    .selectFrom('import')
    .select(({ fn }) => fn.countAll().as('total'))
    .where(isAsked)
    .executeTakeFirstOrThrow()
  return { imports: rows.map(toView), total: Number(total) }
}

/** Forgets a file that was not imported. @throws Refusal IMPORT_NOT_FOUND, IMPORT_NOT_DRAFT */
export async function discardImport(db: Db, id: string, by: Actor): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { fileName } = await requireDraft(trx, id)
    await trx.deleteFrom('import').where('id', '=', id).where('status', '=', 'draft').execute()
    await audit(trx, by, { action: 'discard-import', subject: id, before: { fileName } })
  })
}

/** Everything but the bytes, which are large. */
const viewOf = (db: Db) =>
  db
    .selectFrom('import')
    .select([
      'id',
      'file_name as fileName',
      'file_bytes as fileBytes',
      'digest',
      'status',
      'kind',
      'agency_id as agencyId',
      'from_day as fromDay',
      'counts',
      'uploaded_ms as uploadedMs',
      'actor',
      'done_ms as doneMs',
      'undone_ms as undoneMs',
      'undone_by as undoneBy',
      'undo_skipped as undoSkipped',
    ])

type ViewRow = Omit<ImportView, 'counts'> & { readonly counts: string | null }

function toView({ counts, ...row }: ViewRow): ImportView {
  return { ...row, counts: counts === null ? null : importCounts.parse(JSON.parse(counts)) }
}

type Change = { action: string; subject: string; before?: unknown; after?: unknown }

/** Writes down a change of an import. */
export async function audit(trx: Db, { actor, address, nowMs }: Actor, change: Change) {
  await recordAudit(trx, { ...change, actor, address, atMs: nowMs })
}

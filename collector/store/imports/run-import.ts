import type { KindedBody } from '#domain/register.ts'
import type { ImportChoice, ImportCounts, ImportView } from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day, EntryKind } from '#protocol/register.ts'
import type { Actor } from '../audit.ts'
import type { Engine } from '../engine.ts'
import { entriesAsOf } from '../register/entries.ts'
import { undoEntries } from '../register/undo-entries.ts'
import {
  lockRegister,
  writeEntries,
  type EntryDraft,
  type OnWritten,
} from '../register/write-entries.ts'
import type { Db } from '../schema.ts'
import { audit, requireDraft, requireImport } from './imports.ts'
import { rememberMapping } from './mappings.ts'

/** What stands on the day of an import, for its rows to be compared with. */
export type Standing = KindedBody & { readonly entryId: string; readonly agencyId: string }
type StandingWanted = Pick<ImportChoice, 'kind' | 'agencyId'> & { readonly fromDay: Day }

/** The entries of a kind that hold on a day, of one agency or of all. */
export async function standingEntries(db: Db, wanted: StandingWanted): Promise<Standing[]> {
  const { kind, agencyId, fromDay: asOfDay } = wanted
  const entries = await entriesAsOf(db, {
    asOfDay,
    knownAtMs: null,
    kinds: [kind],
    ...(agencyId === null ? {} : { agencyIds: [agencyId] }),
  })
  return entries.map(({ entryId, agencyId: ownerId, kind: ownKind, body }) => {
    const kinded = { kind: ownKind, body }
    // Taken apart and put together again: the kind still tells the body.
    return { entryId, agencyId: ownerId, ...(kinded as KindedBody) }
  })
}

/** The newest version of a kind, by which a change between a check and its import is noticed. */
export async function registerMark(db: Db, kind: EntryKind): Promise<number> {
  const row = await db
    .selectFrom('entry')
    .select(({ fn }) => fn.max('row_id').as('newest'))
    .where('kind', '=', kind)
    .executeTakeFirst()
  return Number(row?.newest ?? 0)
}

type Run = {
  readonly id: string
  readonly choice: ImportChoice
  readonly drafts: readonly EntryDraft[]
  readonly counts: ImportCounts
  readonly signature: string
  readonly mapping: readonly (string | null)[]
  /** `registerMark` before the rows were compared. */
  readonly mark: number
}

type By = Actor & { readonly newId: () => string; readonly engine: Engine } & Told

type Told = { readonly onWritten?: OnWritten | undefined }

/**
 * Writes every row in one transaction and remembers the mapping. The bytes are dropped.
 * @throws Refusal IMPORT_NOT_FOUND, IMPORT_NOT_DRAFT, IMPORT_REGISTER_CHANGED when entries of the kind changed
 * since the rows were compared; those of `writeEntries`
 */
export async function writeImport(
  db: Db,
  run: Run,
  { engine, onWritten, ...by }: By,
): Promise<ImportView> {
  const { id, choice, drafts, counts, signature, mapping } = run
  return db.transaction().execute(async (trx) => {
    await lockRegister(trx, engine)
    await requireDraft(trx, id)
    if ((await registerMark(trx, choice.kind)) !== run.mark) {
      throw new Refusal('IMPORT_REGISTER_CHANGED')
    }
    await writeEntries(trx, engine, { ...by, drafts, importId: id, onWritten })
    const { kind, agencyId, fromDay } = choice
    const what = { kind, agency_id: agencyId, from_day: fromDay, counts: JSON.stringify(counts) }
    await trx
      .updateTable('import')
      .set({ ...what, status: 'done', done_ms: by.nowMs, content: null, actor: by.actor })
      .where('id', '=', id)
      .execute()
    await rememberMapping(trx, { kind, signature, mapping }, by)
    await audit(trx, by, { action: 'run-import', subject: id, after: { ...what, counts } })
    return requireImport(trx, id)
  })
}

/**
 * Says again what stood before a whole import.
 * @throws Refusal IMPORT_NOT_FOUND, IMPORT_NOT_DONE
 */
export async function undoImport(
  db: Db,
  id: string,
  { engine, onWritten, ...by }: Actor & { readonly engine: Engine } & Told,
): Promise<ImportView> {
  return db.transaction().execute(async (trx) => {
    await lockRegister(trx, engine)
    const { status, fileName, counts } = await requireImport(trx, id)
    if (status !== 'done') throw new Refusal('IMPORT_NOT_DONE', { fileName })
    const hasWritten = (counts?.added ?? 0) + (counts?.corrected ?? 0) > 0
    const skipped = hasWritten ? await undoWritten(trx, engine, { ...by, onWritten, id }) : 0
    await trx
      .updateTable('import')
      .set({ status: 'undone', undone_ms: by.nowMs, undone_by: by.actor, undo_skipped: skipped })
      .where('id', '=', id)
      .execute()
    await audit(trx, by, { action: 'undo-import', subject: id, before: counts, after: { skipped } })
    return requireImport(trx, id)
  })
}

async function undoWritten(
  trx: Db,
  engine: Engine,
  { id, ...by }: Actor & Told & { readonly id: string },
): Promise<number> {
  const { skipped } = await undoEntries(trx, engine, { ...by, what: { importId: id } })
  return skipped.length
}

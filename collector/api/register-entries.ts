import { dayOf, faultOfFromDay, firstDay } from '#domain/register.ts'
import { Refusal } from '#protocol/refusals.ts'
import { faultsOfEntry, type KindedBody } from '#protocol/register-faults.ts'
import { entryBodies, type EntryKind, type EntryView } from '#protocol/register.ts'
import type { Actor } from '#store/audit.ts'
import { isWithin, requireAgency, type Scope } from '#store/population.ts'
import { entryHistory } from '#store/register/entries.ts'
import { listEntries } from '#store/register/list-entries.ts'
import { undoEntries } from '#store/register/undo-entries.ts'
import { withdrawEntries, writeEntries, type EntryDraft } from '#store/register/write-entries.ts'
import type { Db } from '#store/schema.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { momentOf } from './moment.ts'

type Names =
  | 'registerEntries'
  | 'entryHistory'
  | 'createEntry'
  | 'correctEntry'
  | 'withdrawEntry'
  | 'undoEntry'

/** What agencies declare: lists, versions, and every way to change them. */
export function registerEntryHandlers(deps: ApiDeps): Pick<Handlers, Names> {
  const { store, now, events, newId } = deps
  const changed = (by: Actor) => events.publish({ kind: 'register-changed', atMs: by.nowMs })
  const write = async (draft: EntryDraft, by: Actor) => {
    const drafts = [draft]
    const [entryId = ''] = await store.db
      .transaction()
      .execute((trx) => writeEntries(trx, store.engine, { ...by, drafts, newId, importId: null }))
    changed(by)
    return { entry: await newestOf(entryId) }
  }
  const requireOwn = (entryId: string, scope: Scope) => requireEntryWithin(store.db, entryId, scope)
  const newestOf = (entryId: string) => requireOwn(entryId, 'all')

  return {
    async registerEntries({ query, scope }) {
      await requireAgency(store.reader, scope, query.agency)
      const { asOf, knownAt, agency, import: importId, ...wanted } = query
      const { shownMs } = momentOf(asOf, now)
      const moment = { asOfDay: dayOf(shownMs), knownAtMs: knownAt ?? null }
      const look = { ...wanted, ...moment, scope, agencyId: agency, importId }
      const { total, entries } = await listEntries(store, look)
      const { kind, page, pageSize } = query
      return { asOfMs: shownMs, kind, total, page, pageSize, entries: [...entries] }
    },

    async entryHistory({ params: { id }, scope }) {
      const versions = await entryHistory(store.reader, id)
      return { versions: versions.filter(({ agencyId }) => isWithin(scope, agencyId)) }
    },

    async createEntry({ body: { kind, agencyId, body, fromDay, evidence }, by, scope }) {
      await requireAgency(store.reader, scope, agencyId)
      checkDay(fromDay, by)
      const kinded = checkedBody(kind, body)
      return write({ ...kinded, entryId: null, agencyId, fromDay, evidence }, by)
    },

    async correctEntry({ params: { id }, body: { body, fromDay, evidence }, by, scope }) {
      const { kind, agencyId } = await requireOwn(id, scope)
      checkDay(fromDay, by)
      const kinded = checkedBody(kind, body)
      return write({ ...kinded, entryId: id, agencyId, fromDay, evidence }, by)
    },

    async withdrawEntry({ params: { id }, body: { fromDay, evidence }, by, scope }) {
      await requireOwn(id, scope)
      checkDay(fromDay, by)
      const what = { entryIds: [id], fromDay, evidence, importId: null }
      await store.db
        .transaction()
        .execute((trx) => withdrawEntries(trx, store.engine, { ...by, ...what }))
      changed(by)
      return { entry: await newestOf(id) }
    },

    async undoEntry({ params: { id }, by, scope }) {
      await requireOwn(id, scope)
      await store.db
        .transaction()
        .execute((trx) => undoEntries(trx, store.engine, { ...by, what: { entryId: id } }))
      changed(by)
      return { entry: await newestOf(id) }
    },
  }
}

/** The newest version of an entry. @throws Refusal ENTRY_NOT_FOUND also for one of an agency outside the scope */
async function requireEntryWithin(db: Db, entryId: string, scope: Scope): Promise<EntryView> {
  const [newest] = await entryHistory(db, entryId)
  if (newest && isWithin(scope, newest.agencyId)) return newest
  throw new Refusal('ENTRY_NOT_FOUND', { id: entryId })
}

/** @throws Refusal ENTRY_DAY_INVALID */
function checkDay(day: string, { nowMs }: Actor): void {
  if (faultOfFromDay(day, nowMs) === null) return
  const shown = (one: string) => one.split('-').reverse().join('/')
  throw new Refusal('ENTRY_DAY_INVALID', {
    day: shown(day),
    first: shown(firstDay),
    today: shown(dayOf(nowMs)),
  })
}

/** @throws Refusal ENTRY_BODY_INVALID that names each field and what is wrong with it. */
function checkedBody(kind: EntryKind, body: unknown): KindedBody {
  const parsed = entryBodies[kind].safeParse(body)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`)
    throw new Refusal('ENTRY_BODY_INVALID', { detail: faults.join(', ').slice(0, 300) })
  }
  // The schema of this very kind has parsed the body, which the type of a table of schemas cannot say.
  const entry = { kind, body: parsed.data } as KindedBody
  const faults = faultsOfEntry(entry).map(({ field, fault }) => `${field} (${fault})`)
  if (faults.length > 0) throw new Refusal('ENTRY_BODY_INVALID', { detail: faults.join(', ') })
  return entry
}

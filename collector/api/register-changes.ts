import { dayOf, faultOfFromDay, firstDay } from '#domain/register.ts'
import { Refusal } from '#protocol/refusals.ts'
import { faultsOfEntry, type KindedBody } from '#protocol/register-faults.ts'
import { entryBodies, type EntryKind, type EntryView } from '#protocol/register.ts'
import type { Actor } from '#store/audit.ts'
import { isWithin, requireAgency, type Scope } from '#store/population.ts'
import { entryHistory } from '#store/register/entries.ts'
import { undoEntries } from '#store/register/undo-entries.ts'
import { requireSeen, type SeenEntry } from '#store/register/require-seen.ts'
import { withdrawEntries, writeEntries, type EntryDraft } from '#store/register/write-entries.ts'
import type { Db } from '#store/schema.ts'
import type { ApiDeps, Handlers } from './call.ts'

type Names = 'createEntry' | 'correctEntry' | 'withdrawEntry' | 'undoEntry'

/** Every way in which what agencies declare is changed. Nothing that stood is lost. */
export function registerChangeHandlers(deps: ApiDeps): Pick<Handlers, Names> {
  const { store, events, newId } = deps
  /** `seen` null: nothing that somebody else could have changed. */
  const change = async <Result>(
    by: Actor,
    seen: SeenEntry | null,
    work: (trx: Db) => Promise<Result>,
  ): Promise<Result> => {
    const result = await store.db.transaction().execute(async (trx) => {
      if (seen !== null) await requireSeen(trx, store.engine, seen)
      return work(trx)
    })
    events.publish({ kind: 'register-changed', atMs: by.nowMs })
    return result
  }
  const write = (trx: Db, draft: EntryDraft, by: Actor) =>
    writeEntries(trx, store.engine, { ...by, drafts: [draft], newId, importId: null })
  const requireOwn = (entryId: string, scope: Scope) => requireEntryWithin(store.db, entryId, scope)
  const newestOf = (entryId: string) => requireOwn(entryId, 'all')

  return {
    async createEntry({ body: { kind, agencyId, body, fromDay, evidence }, by, scope }) {
      await requireAgency(store.reader, scope, agencyId)
      checkDay(fromDay, by)
      const draft = { ...checkedBody(kind, body), entryId: null, agencyId, fromDay, evidence }
      const [id = ''] = await change(by, null, (trx) => write(trx, draft, by))
      return { entry: await newestOf(id) }
    },

    async correctEntry({ params: { id }, body: wanted, by, scope }) {
      const { body, fromDay, evidence, expectedRevision } = wanted
      const { kind, agencyId } = await requireOwn(id, scope)
      checkDay(fromDay, by)
      const draft = { ...checkedBody(kind, body), entryId: id, agencyId, fromDay, evidence }
      await change(by, { entryId: id, expectedRevision }, (trx) => write(trx, draft, by))
      return { entry: await newestOf(id) }
    },

    async withdrawEntry({ params: { id }, body, by, scope }) {
      const { fromDay, evidence, expectedRevision } = body
      await requireOwn(id, scope)
      checkDay(fromDay, by)
      const what = { entryIds: [id], fromDay, evidence, importId: null }
      await change(by, { entryId: id, expectedRevision }, (trx) =>
        withdrawEntries(trx, store.engine, { ...by, ...what }),
      )
      return { entry: await newestOf(id) }
    },

    async undoEntry({ params: { id }, body: { expectedRevision }, by, scope }) {
      await requireOwn(id, scope)
      await change(by, { entryId: id, expectedRevision }, (trx) =>
        undoEntries(trx, store.engine, { ...by, what: { entryId: id } }),
      )
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

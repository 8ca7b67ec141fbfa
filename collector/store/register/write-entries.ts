import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { classOf, wordsOf, type KindedBody } from '#domain/register.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit } from '../audit.ts'
import { chunksOf } from '../batches.ts'
import { rowsFrom, type Engine } from '../engine.ts'
import { holdTable } from '../expected-revision.ts'
import { foldForSearch } from '../fold.ts'
import type { Db } from '../schema.ts'
import { entryColumns, entryOf, foldedCodeOf, type Entry, type EntryRow } from './entries.ts'
import { newestRow, supersede } from './supersede.ts'

/** What is to be declared, its body checked by `entryBodies`. `entryId` null: a new entry. */
export type EntryDraft = KindedBody & {
  readonly entryId: string | null
  readonly agencyId: string
  readonly fromDay: Day
  readonly evidence: string | null
}

/** Who writes, when, and as part of which import. */
export type EntryWriting = {
  readonly actor: string
  readonly address: string | null
  readonly nowMs: EpochMs
  readonly importId: string | null
}

/** Hears how many of the versions are written. */
export type OnWritten = (done: number, total: number) => void

type Drafts = EntryWriting & {
  readonly drafts: readonly EntryDraft[]
  readonly newId: () => string
  readonly onWritten?: OnWritten | undefined
}

/**
 * One parameter of a statement holds so many rows. SQLite works on the thread of the collector: between two
 * statements others have their turn, so that a long import holds up no socket.
 */
const chunkRows = 500
/** A write of more entries than this is one line of the audit: the rows themselves say who wrote them. */
const auditedSinglyMax = 20

/**
 * Appends a version of each entry and supersedes those of it that begin on the same day or later.
 * Returns the ids of the entries in the order of the drafts. An entry may stand in the drafts once.
 * Days and bodies are the caller's to check; the caller's transaction is the unit.
 * @throws Refusal ENTRY_NOT_FOUND for an id that is not of this agency and kind; ENTRY_CODE_TAKEN
 */
export async function writeEntries(
  trx: Db,
  engine: Engine,
  { drafts, newId, onWritten, ...writing }: Drafts,
): Promise<readonly string[]> {
  if (drafts.length === 0) return []
  await lockRegister(trx, engine)
  const versions = drafts.map((draft) => ({
    ...draft,
    entryId: draft.entryId ?? newId(),
    isWithdrawn: false,
  }))
  const known = drafts.flatMap(({ entryId }) => (entryId === null ? [] : [entryId]))
  const before = await standingVersions(trx, engine, known)
  for (const draft of drafts) checkIsOfEntry(draft, before)
  await appendVersions(trx, engine, { ...writing, versions, onWritten })
  await refuseTakenCodes(trx, engine, versions)
  await auditWriting(trx, versions, { before, writing, action: 'write-entry' })
  return versions.map(({ entryId }) => entryId)
}

/**
 * From `fromDay` on these entries are no more. What they were before stays.
 * @throws Refusal ENTRY_NOT_FOUND where nothing of an entry holds on that day or later.
 */
export async function withdrawEntries(
  trx: Db,
  engine: Engine,
  wanted: EntryWriting & {
    readonly entryIds: readonly string[]
    readonly fromDay: Day
    readonly evidence: string | null
  },
): Promise<void> {
  const { entryIds, fromDay, evidence, ...writing } = wanted
  await lockRegister(trx, engine)
  const before = await standingVersions(trx, engine, entryIds)
  const versions = entryIds.map((entryId) => {
    const last = before.get(entryId)?.at(-1)
    if (last === undefined || last.isWithdrawn)
      throw new Refusal('ENTRY_NOT_FOUND', { id: entryId })
    return { ...last, fromDay, evidence, isWithdrawn: true }
  })
  await appendVersions(trx, engine, { ...writing, versions })
  await auditWriting(trx, versions, { before, writing, action: 'withdraw-entry' })
}

/** A version to append. */
export type NewVersion = KindedBody & {
  readonly entryId: string
  readonly agencyId: string
  readonly fromDay: Day
  readonly evidence: string | null
  readonly isWithdrawn: boolean
}

/** Declarations are rare and their rules look at other rows: one writer at a time. */
export async function lockRegister(trx: Db, engine: Engine): Promise<void> {
  await holdTable(trx, engine, 'entry')
}

/** The versions of entries that stand, by entry, the earliest day first. */
export async function standingVersions(
  trx: Db,
  engine: Engine,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const found = new Map<string, Entry[]>()
  for (const ids of chunksOf(entryIds, chunkRows)) {
    const wanted = rowsFrom(
      engine,
      { entry_id: 'text' },
      ids.map((id) => ({ entry_id: id })),
    )
    const { rows } = await sql<EntryRow>`
      select ${entryColumns('e')} from ${wanted} cross join entry e
      where e.entry_id = r.entry_id and e.superseded_ms is null
      order by e.from_day`.execute(trx)
    for (const row of rows) {
      const entry = entryOf(row)
      found.set(entry.entryId, [...(found.get(entry.entryId) ?? []), entry])
    }
    await setImmediate()
  }
  return found
}

/**
 * Appends versions and supersedes what they take the place of. Several of one entry must come with rising days;
 * those of one call never supersede one another.
 */
export async function appendVersions(
  trx: Db,
  engine: Engine,
  { versions, onWritten, ...writing }: Appending,
): Promise<void> {
  const after = await newestRow(trx)
  let last = after
  let done = 0
  for (const chunk of chunksOf(versions, chunkRows)) {
    const source = rowsFrom(
      engine,
      versionColumns,
      chunk.map((one) => rowOf(one, writing)),
    )
    const names = sql.join(Object.keys(versionColumns).map((name) => sql.ref(name)))
    await sql`insert into entry (${names}) select ${names} from ${source}`.execute(trx)
    const until = await newestRow(trx)
    await supersede(trx, { after, from: last, until, nowMs: writing.nowMs })
    last = until
    done += chunk.length
    onWritten?.(done, versions.length)
    await setImmediate()
  }
}

type Appending = EntryWriting & {
  readonly versions: readonly NewVersion[]
  readonly onWritten?: OnWritten | undefined
}

const versionColumns = {
  entry_id: 'text',
  kind: 'text',
  agency_id: 'text',
  body: 'text',
  code_folded: 'text',
  search_folded: 'text',
  class: 'text',
  state: 'text',
  from_day: 'text',
  recorded_ms: 'bigint',
  is_withdrawn: 'bigint',
  actor: 'text',
  evidence: 'text',
  import_id: 'text',
} as const

function rowOf(version: NewVersion, { actor, nowMs, importId }: EntryWriting) {
  return {
    entry_id: version.entryId,
    kind: version.kind,
    agency_id: version.agencyId,
    body: JSON.stringify(version.body),
    code_folded: foldedCodeOf(version),
    search_folded: foldForSearch(wordsOf(version).join(' ')),
    class: classOf(version),
    state: version.kind === 'machine' || version.kind === 'device' ? version.body.state : null,
    from_day: version.fromDay,
    recorded_ms: nowMs,
    is_withdrawn: version.isWithdrawn ? 1 : 0,
    actor,
    evidence: version.evidence,
    import_id: importId,
  }
}

function checkIsOfEntry(draft: EntryDraft, before: ReadonlyMap<string, readonly Entry[]>): void {
  if (draft.entryId === null) return
  const first = before.get(draft.entryId)?.[0]
  if (first?.kind === draft.kind && first.agencyId === draft.agencyId) return
  throw new Refusal('ENTRY_NOT_FOUND', { id: draft.entryId })
}

/** @throws Refusal ENTRY_CODE_TAKEN when another entry has the code of a new version on its day or later. */
async function refuseTakenCodes(
  trx: Db,
  engine: Engine,
  versions: readonly NewVersion[],
): Promise<void> {
  for (const chunk of chunksOf(versions, chunkRows)) {
    const source = rowsFrom(
      engine,
      { entry_id: 'text', kind: 'text', agency_id: 'text', code: 'text', from_day: 'text' },
      chunk.flatMap((version) => {
        const code = foldedCodeOf(version)
        const { entryId, kind, agencyId, fromDay } = version
        if (code === null) return []
        return [{ entry_id: entryId, kind, agency_id: agencyId, code, from_day: fromDay }]
      }),
    )
    const { rows } = await sql<{ code: string; kind: string }>`
      select r.code as code, r.kind as kind from ${source} cross join entry e
      where e.kind = r.kind and e.agency_id = r.agency_id and e.code_folded = r.code
        and e.entry_id <> r.entry_id and e.superseded_ms is null and e.is_withdrawn = 0
        and not exists (
          select 1 from entry n where n.entry_id = e.entry_id and n.superseded_ms is null
            and n.from_day > e.from_day and n.from_day <= r.from_day)
      limit 1`.execute(trx)
    await setImmediate()
    const [taken] = rows
    if (taken) throw new Refusal('ENTRY_CODE_TAKEN', { kind: taken.kind, entryCode: taken.code })
  }
}

type Audited = {
  readonly before: ReadonlyMap<string, readonly Entry[]>
  readonly writing: EntryWriting
  readonly action: string
}

/** Few entries are written down one by one with what stood before; many as one line with their number. */
export async function auditWriting(
  trx: Db,
  versions: readonly NewVersion[],
  { before, writing, action }: Audited,
): Promise<void> {
  const { actor, address, nowMs: atMs, importId } = writing
  const who = { actor, address, atMs, action }
  if (versions.length > auditedSinglyMax) {
    const after = { importId, entries: versions.length }
    await recordAudit(trx, { ...who, subject: importId ?? 'register', after })
    return
  }
  for (const { entryId, kind, agencyId, body, fromDay, evidence, isWithdrawn } of versions) {
    const stood = before
      .get(entryId)
      ?.map((entry) => ({ fromDay: entry.fromDay, body: entry.body }))
    const after = { kind, agencyId, body, fromDay, evidence, isWithdrawn, importId }
    await recordAudit(trx, { ...who, subject: entryId, before: stood, after })
  }
}

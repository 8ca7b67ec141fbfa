import { createHash } from 'node:crypto'
import { createImportReader } from '#collector/imports/reader.ts'
import type { FileChecked } from '#collector/imports/check-file.ts'
import { dayOf, faultOfFromDay, firstDay } from '#domain/register.ts'
import {
  importLimits,
  type ImportChoice,
  type ImportProgress,
  type ImportView,
} from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { agencyNames } from '#store/imports/agency-names.ts'
import {
  createImport,
  discardImport,
  importsOfFile,
  listImports,
  requireDraft,
  requireImportWithin,
} from '#store/imports/imports.ts'
import { rememberedMappings } from '#store/imports/mappings.ts'
import {
  registerMark,
  standingEntries,
  undoImport,
  writeImport,
} from '#store/imports/run-import.ts'
import { isWithin, type Scope } from '#store/population.ts'
import type { OnWritten } from '#store/register/write-entries.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { uploadedBytes } from './uploaded-bytes.ts'

type Names =
  | 'imports'
  | 'uploadImport'
  | 'import'
  | 'checkImport'
  | 'runImport'
  | 'undoImport'
  | 'discardImport'

/** Files that are uploaded, looked through, imported and undone. */
export function importHandlers(deps: ApiDeps): Pick<Handlers, Names> {
  const { store, events, newId } = deps
  const { engine, db } = store
  const checking = createChecking(deps)
  const sameFile = (view: ImportView, scope: Scope) => importsOfFile(store.reader, view, scope)
  const requireOwn = (id: string, scope: Scope) => requireImportWithin(db, { id, scope })

  return {
    imports: ({ query, scope }) => listImports(store.reader, { ...query, scope }),

    async uploadImport({ query: { fileName }, request, by, user, scope }) {
      const content = await uploadedBytes(request.body, importLimits.fileBytesMax)
      const digest = createHash('sha256').update(content).digest('hex')
      const file = { fileName, content, digest, ownerAgencyId: user.agency?.id ?? null }
      const made = await createImport(db, file, { ...by, newId })
      return { import: made, sameFile: await sameFile(made, scope) }
    },

    async import({ params: { id }, scope }) {
      const view = await requireImportWithin(store.reader, { id, scope })
      const progress = checking.progressOf(id)
      return { import: view, sameFile: await sameFile(view, scope), progress }
    },

    async checkImport({ params: { id }, body: choice, by: { nowMs }, scope }) {
      await requireOwn(id, scope)
      const { checked } = await checking.check({ id, choice, scope, nowMs, isDryRun: true })
      return checked.check
    },

    async runImport({ params: { id }, body: choice, by, scope }) {
      await requireOwn(id, scope)
      const wanted = { id, choice, scope, nowMs: by.nowMs, isDryRun: false }
      const run = runOf(id, choice, await checking.check(wanted))
      const done = await checking.telling(id, 'written', (onWritten) =>
        writeImport(db, run, { ...by, newId, engine, onWritten }),
      )
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return done
    },

    async undoImport({ params: { id }, by, scope }) {
      await requireOwn(id, scope)
      const undone = await checking.telling(id, 'undone', (onWritten) =>
        undoImport(db, id, { ...by, engine, onWritten }),
      )
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return undone
    },

    async discardImport({ params: { id }, by, scope }) {
      await requireOwn(id, scope)
      await discardImport(db, id, by)
      return {}
    },
  }
}

/** What a checked file writes. @throws Refusal IMPORT_HAS_ERRORS, IMPORT_ROWS_MISSING */
function runOf(id: string, choice: ImportChoice, { checked, fileName, mark }: Checked) {
  const { check, signature } = checked
  if (check.errorsTotal > 0) throw new Refusal('IMPORT_HAS_ERRORS', { errors: check.errorsTotal })
  if (check.counts.rows === 0) throw new Refusal('IMPORT_ROWS_MISSING')
  const evidence = choice.evidence ?? fileName
  const { fromDay } = choice
  const drafts = checked.drafts.map((draft) => ({ ...draft, fromDay, evidence }))
  const mapping = check.columns.map(({ field }) => field)
  return { id, choice, drafts, counts: check.counts, signature, mapping, mark }
}

type Wanted = {
  readonly id: string
  readonly choice: ImportChoice
  /** Of which agencies rows may be. */
  readonly scope: Scope
  readonly nowMs: EpochMs
  readonly isDryRun: boolean
}
type Checked = {
  readonly checked: FileChecked
  readonly fileName: string
  /** The state of the register that the rows were compared with. */
  readonly mark: number
}

/** Reads drafts in threads, and knows how far each reading and each writing is. */
function createChecking({ store }: ApiDeps) {
  const reader = createImportReader()
  const progress = new Map<string, ImportProgress>()

  async function check({ id, choice, scope, nowMs, isDryRun }: Wanted): Promise<Checked> {
    const { kind, agencyId, fromDay } = choice
    checkFromDay(fromDay, nowMs)
    const { content: bytes, fileName } = await requireDraft(store.db, id)
    const named = await agencyNames(store.db, fromDay)
    const agencies = named.filter((agency) => isWithin(scope, agency.id))
    if (agencyId !== null && !agencies.some((agency) => agency.id === agencyId)) {
      throw new Refusal('AGENCY_NOT_FOUND', { id: agencyId })
    }
    const mark = await registerMark(store.db, kind)
    const entries = await standingEntries(store.db, { kind, agencyId, fromDay })
    const standing = entries.filter((entry) => isWithin(scope, entry.agencyId))
    const remembered = await rememberedMappings(store.db, kind)
    try {
      const work = { bytes, choice, agencies, remembered, standing, isDryRun }
      const checked = await reader.check(work, (now) => progress.set(id, now))
      return { checked, fileName, mark }
    } finally {
      progress.delete(id)
    }
  }

  /** While rows are written, says how many are. */
  async function telling<T>(
    id: string,
    stage: 'written' | 'undone',
    write: (onWritten: OnWritten) => Promise<T>,
  ): Promise<T> {
    progress.set(id, { stage, done: 0, total: null })
    try {
      return await write((done, total) => progress.set(id, { stage, done, total }))
    } finally {
      progress.delete(id)
    }
  }

  return { check, telling, progressOf: (id: string) => progress.get(id) ?? null }
}

/** @throws Refusal ENTRY_DAY_INVALID */
function checkFromDay(fromDay: string, nowMs: EpochMs): void {
  if (faultOfFromDay(fromDay, nowMs) === null) return
  const shown = (one: string) => one.split('-').reverse().join('/')
  throw new Refusal('ENTRY_DAY_INVALID', {
    day: shown(fromDay),
    first: shown(firstDay),
    today: shown(dayOf(nowMs)),
  })
}

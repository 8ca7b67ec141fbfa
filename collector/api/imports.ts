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
  requireImport,
} from '#store/imports/imports.ts'
import { rememberedMappings } from '#store/imports/mappings.ts'
import {
  registerMark,
  standingEntries,
  undoImport,
  writeImport,
} from '#store/imports/run-import.ts'
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
  const sameFile = ({ digest, id }: ImportView) => importsOfFile(store.reader, digest, id)

  return {
    imports: ({ query }) => listImports(store.reader, query),

    async uploadImport({ query: { fileName }, request, by }) {
      const content = await uploadedBytes(request.body, importLimits.fileBytesMax)
      const digest = createHash('sha256').update(content).digest('hex')
      const made = await createImport(db, { fileName, content, digest }, { ...by, newId })
      return { import: made, sameFile: await sameFile(made) }
    },

    async import({ params: { id } }) {
      const view = await requireImport(store.reader, id)
      return { import: view, sameFile: await sameFile(view), progress: checking.progressOf(id) }
    },

    async checkImport({ params: { id }, body: choice, by }) {
      const { checked } = await checking.check({ id, choice, nowMs: by.nowMs, isDryRun: true })
      return checked.check
    },

    async runImport({ params: { id }, body: choice, by }) {
      const { checked, fileName, mark } = await checking.check({
        id,
        choice,
        nowMs: by.nowMs,
        isDryRun: false,
      })
      const { check, signature } = checked
      if (check.errorsTotal > 0)
        throw new Refusal('IMPORT_HAS_ERRORS', { errors: check.errorsTotal })
      if (check.counts.rows === 0) throw new Refusal('IMPORT_ROWS_MISSING')
      const evidence = choice.evidence ?? fileName
      const { fromDay } = choice
      const drafts = checked.drafts.map((draft) => ({ ...draft, fromDay, evidence }))
      const mapping = check.columns.map(({ field }) => field)
      const run = { id, choice, drafts, counts: check.counts, signature, mapping, mark }
      const done = await writeImport(db, run, { ...by, newId, engine })
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return done
    },

    async undoImport({ params: { id }, by }) {
      const undone = await undoImport(db, id, { ...by, engine })
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return undone
    },

    async discardImport({ params: { id }, by }) {
      await discardImport(db, id, by)
      return {}
    },
  }
}

type Wanted = {
  readonly id: string
  readonly choice: ImportChoice
  readonly nowMs: EpochMs
  readonly isDryRun: boolean
}
type Checked = {
  readonly checked: FileChecked
  readonly fileName: string
  /** The state of the register that the rows were compared with. */
  readonly mark: number
}

/** Reads drafts in threads and knows how far each is. */
function createChecking({ store }: ApiDeps) {
  const reader = createImportReader()
  const progress = new Map<string, ImportProgress>()

  async function check({ id, choice, nowMs, isDryRun }: Wanted): Promise<Checked> {
    const { kind, agencyId, fromDay } = choice
    checkFromDay(fromDay, nowMs)
    const { content: bytes, fileName } = await requireDraft(store.db, id)
    const agencies = await agencyNames(store.db, fromDay)
    if (agencyId !== null && !agencies.some((agency) => agency.id === agencyId)) {
      throw new Refusal('AGENCY_NOT_FOUND', { id: agencyId })
    }
    const mark = await registerMark(store.db, kind)
    const standing = await standingEntries(store.db, { kind, agencyId, fromDay })
    const remembered = await rememberedMappings(store.db, kind)
    try {
      const work = { bytes, choice, agencies, remembered, standing, isDryRun }
      const checked = await reader.check(work, (now) => progress.set(id, now))
      return { checked, fileName, mark }
    } finally {
      progress.delete(id)
    }
  }

  return { check, progressOf: (id: string) => progress.get(id) ?? null }
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

import type { RemedyId } from '#protocol/remedies.ts'
import { reasonText } from '#i18n/reason-text.ts'
import type { Translator } from '#i18n/translator.ts'
import type { WorkItem } from '#protocol/work.ts'
import { inBatches } from '#store/batches.ts'
import type { WorkReader } from '#store/work/read-machines.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { createQueueReader, type QueuedItem } from '../work-look.ts'
import { createItemViews } from '../work-views.ts'
import { sendTable, type FileColumn } from './send-table.ts'

/** The evidence of so many items is read at once. */
const itemsAtOnce = 500

/** The queue of work as a file: what the screen asks for, all pages. */
export function workExports(deps: ApiDeps, readWork: WorkReader): Pick<Handlers, 'exportWork'> {
  const { store } = deps
  const readQueue = createQueueReader(deps, readWork)
  const viewsOf = createItemViews(deps)
  return {
    async exportWork(call) {
      const { query, scope, user } = call
      const { remedy, format: _format, columns: _columns, language: _language, ...filters } = query
      const asked: { remedy?: RemedyId } = remedy === undefined ? {} : { remedy }
      const { look, items } = await readQueue({ scope, user, filters, ...asked })
      const read = (some: readonly QueuedItem[]) => viewsOf(some, look.asOfMs)
      await sendTable(store.db, call, {
        name: 'work',
        title: ({ t }) => t(remedy === undefined ? 'nav.work' : `remedy.${remedy}.name`),
        columns: workFileColumns,
        total: items.length,
        batches: inBatches(items, { size: itemsAtOnce, read }),
      })
    },
  }
}

const dayCell = (day: string | null | undefined) => (day ? { day } : null)
const momentCell = (momentMs: number | null) => (momentMs === null ? null : { momentMs })

/** Why, as the screen says it: each verdict with its reason and what was seen. */
function causesText({ kind, causes }: WorkItem, words: Translator): string {
  if (kind === 'machine') return words.t('work.never-enrolled')
  return causes
    .map(({ control, reason, evidence }) => {
      const said = [reason, ...evidence].map((one) => reasonText(words, one)).join(' ')
      return `${words.t(`control.${control}.name`)}: ${said}`
    })
    .join('\n')
}

/** What a file says of an item of the queue. */
const workFileColumns: readonly FileColumn<WorkItem>[] = [
  {
    id: 'remedy',
    width: 34,
    head: ({ t }) => t('export.remedy'),
    cell: ({ remedy }, { t }) => t(`remedy.${remedy}.name`),
  },
  {
    id: 'machine',
    width: 28,
    head: ({ t }) => t('work.column.machine'),
    cell: ({ name }) => name,
  },
  {
    id: 'agency',
    width: 40,
    head: ({ t }) => t('column.agency'),
    cell: ({ agency }) => agency.name,
  },
  {
    id: 'class',
    width: 14,
    head: ({ t }) => t('column.class'),
    cell: (item, { t }) => t(`class.${item.class}`),
  },
  { id: 'why', width: 70, head: ({ t }) => t('work.column.why'), cell: causesText },
  {
    id: 'since',
    width: 18,
    head: ({ t }) => t('export.since'),
    cell: ({ sinceMs }) => momentCell(sinceMs),
  },
  {
    id: 'status',
    width: 18,
    head: ({ t }) => t('work.column.status'),
    cell: ({ status }, { t }) => t(`work.status.${status}`),
  },
  {
    id: 'owner',
    width: 24,
    head: ({ t }) => t('work.column.owner'),
    cell: ({ decision }) => decision?.owner?.name ?? null,
  },
  {
    id: 'due',
    width: 14,
    head: ({ t }) => t('work.column.due'),
    cell: ({ decision }) => dayCell(decision?.dueDay),
  },
  {
    id: 'due',
    width: 12,
    head: ({ t }) => t('work.is-overdue'),
    cell: ({ isOverdue }, { t }) => t(isOverdue ? 'yes' : 'no'),
  },
  {
    id: 'note',
    width: 40,
    head: ({ t }) => t('work.form.note'),
    cell: ({ decision }) => decision?.note ?? null,
  },
  {
    id: 'risk',
    width: 14,
    head: ({ t }) => t('work.form.risk.until'),
    cell: ({ decision }) => dayCell(decision?.risk?.untilDay),
  },
  {
    id: 'risk',
    width: 40,
    head: ({ t }) => t('work.form.risk.reason'),
    cell: ({ decision }) => decision?.risk?.reason ?? null,
  },
  {
    id: 'last-report',
    width: 18,
    head: ({ t }) => t('column.last-report'),
    cell: ({ lastReceivedMs }) => momentCell(lastReceivedMs),
  },
]

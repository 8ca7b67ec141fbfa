import type { AuditChainView } from '#protocol/audit-views.ts'
import { checkAndRecord, countEntries, readLastCheck } from '#store/audit/check.ts'
import { readAuditHead } from '#store/audit/head.ts'
import {
  auditChoices,
  countAudit,
  eachAudit,
  listAudit,
  readAuditEntry,
} from '#store/audit/list.ts'
import type { Actor } from '#store/audit.ts'
import { decideRetention, readRetention } from '#store/retention-periods.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { auditColumns } from './exports/audit-columns.ts'
import { sendTable } from './exports/send-table.ts'

type Own =
  | 'audit'
  | 'auditEntry'
  | 'auditChoices'
  | 'exportAudit'
  | 'auditChain'
  | 'checkAudit'
  | 'retention'
  | 'decideRetention'

/** Who did what, the proof of it, and for how long what is kept. */
export function auditHandlers(deps: ApiDeps): Pick<Handlers, Own> {
  const { store } = deps
  const { start, view } = createAuditChecks(deps)
  return {
    audit: ({ query }) => listAudit(store.reader, query),
    auditEntry: ({ params: { id } }) => readAuditEntry(store.reader, id),
    auditChoices: () => auditChoices(store.reader),
    async exportAudit(call) {
      const { q, who, action, subject, from, to } = call.query
      const look = { q, who, action, subject, from, to }
      await sendTable(store.db, call, {
        name: 'audit',
        title: (words) => words.t('audit.title'),
        columns: auditColumns,
        total: await countAudit(store.reader, look),
        batches: eachAudit(store.reader, look),
      })
    },
    auditChain: view,
    async checkAudit({ by }) {
      await start(by)
      return view()
    },
    retention: async () => ({ kinds: await readRetention(store.reader) }),
    decideRetention: ({ params: { kind }, body, by }) =>
      decideRetention(store, { kind, ...body }, { ...by, author: by.actor }),
  }
}

/** At most one check at a time: whoever asks while one is under way sees how far that one is. */
function createAuditChecks({ store, log }: ApiDeps) {
  let running: { checked: number; of: number } | null = null

  const view = async (): Promise<AuditChainView> => ({
    head: await readAuditHead(store.reader),
    last: await readLastCheck(store.reader),
    running: running && { checked: Math.min(running.checked, running.of), of: running.of },
  })

  const start = async (by: Actor) => {
    if (running) return
    running = { checked: 0, of: 0 }
    running = { checked: 0, of: await countEntries(store.reader) }
    const onProgress = (checked: number) => {
      if (running) running = { ...running, checked }
    }
    void checkAndRecord(store, by, onProgress)
      .catch((error: unknown) => log.error({ err: error }, 'audit: the check did not end'))
      .finally(() => {
        running = null
      })
  }
  return { start, view }
}

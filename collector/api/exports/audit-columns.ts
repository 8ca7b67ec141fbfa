import { actionName } from '#i18n/audit-text.ts'
import type { AuditText } from '#store/audit/list.ts'
import type { FileColumn } from './send-table.ts'

/** The audit as a file: every field that its chain covers, and the hash. */
export const auditColumns: readonly FileColumn<AuditText>[] = [
  { id: 'id', width: 10, head: ({ t }) => t('audit.number'), cell: ({ id }) => id },
  { id: 'at', width: 18, head: ({ t }) => t('audit.at'), cell: ({ atMs }) => ({ momentMs: atMs }) },
  { id: 'actor', width: 24, head: ({ t }) => t('audit.who'), cell: ({ actor }) => actor },
  {
    id: 'action',
    width: 28,
    head: ({ t }) => t('audit.action'),
    cell: ({ action }, words) => actionName(words, action),
  },
  { id: 'subject', width: 36, head: ({ t }) => t('audit.subject'), cell: ({ subject }) => subject },
  { id: 'address', width: 16, head: ({ t }) => t('audit.address'), cell: ({ address }) => address },
  { id: 'before', width: 60, head: ({ t }) => t('audit.before'), cell: ({ before }) => before },
  { id: 'after', width: 60, head: ({ t }) => t('audit.after'), cell: ({ after }) => after },
  { id: 'hash', width: 66, head: ({ t }) => t('audit.hash'), cell: ({ hash }) => hash },
]

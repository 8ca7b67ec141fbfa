import type { AuditFault } from '#protocol/audit-views.ts'
import type { Translator } from './translator.ts'
import { audit } from './vi/audit.ts'

type Words = Pick<Translator, 't' | 'say' | 'time'>

const isKnown = (key: string): key is keyof typeof audit => Object.hasOwn(audit, key)

/** What was done, in words; an action that has none yet is shown as it is. */
export function actionName({ t, say }: Words, action: string): string {
  const key = `audit.action.${action}`
  if (isKnown(key)) return say(key, {})
  const [, table] = /^export-(.+)$/.exec(action) ?? []
  if (table === undefined) return action
  const tableKey = `audit.table.${table}`
  return t('audit.action.export', { table: isKnown(tableKey) ? say(tableKey, {}) : table })
}

/** What a field of an entry is called; a field without a word keeps its name. */
export function fieldName({ say }: Words, field: string): string {
  const key = `audit.field.${field}`
  return isKnown(key) ? say(key, {}) : field
}

/** Who did it: a person by name; what is no person by what it is. */
export function personName({ t }: Words, actor: string): string {
  const [kind = '', ...rest] = actor.split(' ')
  const id = rest.join(' ')
  switch (kind) {
    case 'user':
      return id
    case 'command':
      return t('audit.person.command')
    case 'first-start':
      return t('audit.person.first-start')
    case 'nobody':
      return t('audit.person.nobody')
    case 'job':
      return t('audit.person.job', { id })
    case 'token':
      return t('audit.person.token', { id })
    case 'host':
      return t('audit.person.host', { id })
    default:
      return actor
  }
}

/** Which entries a fault speaks of, when they were written, and what is wrong. */
export function faultParts({ t, time }: Words, { fault, id, untilId, atMs }: AuditFault) {
  return {
    ids: untilId === id ? String(id) : `${id}–${untilId}`,
    at: atMs === null ? '' : t('audit.fault.at', { at: time(atMs) }),
    fault: t(`audit.fault.${fault}`),
  }
}

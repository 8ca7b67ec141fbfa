import type { AuditFault } from '#protocol/audit-views.ts'
import type { Translator } from './translator.ts'
import { audit } from './vi/audit.ts'
import { auditFields } from './vi/audit-fields.ts'
import { auditValues } from './vi/audit-values.ts'

type Words = Pick<Translator, 't' | 'say' | 'time'>

const isKnown = (key: string): key is keyof typeof audit => Object.hasOwn(audit, key)
const isField = (key: string): key is keyof typeof auditFields => Object.hasOwn(auditFields, key)
const isValue = (key: string): key is keyof typeof auditValues => Object.hasOwn(auditValues, key)

/** What was done, in words; an action that has none yet is shown as it is. */
export function actionName({ t, say }: Words, action: string): string {
  const key = `audit.action.${action}`
  if (isKnown(key)) return say(key, {})
  const [, table] = /^export-(.+)$/.exec(action) ?? []
  if (table === undefined) return action
  const tableKey = `audit.table.${table}`
  return t('audit.action.export', { table: isKnown(tableKey) ? say(tableKey, {}) : table })
}

/** What a field of an entry is called, or a column of a table; a field without a word keeps its name. */
export function fieldName({ say }: Pick<Words, 'say'>, field: string): string {
  const key = `audit.field.${field.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}`
  return isField(key) ? say(key, {}) : field
}

/** A value in words where its field knows a few values alone; what somebody wrote stays as it was written. */
export function valueName({ say }: Pick<Words, 'say'>, field: string, value: string): string {
  if (writtenFields.has(field)) return value
  const key = `audit.value.${value}`
  return isValue(key) ? say(key, {}) : value
}

/** Fields that hold what people typed, where a word of ours would be a forgery. */
export const writtenFields: ReadonlySet<string> = new Set([
  'name',
  'shortName',
  'short_name',
  'code',
  'note',
  'text',
  'hostname',
  'reason',
  'stateReason',
  'evidence',
  'source',
  'basis',
  'person',
  'checkedBy',
  'room',
  'place',
  'subject',
  'owner',
  'operator',
  'serial',
  'assetTag',
  'productName',
  'fileName',
  'file_name',
  'organisation_name',
  'organisationName',
  'q',
])

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

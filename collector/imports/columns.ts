import { importFields } from '#protocol/import-fields.ts'
import { deviceKinds, machineStates, type EntryKind } from '#protocol/register.ts'
import { translator, type TextKey } from '#i18n/translator.ts'
import { asDay } from './day-value.ts'
import { asAmount, asInteger, asLevel } from './number-value.ts'
import { columnSpelling } from './spellings.ts'
import { asFlag, asMac, asMacs, asProducts, asText, asTexts, asChoice, foldWords } from './value.ts'
import type { ReadValue } from './value.ts'

/** How a column is written on a template. */
export type ColumnForm = 'text' | 'number' | 'day' | 'flag' | 'choice'

/** What the reader of a file knows of one field. */
export type Column = {
  readonly field: string
  readonly form: ColumnForm
  /** What an empty cell means; `required`: it may not be empty. */
  readonly whenEmpty: { readonly value: unknown } | 'required'
  readonly read: ReadValue
  /** Heads under which it stands, folded: of both languages and what offices write instead. */
  readonly heads: readonly string[]
  readonly choices: readonly string[]
}

type Shape = Pick<Column, 'form' | 'whenEmpty' | 'read'> & { readonly choices?: readonly string[] }

const [vi, en] = [translator('vi'), translator('en')]
const required = 'required'
const orNull = { value: null }

const text: Shape = { form: 'text', whenEmpty: required, read: asText }
const count: Shape = { form: 'number', whenEmpty: required, read: asInteger }
const amount: Shape = { form: 'number', whenEmpty: required, read: asAmount }
const day: Shape = { form: 'day', whenEmpty: required, read: asDay }
const flag: Shape = { form: 'flag', whenEmpty: required, read: asFlag }
const optional = (shape: Shape, value: unknown = null): Shape => ({
  ...shape,
  whenEmpty: { value },
})

function choice(name: string, values: readonly string[]): Shape {
  const words = new Map<string, string>()
  const labels = values.map((value) => {
    const key = `import.choice.${name}.${value}` as TextKey
    const spellings = [
      value,
      vi.say(key, {}),
      en.say(key, {}),
      ...columnSpelling(`${name}.${value}`),
    ]
    for (const spelling of spellings) words.set(foldWords(spelling), value)
    return vi.say(key, {})
  })
  return { form: 'choice', whenEmpty: required, read: asChoice(words, labels), choices: values }
}

const hostClass = choice('class', ['server', 'workstation', 'end-device'])
const state = optional(choice('state', machineStates), 'in-use')
const shapes: { readonly [Kind in EntryKind]: Readonly<Record<string, Shape>> } = {
  staff: { officials: count, publicEmployees: count },
  'machine-count': { class: hostClass, count },
  machine: {
    code: text,
    class: hostClass,
    name: optional(text),
    serial: optional(text),
    assetTag: optional(text),
    macs: { form: 'text', whenEmpty: { value: [] }, read: asMacs },
    room: optional(text),
    state,
    stateReason: optional(text),
    carriesNoAgent: optional(flag, false),
  },
  device: {
    code: text,
    kind: choice('kind', deviceKinds),
    vendor: optional(text),
    model: optional(text),
    address: optional(text),
    mac: { form: 'text', whenEmpty: orNull, read: asMac },
    place: optional(text),
    owner: optional(text),
    state,
    stateReason: optional(text),
  },
  lan: {
    name: text,
    place: optional(text),
    hasBroadband: flag,
    hasFirewall: flag,
    firewallProduct: optional(text),
    networks: { form: 'text', whenEmpty: { value: undefined }, read: asTexts },
  },
  'it-officer': { isAssigned: flag, isTrained: flag, people: count },
  licence: {
    productName: text,
    productId: optional(text),
    seats: count,
    from: optional(day),
    until: optional(day),
    priceVnd: optional(amount),
  },
  'information-system': {
    code: text,
    name: text,
    owner: text,
    operator: text,
    level: { ...count, read: asLevel },
    status: choice('status', ['drafting', 'sent-for-appraisal', 'appraised', 'approved']),
    approvalDecision: optional(text),
    regulation: optional(text),
    expectedApproval: optional(day),
    measures: choice('measures', ['none', 'some', 'all']),
    expectedMeasures: optional(day),
    check: optional(choice('check', ['before-use', 'periodic', 'both'])),
    classification: optional(choice('classification', ['determined', 'not-determined'])),
    hosts: { form: 'text', whenEmpty: { value: [] }, read: asTexts },
    products: { form: 'text', whenEmpty: { value: [] }, read: asProducts },
  },
  project: {
    name: text,
    year: count,
    fundingVnd: amount,
    securityVnd: amount,
    hasSecurityComponent: flag,
    exemption: optional(text),
  },
  training: { on: day, subject: text, people: count },
  incident: { occurredOn: day, subject: text, isResolved: flag, reportedOn: optional(day) },
  figure: { metric: text, numerator: count, denominator: optional(count) },
}

/** The columns of a kind in the order of its template; the agency is the first. */
export function columnsOf(kind: EntryKind): readonly Column[] {
  return importFields[kind].map((field) => {
    const shape: Shape = shapes[kind][field] ?? { form: 'text', whenEmpty: orNull, read: asText }
    const key = `import.column.${kind}.${field}` as TextKey
    const spellings = [vi.say(key, {}), en.say(key, {}), ...columnSpelling(`${kind}.${field}`)]
    return { choices: [], ...shape, field, heads: [field, ...spellings].map(foldHead) }
  })
}

/** A head without its number, what stands in brackets, and signs: `3. Mã máy (*)` is `ma may`. */
export function foldHead(head: string): string {
  return foldWords(head)
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/^\s*(\d+|[ivx]+)\s*[.)]\s*/, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

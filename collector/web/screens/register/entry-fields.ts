import type { PlainKey, TextKey } from '#i18n/translator.ts'
import { deviceKinds, machineStates, type EntryBody, type EntryKind } from '#protocol/register.ts'
import { hostClasses } from '#protocol/values.ts'

/** How a field is typed in and shown. `choice:<name>` names its words, `import.choice.<name>.<value>`. */
export type FieldForm =
  | {
      readonly form:
        'text' | 'text-or-null' | 'year' | 'count' | 'count-or-null' | 'money' | 'money-or-null'
    }
  | {
      readonly form: 'day' | 'day-or-null' | 'flag' | 'mac-or-null' | 'macs' | 'texts' | 'products'
    }
  | { readonly form: 'choice'; readonly name: string; readonly choices: readonly string[] }
  | { readonly form: 'choice-or-null'; readonly name: string; readonly choices: readonly string[] }

const text: FieldForm = { form: 'text' }
const words: FieldForm = { form: 'text-or-null' }
const count: FieldForm = { form: 'count' }
const day: FieldForm = { form: 'day' }
const anyDay: FieldForm = { form: 'day-or-null' }
const flag: FieldForm = { form: 'flag' }
const choice = (name: string, choices: readonly string[]): FieldForm => ({
  form: 'choice',
  name,
  choices,
})
const hostClass = choice('class', hostClasses)

type Fields = { readonly [Kind in EntryKind]: Readonly<Record<keyof EntryBody<Kind>, FieldForm>> }

/** The fields of each kind, in the order in which they are asked for: a new field without a form does not compile. */
export const entryFields: Fields = {
  machine: {
    code: text,
    class: hostClass,
    name: words,
    serial: words,
    assetTag: words,
    macs: { form: 'macs' },
    room: words,
    state: choice('state', machineStates),
    stateReason: words,
    carriesNoAgent: flag,
  },
  'machine-count': { class: hostClass, count },
  staff: { officials: count, publicEmployees: count },
  lan: {
    name: text,
    place: words,
    hasBroadband: flag,
    hasFirewall: flag,
    firewallProduct: words,
    networks: { form: 'texts' },
  },
  device: {
    code: text,
    kind: choice('kind', deviceKinds),
    vendor: words,
    model: words,
    address: words,
    mac: { form: 'mac-or-null' },
    place: words,
    owner: words,
    state: choice('state', machineStates),
    stateReason: words,
  },
  'it-officer': { isAssigned: flag, isTrained: flag, people: count },
  licence: {
    productName: text,
    productId: words,
    seats: count,
    from: anyDay,
    until: anyDay,
    priceVnd: { form: 'money-or-null' },
  },
  'information-system': {
    code: text,
    name: text,
    owner: text,
    operator: text,
    level: { form: 'year' },
    status: choice('status', ['drafting', 'sent-for-appraisal', 'appraised', 'approved']),
    approvalDecision: words,
    regulation: words,
    expectedApproval: anyDay,
    measures: choice('measures', ['none', 'some', 'all']),
    expectedMeasures: anyDay,
    check: { form: 'choice-or-null', name: 'check', choices: ['before-use', 'periodic', 'both'] },
    classification: {
      form: 'choice-or-null',
      name: 'classification',
      choices: ['determined', 'not-determined'],
    },
    hosts: { form: 'texts' },
    products: { form: 'products' },
  },
  project: {
    name: text,
    year: { form: 'year' },
    fundingVnd: { form: 'money' },
    securityVnd: { form: 'money' },
    hasSecurityComponent: flag,
    exemption: words,
  },
  training: { on: day, subject: text, people: count },
  incident: { occurredOn: day, subject: text, isResolved: flag, reportedOn: anyDay },
  figure: { metric: text, numerator: count, denominator: { form: 'count-or-null' } },
}

/** The kinds in the order in which the register shows them. */
export const shownKinds = Object.keys(entryFields) as EntryKind[]

/** The fields that a table shows; the rest stands in the history and in the form. */
export const tableFields: {
  readonly [Kind in EntryKind]: readonly (keyof EntryBody<Kind> & string)[]
} = {
  machine: ['code', 'class', 'name', 'serial', 'assetTag', 'room', 'state', 'carriesNoAgent'],
  'machine-count': ['class', 'count'],
  staff: ['officials', 'publicEmployees'],
  lan: ['name', 'place', 'hasBroadband', 'hasFirewall', 'firewallProduct', 'networks'],
  device: ['code', 'kind', 'vendor', 'model', 'address', 'mac', 'place', 'owner', 'state'],
  'it-officer': ['isAssigned', 'isTrained', 'people'],
  licence: ['productName', 'seats', 'from', 'until', 'priceVnd'],
  'information-system': ['code', 'name', 'level', 'status', 'owner', 'operator', 'measures'],
  project: ['name', 'year', 'fundingVnd', 'securityVnd', 'hasSecurityComponent', 'exemption'],
  training: ['subject', 'on', 'people'],
  incident: ['subject', 'occurredOn', 'isResolved', 'reportedOn'],
  figure: ['metric', 'numerator', 'denominator'],
}

/** Fields of a machine that people look for letter by letter; they are not broken over lines. */
export const codeFields: ReadonlySet<string> = new Set([
  'code',
  'name',
  'serial',
  'assetTag',
  'address',
  'mac',
  'state',
])

/** The fields of a kind with their forms. */
export function fieldsOf(kind: EntryKind): readonly (readonly [string, FieldForm])[] {
  return Object.entries(entryFields[kind])
}

/** The name of a field: files, forms and tables call it the same. */
export const labelKey = (kind: EntryKind, field: string) =>
  `import.column.${kind}.${field}` as PlainKey

export const choiceKey = (name: string, value: string) =>
  `import.choice.${name}.${value}` as TextKey

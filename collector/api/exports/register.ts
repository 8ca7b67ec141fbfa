import { importFields } from '#protocol/import-fields.ts'
import type { EntryKind } from '#protocol/register.ts'
import type { MatchView, RegisterMachineRow } from '#protocol/register-views.ts'
import type { PlainKey, TextKey, Translator } from '#i18n/translator.ts'
import { z } from 'zod'
import type { Cell } from '#collector/sheets/cell.ts'
import type { ListedEntry } from '#store/register/list-entries.ts'
import type { FileColumn } from './send-table.ts'

const bodyFields = z.record(z.string(), z.unknown())
const product = z.object({ name: z.string() })

/** What a file says of the entries of one kind: the same fields as a file that is imported. */
export function entryFileColumns(kind: EntryKind): readonly FileColumn<ListedEntry>[] {
  return [
    {
      id: 'agency',
      width: 40,
      head: ({ t }) => t('register.agency'),
      cell: ({ agencyName }) => agencyName,
    },
    ...importFields[kind]
      .filter((field) => field !== 'agency')
      .map((field): FileColumn<ListedEntry> => ({
        id: field,
        width: 20,
        head: ({ t }) => t(`import.column.${kind}.${field}` as PlainKey),
        cell: (entry, words) => fieldCell(field, bodyFields.parse(entry.body)[field], words),
      })),
    {
      id: 'from-day',
      width: 14,
      head: ({ t }) => t('register.field.from'),
      cell: ({ fromDay }) => ({ day: fromDay }),
    },
  ]
}

/** Fields whose values are words of a list, and under which name the catalogue of texts has the list. */
const choices: ReadonlySet<string> = new Set([
  'class',
  'kind',
  'state',
  'status',
  'measures',
  'check',
  'classification',
])
const wholeDay = /^\d{4}-\d{2}-\d{2}$/
const dayFields: ReadonlySet<string> = new Set([
  'from',
  'until',
  'on',
  'occurredOn',
  'reportedOn',
  'expectedApproval',
  'expectedMeasures',
])

function fieldCell(field: string, value: unknown, { t, say }: Translator): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (Array.isArray(value)) return value.map(nameOf).join(', ')
  const text = String(value)
  if (choices.has(field)) return say(`import.choice.${field}.${text}` as TextKey, {})
  return dayFields.has(field) && wholeDay.test(text) ? { day: text } : text
}

function nameOf(value: unknown): string {
  const named = product.safeParse(value)
  return named.success ? named.data.name : String(value)
}

const machineFields = [
  'code',
  'class',
  'name',
  'serial',
  'assetTag',
  'room',
  'stateReason',
] as const

/** What a file says of the machines behind a denominator. */
export const machineFileColumns: readonly FileColumn<RegisterMachineRow>[] = [
  {
    id: 'agency',
    width: 40,
    head: ({ t }) => t('register.csv.agency'),
    cell: ({ agency }) => agency.name,
  },
  ...machineFields.map((field): FileColumn<RegisterMachineRow> => ({
    id: field,
    width: 20,
    head: ({ t }) => t(`register.csv.${field}`),
    cell: (row, words) => machineCell(row, field, words),
  })),
  {
    id: 'host',
    width: 28,
    head: ({ t }) => t('register.csv.host'),
    cell: ({ host }) => host?.hostname ?? null,
  },
]

function machineCell(
  { class: of, entry, host }: RegisterMachineRow,
  field: (typeof machineFields)[number],
  words: Translator,
): Cell {
  if (field === 'class') return words.t(`class.${of}`)
  if (entry) return fieldCell(field, bodyFields.parse(entry.body)[field], words)
  const seen: Partial<Record<typeof field, string | null>> = {
    name: host?.hostname ?? null,
    serial: host?.signs.serial ?? null,
    assetTag: host?.signs.assetTag ?? null,
  }
  return seen[field] ?? null
}

type Sign = MatchView['agreeing'][number]
const signWords = (signs: readonly Sign[], { t }: Translator) =>
  signs.map((sign) => t(`register.match.sign.${sign}`)).join(', ')

/** What a file says of a machine of the register beside a host. */
export const matchFileColumns: readonly FileColumn<MatchView>[] = [
  {
    id: 'agency',
    width: 40,
    head: ({ t }) => t('register.agency'),
    cell: (one) => one.agency.name,
  },
  {
    id: 'machine',
    width: 20,
    head: ({ t }) => t('register.csv.code'),
    cell: ({ machine }) => machine.code,
  },
  {
    id: 'machine',
    width: 24,
    head: ({ t }) => t('register.csv.name'),
    cell: ({ machine }) => machine.signs.name,
  },
  {
    id: 'host',
    width: 28,
    head: ({ t }) => t('register.csv.host'),
    cell: ({ host }) => host.hostname,
  },
  {
    id: 'agreeing',
    width: 24,
    head: ({ t }) => t('export.agreeing'),
    cell: ({ agreeing }, words) => signWords(agreeing, words),
  },
  {
    id: 'conflicting',
    width: 24,
    head: ({ t }) => t('export.conflicting'),
    cell: ({ conflicting }, words) => signWords(conflicting, words),
  },
  {
    id: 'decision',
    width: 18,
    head: ({ t }) => t('export.decision'),
    cell: ({ decision }, { t }) => (decision ? t(`export.decision.${decision.decision}`) : null),
  },
  {
    id: 'decision',
    width: 20,
    head: ({ t }) => t('export.decided-by'),
    cell: ({ decision }) => decision?.actor.replace(/^user /, '') ?? null,
  },
]

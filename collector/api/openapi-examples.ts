import { z } from 'zod'

type Json = Readonly<Record<string, unknown>>

/** A moment and a day in the same autumn, so that examples agree with one another. */
const momentMs = 1_790_000_000_000
const day = '2026-09-21'

/** What stands in free text, by the last word of the name of the field. */
const words: Readonly<Record<string, string>> = {
  address: '10.51.3.7',
  actor: 'user quan-tri',
  agency: '0199a3c4-58d1-7c1e-9b1f-3f7a5c2d4e60',
  author: 'user quan-tri',
  csrf: 'Jt0vB1mXW5vKQz2n',
  evidence: 'Công văn số 12/SYT-VP',
  filename: 'danh-muc-may-tinh.xlsx',
  hostname: 'PC-VANTHU-01',
  id: '0199a3c4-58d1-7c1e-9b1f-3f7a5c2d4e60',
  import: '0199a3c4-58d1-7c1e-9b1f-3f7a5c2d4e60',
  indicator: 'qn2458.i04',
  name: 'Sở Y tế',
  note: 'Đã báo phòng CNTT',
  password: 'một mật khẩu đủ dài',
  plan: 'qn-2458-2017',
  q: 'van thu',
  reason: 'Thay máy trong quý IV',
  text: 'Sở Y tế',
  title: 'Kế hoạch 2458',
  under: '0199a3c4-58d1-7c1e-9b1f-3f7a5c2d4e60',
  url: 'https://khien.example/',
  version: '0.1.0',
}

/**
 * An example of what a schema takes (`input`) or of what it gives (`output`), which the schema itself has accepted.
 * A pattern says its own with `meta({ examples })`; everything else is made from the schema.
 * Throws where none can be made: a route without an example is not described.
 */
export function exampleOf(schema: z.ZodType, io: 'input' | 'output', name: string): unknown {
  const faults: string[] = []
  for (const side of [io, 'output', 'input'] as const) {
    const json = z.toJSONSchema(schema, { io: side, unrepresentable: 'any' }) as Json
    for (const isWhole of [true, false]) {
      const example = made(json, { name, isWhole })
      const parsed = schema.safeParse(example)
      if (parsed.success) return example
      faults.push(z.prettifyError(parsed.error))
    }
  }
  const [fault] = faults
  throw new Error(`no example of ${name}, give it one with meta({ examples: […] }): ${fault}`)
}

/** `isWhole`: with what may be left out. */
type Making = { readonly name: string; readonly isWhole: boolean }

function made(json: Json, making: Making): unknown {
  const { examples, enum: values } = json
  if (Array.isArray(examples)) return examples[0]
  if ('const' in json) return json['const']
  if (Array.isArray(values)) return values[0]
  if ('default' in json) return json['default']
  const choices = json['anyOf'] ?? json['oneOf']
  if (Array.isArray(choices)) return made(choices[0] as Json, making)
  // A value that may be null as well has two types.
  switch ([json['type']].flat()[0]) {
    case 'object':
      return madeObject(json, making)
    case 'array':
      return madeArray(json, making)
    case 'string':
      return madeText(json, making)
    case 'number':
    case 'integer':
      return madeNumber(json, making)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return {}
  }
}

function madeObject(json: Json, { isWhole }: Making): unknown {
  const { properties = {}, required = [], additionalProperties, propertyNames } = json
  const fields = Object.entries(properties as Readonly<Record<string, Json>>)
  const isWanted = (name: string) => isWhole || (required as readonly string[]).includes(name)
  const own = fields
    .filter(([name]) => isWanted(name))
    .map(([name, field]) => [name, made(field, { name, isWhole })] as const)
  if (fields.length > 0 || typeof additionalProperties !== 'object') return Object.fromEntries(own)
  const keys = (propertyNames as Json | undefined)?.['enum'] ?? []
  const of = (name: string) => [name, made(additionalProperties as Json, { name, isWhole })]
  return Object.fromEntries((keys as readonly string[]).map(of))
}

function madeArray(json: Json, making: Making): unknown[] {
  const { prefixItems, items, minItems = 1, maxItems = 1 } = json
  if (Array.isArray(prefixItems)) return prefixItems.map((item: Json) => made(item, making))
  const length = Math.min(Math.max(Number(minItems), 1), Number(maxItems))
  return Array.from({ length }, () => made((items ?? {}) as Json, making))
}

function madeText(json: Json, { name }: Making): string {
  if (json['format'] === 'date') return day
  const lastWord = /[A-Z]?[a-z0-9]+$/.exec(name)?.[0].toLowerCase() ?? name
  const word = words[name.toLowerCase()] ?? words[lastWord] ?? 'text'
  const { minLength = 0, maxLength = word.length } = json
  return word.slice(0, Number(maxLength)).padEnd(Number(minLength), 'x')
}

function madeNumber(json: Json, { name }: Making): number {
  const isMoment = /Ms$|^asOf$|^knownAt$/.test(name) && !name.startsWith('cpu')
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = json
  const wanted = isMoment ? momentMs : 1
  return Math.min(Math.max(wanted, Number(minimum)), Number(maximum))
}

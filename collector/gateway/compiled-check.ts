import { z } from 'zod'

/** True where a value has the shape; looks only, and never throws. */
export type Check = (value: unknown) => boolean

/**
 * Compiles a schema into one function of plain comparisons. It stands in front of zod where frames are decoded:
 * there zod costs as much as reading the JSON. What it refuses is asked of zod again, which says why.
 * It knows only what the JSON Schema of a zod schema says, so a refinement (`text`) has to be checked apart.
 * @throws Error for a keyword it does not know, so that nothing is let through by mistake
 */
export function compileCheck(schema: z.ZodType): Check {
  const json = z.toJSONSchema(schema, { io: 'input' })
  const constants: unknown[] = []
  const body = condition(json, 'value', { constants, depth: 0 })
  // The text is made from our own schemas alone; nothing of a frame enters it.
  const make = new Function('constants', 'keysOf', `return (value) => ${body}`) as MakeCheck
  return make(constants, keysOf)
}

type MakeCheck = (constants: readonly unknown[], count: typeof keysOf) => Check

/** How many keys an object of JSON has. `Object.keys` would make a list of them, twenty times a report. */
function keysOf(value: object): number {
  let count = 0
  for (const key in value) if (Object.hasOwn(value, key)) count += 1
  return count
}

type JsonSchema = z.core.JSONSchema.BaseSchema
type Made = { readonly constants: unknown[]; readonly depth: number }

const annotations = ['$schema', 'description', 'default', 'title', 'id', 'examples']
const keywordsOf: Record<string, readonly string[]> = {
  object: ['properties', 'required', 'additionalProperties', 'propertyNames'],
  array: ['items', 'maxItems', 'minItems', 'prefixItems'],
  string: ['maxLength', 'minLength', 'pattern', 'enum', 'const'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum'],
  number: ['minimum', 'maximum', 'exclusiveMinimum'],
  boolean: ['const'],
  null: [],
}

/** A JavaScript expression that is true where `name` fits the schema. */
function condition(schema: JsonSchema, name: string, made: Made): string {
  const options = schema.anyOf ?? schema.oneOf
  if (options) {
    refuseOthers(schema, ['anyOf', 'oneOf'])
    return `(${options.map((option) => condition(object(option), name, made)).join(' || ')})`
  }
  const several = z.array(z.string()).safeParse(schema.type)
  if (several.success)
    return ofSeveralTypes(schema, several.data, (one) => condition(one, name, made))
  const { type } = schema
  const known = typeof type === 'string' ? keywordsOf[type] : undefined
  if (typeof type !== 'string' || !known) throw new Error(`type not known: ${String(type)}`)
  refuseOthers(schema, ['type', ...known])
  if (schema.const !== undefined) return `${name} === ${JSON.stringify(schema.const)}`
  if (schema.enum) return orOf(schema.enum.map((one) => `${name} === ${JSON.stringify(one)}`))
  switch (type) {
    case 'object':
      return objectCondition(schema, name, made)
    case 'array':
      return arrayCondition(schema, name, made)
    case 'string':
      return stringCondition(schema, name, made)
    case 'integer':
    case 'number':
      return numberCondition(schema, name)
    case 'boolean':
      return `typeof ${name} === 'boolean'`
    default:
      return `${name} === null`
  }
}

/** zod writes `boolean | null` as one schema with two types. Neither may have a keyword of its own. */
function ofSeveralTypes(
  schema: JsonSchema,
  types: readonly string[],
  conditionOf: (schema: JsonSchema) => string,
): string {
  refuseOthers(schema, ['type'])
  return orOf(types.map((type) => conditionOf(object({ type }))))
}

function objectCondition(schema: JsonSchema, name: string, made: Made): string {
  if (schema.propertyNames !== undefined) return recordCondition(schema, name, made)
  if (schema.additionalProperties !== false) throw new Error('an object has to be strict')
  const required = new Set(schema.required)
  const optional: string[] = []
  const fields = Object.entries(schema.properties ?? {}).map(([key, inner]) => {
    const field = `${name}[${JSON.stringify(key)}]`
    const fits = condition(object(inner), field, made)
    if (required.has(key)) return fits
    optional.push(`(${field} === undefined ? 0 : 1)`)
    return `(${field} === undefined || ${fits})`
  })
  // All required keys are there, so as many keys as that, and those optional ones that are there, leave no other.
  const count = [String(required.size), ...optional].join(' + ')
  return andOf([isObject(name), ...fields, `keysOf(${name}) === ${count}`])
}

/** Any of the named keys, each with a value of one shape. */
function recordCondition(schema: JsonSchema, name: string, made: Made): string {
  const [key, value] = [`key${made.depth}`, `value${made.depth}`]
  const inner = { ...made, depth: made.depth + 1 }
  const fits = andOf([
    condition(object(schema.propertyNames), key, inner),
    condition(object(schema.additionalProperties), value, inner),
  ])
  return andOf([isObject(name), `Object.entries(${name}).every(([${key}, ${value}]) => ${fits})`])
}

function arrayCondition(schema: JsonSchema, name: string, made: Made): string {
  const { prefixItems } = schema
  if (prefixItems !== undefined) {
    if (schema.items !== false) throw new Error('a tuple has to end')
    const items = prefixItems.map((item, index) =>
      condition(object(item), `${name}[${index}]`, made),
    )
    return andOf([`Array.isArray(${name})`, `${name}.length === ${items.length}`, ...items])
  }
  const item = `item${made.depth}`
  const inner = { ...made, depth: made.depth + 1 }
  return andOf([
    `Array.isArray(${name})`,
    ...bound(`${name}.length`, schema.minItems, schema.maxItems),
    `${name}.every((${item}) => ${condition(object(schema.items), item, inner)})`,
  ])
}

function stringCondition(schema: JsonSchema, name: string, { constants }: Made): string {
  const tests = [
    `typeof ${name} === 'string'`,
    ...bound(`${name}.length`, schema.minLength, schema.maxLength),
  ]
  if (schema.pattern !== undefined) {
    constants.push(new RegExp(schema.pattern))
    tests.push(`constants[${constants.length - 1}].test(${name})`)
  }
  return andOf(tests)
}

function numberCondition(schema: JsonSchema, name: string): string {
  const isNumber =
    schema.type === 'integer'
      ? `Number.isSafeInteger(${name})`
      : `typeof ${name} === 'number' && Number.isFinite(${name})`
  const above = schema.exclusiveMinimum
  return andOf([
    isNumber,
    ...bound(name, schema.minimum, schema.maximum),
    ...(above === undefined ? [] : [`${name} > ${above}`]),
  ])
}

function bound(value: string, min: number | undefined, max: number | undefined): string[] {
  return [
    ...(min === undefined ? [] : [`${value} >= ${min}`]),
    ...(max === undefined ? [] : [`${value} <= ${max}`]),
  ]
}

function refuseOthers(schema: JsonSchema, known: readonly string[]): void {
  const other = Object.keys(schema).find((key) => ![...known, ...annotations].includes(key))
  if (other !== undefined) throw new Error(`keyword not known: ${other}`)
}

function object(schema: unknown): JsonSchema {
  if (!isSchema(schema)) throw new Error('a schema has to be an object')
  return schema
}

function isSchema(schema: unknown): schema is JsonSchema {
  return typeof schema === 'object' && schema !== null
}

const isObject = (name: string) =>
  `typeof ${name} === 'object' && ${name} !== null && !Array.isArray(${name})`
const andOf = (tests: readonly string[]) => `(${tests.join(' && ')})`
const orOf = (tests: readonly string[]) => `(${tests.join(' || ')})`

import { z } from 'zod'
import type { SearchField, SearchShape } from './known-search.ts'

const told = {
  default: z.union([z.string(), z.number()]).optional(),
  examples: z.array(z.unknown()).optional(),
}
const oneOf = z.strictObject({ type: z.literal('string'), enum: z.array(z.string()), ...told })
const text = z.strictObject({
  type: z.literal('string'),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  ...told,
})
const whole = z.strictObject({
  type: z.literal('integer'),
  minimum: z.int(),
  maximum: z.int(),
  ...told,
})
const fieldSchema = z.union([oneOf, text, whole])

/**
 * What a schema of search knows, as data that needs no library to read. @throws where a field is neither a text, nor one
 * of some words, nor a whole number: an address holds nothing else.
 */
export function shapeOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): SearchShape<z.output<z.ZodObject<Shape>>> {
  const { properties } = z
    .object({ properties: z.record(z.string(), z.unknown()) })
    .parse(z.toJSONSchema(schema))
  return {
    fields: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => {
        // JSON Schema cannot say that a text is trimmed, so the schema itself is asked.
        const read: Readonly<Record<string, unknown>> =
          schema.safeParse({ [name]: ' x ' }).data ?? {}
        return [name, fieldOf(fieldSchema.parse(property), read[name] === 'x')]
      }),
    ),
  }
}

function fieldOf(told: z.output<typeof fieldSchema>, isTrimmed: boolean): SearchField {
  const otherwise = told.default === undefined ? {} : { otherwise: told.default }
  if (told.type === 'integer') {
    return { kind: 'whole', min: told.minimum, max: told.maximum, ...otherwise }
  }
  if ('enum' in told) return { kind: 'one-of', words: told.enum, ...otherwise }
  const { minLength, maxLength, pattern } = told
  return {
    kind: 'text',
    ...(minLength === undefined ? {} : { lengthMin: minLength }),
    ...(maxLength === undefined ? {} : { lengthMax: maxLength }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(isTrimmed ? { isTrimmed } : {}),
    ...otherwise,
  }
}

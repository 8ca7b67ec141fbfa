type Otherwise = { readonly otherwise?: string | number }

/** What may stand at one place of an address, and what is meant where nothing good stands there. */
export type SearchField = Otherwise &
  (
    | { readonly kind: 'one-of'; readonly words: readonly string[] }
    | { readonly kind: 'whole'; readonly min: number; readonly max: number }
    | {
        readonly kind: 'text'
        readonly lengthMin?: number
        readonly lengthMax?: number
        readonly pattern?: string
        readonly isTrimmed?: boolean
      }
  )

/** What an address knows, as data; `known` carries the type alone. */
export type SearchShape<Known> = {
  readonly fields: Readonly<Record<string, SearchField>>
  readonly known?: Known
}

/** What is read by a shape. */
export type KnownBy<Shape> = Shape extends SearchShape<infer Known> ? Known : never

/**
 * What a shape knows of an address; a bad value is dropped alone. It stands as undefined in what is read, so that it
 * hides what the router keeps of the address as it was typed.
 */
export function readKnown<Known>(
  { fields }: SearchShape<Known>,
  raw: Readonly<Record<string, unknown>>,
): Known {
  const known = Object.entries(fields).flatMap(([name, field]): [string, unknown][] => {
    const value = raw[name] === undefined ? undefined : valueOf(field, raw[name])
    if (value !== undefined) return [[name, value]]
    if (field.otherwise !== undefined) return [[name, field.otherwise]]
    return raw[name] === undefined ? [] : [[name, undefined]]
  })
  // Each value was held against its field, and the shape was made from the schema of this type.
  return Object.fromEntries(known) as Known
}

/** Undefined for what is no good value. */
function valueOf(field: SearchField, raw: unknown): string | number | undefined {
  if (field.kind === 'whole') {
    const value = Number(raw)
    return Number.isInteger(value) && value >= field.min && value <= field.max ? value : undefined
  }
  if (typeof raw !== 'string') return undefined
  if (field.kind === 'one-of') return field.words.includes(raw) ? raw : undefined
  const { lengthMin = 0, lengthMax = Infinity, pattern, isTrimmed } = field
  const text = isTrimmed ? raw.trim() : raw
  const isGood =
    text.length >= lengthMin &&
    text.length <= lengthMax &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text))
  return isGood ? text : undefined
}

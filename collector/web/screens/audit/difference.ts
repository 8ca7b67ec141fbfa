/** One field of an entry, `undefined` where that side has none. */
export type FieldChange = {
  /** Names from the outside in, with points between them. */
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

type Difference = {
  readonly changed: readonly FieldChange[]
  /** Fields that both sides have, and have the same. */
  readonly unchanged: readonly FieldChange[]
}

/** What an entry changed, field by field. A value that is no object stands under the name ''. */
export function differenceOf(before: unknown, after: unknown): Difference {
  const [left, right] = [fieldsOf(before), fieldsOf(after)]
  const paths = [...new Set([...left.keys(), ...right.keys()])]
  const all = paths.map((path) => ({ path, before: left.get(path), after: right.get(path) }))
  const isSame = (one: FieldChange) => JSON.stringify(one.before) === JSON.stringify(one.after)
  return {
    changed: all.filter((one) => !isSame(one)),
    unchanged: all.filter(isSame),
  }
}

function fieldsOf(value: unknown, path = ''): Map<string, unknown> {
  if (value === null || value === undefined) {
    return path === '' ? new Map() : new Map([[path, value]])
  }
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([[path, value]])
  const entries = Object.entries(value)
  if (entries.length === 0) return path === '' ? new Map() : new Map([[path, value]])
  return new Map(
    entries.flatMap(([name, inner]) => [
      ...fieldsOf(inner, path === '' ? name : `${path}.${name}`),
    ]),
  )
}

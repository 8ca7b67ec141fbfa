import { useState } from 'react'

/**
 * Keeps rows where the reader saw them first: figures change in place, and nothing moves under a pointer. Rows that
 * come later stand at the end, in their own order. Another list needs a `key` on its component.
 */
export function useSteadyOrder<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] {
  const [places] = useState(() => new Map(rows.map((row, place) => [keyOf(row), place])))
  const placeOf = (row: Row) => places.get(keyOf(row)) ?? places.size
  return rows.toSorted((left, right) => placeOf(left) - placeOf(right))
}

import type { Cell } from './cell.ts'
import { textOf } from './cell.ts'
import { expected, foldWords, type Value } from './value.ts'

/** An agency under every name and code by which a file may call it. */
export type AgencyNames = { readonly id: string; readonly names: readonly string[] }

/** Finds the agency of a row by its code or name, whatever the case and marks. */
export type FindAgency = (cell: Cell | undefined) => Value

/** `chosen`: the agency of the whole import; a row may name it, and no other. Null: every row names one. */
export function agencyFinder(agencies: readonly AgencyNames[], chosen: string | null): FindAgency {
  const byName = new Map<string, string | null>()
  for (const { id, names } of agencies) {
    for (const name of names.map(foldWords)) {
      const other = byName.get(name)
      byName.set(name, other === undefined || other === id ? id : null)
    }
  }
  return (cell) => {
    const name = foldWords(textOf(cell))
    if (name === '') return chosen === null ? expected('agency-named') : { value: chosen }
    const id = byName.get(name)
    if (id === undefined || id === null) return expected('agency-known')
    return chosen === null || chosen === id ? { value: id } : expected('agency-chosen')
  }
}

import { isOptionsGroup, type ComboboxParsedItem, type OptionsFilter } from '@mantine/core'
import { isFoundIn } from './fold.ts'

/** Of a list to choose from what is typed, as every search here compares: case and diacritics do not matter. */
export const foundChoices: OptionsFilter = ({ options, search, limit }) => {
  const found = options.flatMap((one): ComboboxParsedItem[] => {
    if (!isOptionsGroup(one)) return isFoundIn(one.label, search) ? [one] : []
    const items = one.items.filter(({ label }) => isFoundIn(label, search))
    return items.length > 0 ? [{ ...one, items }] : []
  })
  return found.slice(0, limit)
}

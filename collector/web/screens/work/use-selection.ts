import { useState } from 'react'
import type { WorkItem } from '#protocol/work.ts'

export const keyOf = ({ kind, id }: Pick<WorkItem, 'kind' | 'id'>): string => `${kind} ${id}`

/**
 * Which items are chosen. They stay chosen over pages, as the reader saw them: a decision is refused where somebody
 * changed one since.
 */
export function useSelection(rows: readonly WorkItem[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, WorkItem>>(new Map())
  const [anchor, setAnchor] = useState<number | null>(null)

  function set(items: readonly WorkItem[], isOn: boolean) {
    setChosen((before) => {
      const after = new Map(before)
      for (const item of items) {
        if (isOn) after.set(keyOf(item), item)
        else after.delete(keyOf(item))
      }
      return after
    })
  }

  return {
    chosen: [...chosen.values()],
    isChosen: (item: WorkItem) => chosen.has(keyOf(item)),
    areAllChosen: rows.length > 0 && rows.every((item) => chosen.has(keyOf(item))),
    /** Turns one over; with Shift all from the last one turned to it. */
    toggle(index: number, isRange: boolean) {
      const item = rows[index]
      if (!item) return
      const isOn = !chosen.has(keyOf(item))
      const from = isRange && anchor !== null ? anchor : index
      set(rows.slice(Math.min(from, index), Math.max(from, index) + 1), isOn)
      setAnchor(index)
    },
    toggleAll: () => set(rows, !rows.every((item) => chosen.has(keyOf(item)))),
    clear: () => setChosen(new Map()),
  }
}

export type Selection = ReturnType<typeof useSelection>

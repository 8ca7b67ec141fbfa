import { useEffect, useState, type KeyboardEvent } from 'react'
import { isTypingIn } from '../../keys.ts'

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/**
 * One row at a time can be reached by Tab; j, k and the arrows move between rows, Home and End to the ends. Nothing
 * focused: j starts at the first row.
 */
export function useRovingRows(rowCount: number, tableId: string) {
  const [current, setCurrent] = useState(0)
  const active = Math.min(current, Math.max(0, rowCount - 1))

  useEffect(() => {
    const start = (event: globalThis.KeyboardEvent) => {
      const isFree = document.activeElement === document.body && !isTypingIn(event)
      if (isFree && (event.key === 'j' || event.key === 'k')) focusRow(tableId, active)
    }
    document.addEventListener('keydown', start)
    return () => document.removeEventListener('keydown', start)
  }, [tableId, active])

  return (row: number) => ({
    tabIndex: row === active ? 0 : -1,
    'data-row': row,
    onFocus: () => setCurrent(row),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (isTypingIn(event.nativeEvent)) return
      const next = rowAfter(event.key, row, rowCount)
      if (next === null) return
      event.preventDefault()
      focusRow(tableId, next)
    },
  })
}

/** The row that a key leads to; null for a key that moves nothing. */
export function rowAfter(key: string, row: number, rowCount: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return rowCount - 1
  const step = steps[key]
  return step === undefined ? null : Math.min(rowCount - 1, Math.max(0, row + step))
}

function focusRow(tableId: string, row: number) {
  document.querySelector<HTMLElement>(`[id="${tableId}"] [data-row="${row}"]`)?.focus()
}

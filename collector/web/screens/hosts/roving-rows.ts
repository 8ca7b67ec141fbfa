import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { hasSingleKeys, isShortcut, isTypingIn } from '../../keys.ts'

const steps: Readonly<Record<string, number>> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: 15,
  PageUp: -15,
}

type Rows = {
  readonly rowCount: number
  readonly listId: string
  /** Brings a row that is not drawn into the list that is. */
  readonly onReach: (row: number) => void
}

/**
 * One row at a time can be reached by Tab; j, k and the arrows move between rows, Home and End to the ends. Nothing
 * focused: j starts at the first row. A row that is not drawn yet takes the focus as soon as it is.
 */
export function useRovingRows({ rowCount, listId, onReach }: Rows) {
  const [current, setCurrent] = useState(0)
  const active = Math.min(current, Math.max(0, rowCount - 1))
  const awaited = useRef<number | null>(null)

  useEffect(() => {
    if (awaited.current !== null && focusRow(listId, awaited.current)) awaited.current = null
  })

  useEffect(() => {
    const start = (event: globalThis.KeyboardEvent) => {
      const isFree = document.activeElement === document.body && isShortcut(event)
      if (isFree && (event.key === 'j' || event.key === 'k')) focusRow(listId, active)
    }
    document.addEventListener('keydown', start)
    return () => document.removeEventListener('keydown', start)
  }, [listId, active])

  const moveTo = (row: number) => {
    setCurrent(row)
    awaited.current = focusRow(listId, row) ? null : row
    onReach(row)
  }
  const propsOf = (row: number) => ({
    tabIndex: row === active ? 0 : -1,
    'data-row': row,
    onFocus: () => setCurrent(row),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (isTypingIn(event.nativeEvent)) return
      if (event.key.length === 1 && !hasSingleKeys()) return
      const next = rowAfter(event.key, row, rowCount)
      if (next === null) return
      event.preventDefault()
      moveTo(next)
    },
  })
  return { active, propsOf }
}

/** The row that a key leads to; null for a key that moves nothing. */
export function rowAfter(key: string, row: number, rowCount: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return rowCount - 1
  const step = steps[key]
  return step === undefined ? null : Math.min(rowCount - 1, Math.max(0, row + step))
}

function focusRow(listId: string, row: number): boolean {
  const drawn = document.querySelector<HTMLElement>(`[id="${listId}"] [data-row="${row}"]`)
  drawn?.focus({ preventScroll: true })
  return drawn !== null
}

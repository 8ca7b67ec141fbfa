import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'

/** Rows that are drawn beyond each edge of the window. */
const overscan = 1

type List = { readonly count: number; readonly rowHeight: number; readonly isMeasured: boolean }

/**
 * Draws of a long list only what the window shows; the window itself scrolls. The row that holds the focus stays
 * drawn wherever the reader scrolls, because a browser forgets a focus that is taken away.
 */
export function useVirtualRows({ count, rowHeight, isMeasured }: List, active: number) {
  const list = useRef<HTMLDivElement>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0
    setScrollMargin(Math.round(top + window.scrollY))
  }, [count])
  const rangeExtractor = (range: Range) => {
    const shown = defaultRangeExtractor(range)
    const isHeld = active < count && !shown.includes(active)
    return isHeld ? [...shown, active].toSorted((left, right) => left - right) : shown
  }
  // oxlint-disable-next-line react/incompatible-library -- no compiler remembers what this list answers.
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin,
    rangeExtractor,
    ...(isMeasured ? {} : { measureElement: () => rowHeight }),
  })
  const items = virtualizer.getVirtualItems()
  const end = virtualizer.getTotalSize()
  return { list, virtualizer, pieces: piecesOf(items, scrollMargin, end) }
}

type Item = { readonly index: number; readonly start: number; readonly size: number }
/** A row, or the room that rows take which are not drawn. */
export type Piece = { readonly row: number } | { readonly before: number; readonly room: number }

/** Rows and the gaps between them, which together are as high as the whole list. */
function piecesOf(items: readonly Item[], margin: number, total: number): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { index, start, size } of items) {
    const from = start - margin
    if (from > end) pieces.push({ before: index, room: from - end })
    pieces.push({ row: index })
    end = from + size
  }
  if (total > end) pieces.push({ before: Infinity, room: total - end })
  return pieces
}

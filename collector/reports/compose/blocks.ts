import type { Block, Column, TableBlock } from '../model.ts'

export const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
export const subheading = (text: string): Block => ({ kind: 'heading', level: 2, text })
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
export const note = (text: string): Block => ({ kind: 'note', text })

export const column = (head: string, share: number, align: Column['align'] = 'center'): Column => ({
  head,
  share,
  align,
})

type Cells = readonly (readonly string[])[]

/** A table of rows; `empty` stands where there is none. */
export function table(
  columns: readonly Column[],
  rows: Cells,
  options: { readonly empty: string } & Partial<
    Pick<TableBlock, 'hasNumberRow' | 'boldRows' | 'isDense'>
  >,
): TableBlock {
  return {
    kind: 'table',
    columns,
    rows,
    hasNumberRow: false,
    boldRows: [],
    isDense: false,
    ...options,
  }
}

/** The body ends with "./."; after a table or a heading a closing sentence carries it. */
export function ended(blocks: readonly Block[], closing: string): Block[] {
  return [...blocks, paragraph(`${closing.replace(/[.;]$/, '')}./.`)]
}

/** Rows numbered from 1 in a first cell. */
export const numbered = (rows: Cells): string[][] =>
  rows.map((cells, index) => [String(index + 1), ...cells])

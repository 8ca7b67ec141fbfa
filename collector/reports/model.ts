/*
 * A report as paper: what stands on it, in order, without a word about how a file is made. `compose/` makes it from
 * the input and the dated texts, `layout/` makes a file from it.
 */

export type Column = {
  readonly head: string
  /** Share of the width, relative to the other columns. */
  readonly share: number
  readonly align: 'left' | 'center' | 'right'
}

export type TableBlock = {
  readonly kind: 'table'
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** Said in one cell over the whole width where there is no row. */
  readonly empty: string
  /** A row `(1) (2) (3)` under the head, as forms have it. */
  readonly hasNumberRow: boolean
  /** Indexes of rows that are set in bold: totals. */
  readonly boldRows: readonly number[]
  /** Smaller letters, for wide tables. */
  readonly isDense: boolean
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A remark in italics, without the indent of the first line. */
  | { readonly kind: 'note'; readonly text: string }
  | TableBlock

export type Appendix = {
  /** `I`, `II`; null: the only one. */
  readonly number: string | null
  readonly title: string
  /** Under the title, in italics: "Kèm theo …". */
  readonly attachedTo: string
  readonly isLandscape: boolean
  readonly marking: string | null
  readonly blocks: readonly Block[]
}

/** NĐ 30/2020: the sizes rise and fall together. */
export type SizeSet = '12-13-13' | '13-14-14'

export type ReportDocument = {
  /** `named`: with the name of its type (Mẫu 1.4); `letter`: công văn with "V/v" (Mẫu 1.5). */
  readonly form: 'named' | 'letter'
  readonly sizes: SizeSet
  readonly isDraft: boolean
  readonly marking: string | null
  readonly head: {
    readonly parentBody: string | null
    readonly issuer: string
    readonly symbol: string
    readonly motto: readonly [string, string]
    /** "Quảng Ngãi, ngày … tháng 12 năm 2026". */
    readonly placeAndDate: string
    /** `BÁO CÁO`; empty for a letter. */
    readonly typeName: string
    readonly abstract: string
  }
  readonly words: {
    readonly number: string
    readonly draft: string
    readonly addressedTo: string
    readonly recipients: string
    readonly appendix: string
  }
  readonly addressees: readonly string[]
  /** The last paragraph ends with "./.". */
  readonly body: readonly Block[]
  readonly foot: {
    readonly recipients: readonly string[]
    readonly authority: readonly string[]
    readonly signerName: string | null
  }
  readonly appendices: readonly Appendix[]
  /** In small letters at the foot of every page: snapshot and cut-off. */
  readonly provenance: string
  /** The moment that the file says it was made at: of the snapshot. */
  readonly madeMs: number
}

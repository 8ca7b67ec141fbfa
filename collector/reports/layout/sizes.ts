import type { SizeSet } from '../model.ts'

/*
 * Constants of NĐ 30/2020/NĐ-CP, Appendix I (Công báo 283+284). docx counts fonts in half points and lengths in
 * twentieths of a point (twips).
 */

export const mm = (millimetres: number) => Math.round((millimetres * 1440) / 25.4)
export const points = (value: number) => value * 20

/** A4 portrait; left 30–35, right 15–20, top and bottom 20–25 mm. */
export const page = {
  width: mm(210),
  height: mm(297),
  top: mm(20),
  bottom: mm(20),
  left: mm(30),
  right: mm(20),
  header: mm(10),
  footer: mm(9),
} as const

export const contentWidth = (isLandscape: boolean) =>
  (isLandscape ? page.height : page.width) - page.left - page.right

/** Every script is set in the same font, or Word takes another one for some Vietnamese letters. */
export const font = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia: 'Times New Roman',
} as const

type Sizes = {
  readonly nation: number
  readonly motto: number
  readonly issuer: number
  readonly number: number
  readonly body: number
  readonly letterAbstract: number
}

/** In half points. Sizes rise and fall together: 12/13/13 or 13/14/14. */
export const sizeSets: Readonly<Record<SizeSet, Sizes>> = {
  '12-13-13': { nation: 24, motto: 26, issuer: 24, number: 26, body: 26, letterAbstract: 24 },
  '13-14-14': { nation: 26, motto: 28, issuer: 26, number: 26, body: 28, letterAbstract: 26 },
}

/** The same in both sets. */
export const fixedSizes = {
  recipientsHead: 24,
  recipients: 22,
  table: 24,
  denseTable: 20,
  formTable: 18,
  note: 24,
  provenance: 18,
} as const

export const firstLine = mm(12.7)
export const paragraphGap = points(6)
/** Line spacing 1.15, in 240ths. */
export const bodyLine = 276

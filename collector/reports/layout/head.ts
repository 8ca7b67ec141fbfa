import { AlignmentType, LineRuleType, Paragraph, type FileChild } from 'docx'
import type { ReportDocument, SizeSet } from '../model.ts'
import { framed, gap, line, rule, run } from './paragraphs.ts'
import { contentWidth, firstLine, mm, paragraphGap, points, sizeSets } from './sizes.ts'
import { twoColumns } from './tables.ts'

/** The name of the nation has to fit on one line in bold; the issuer has the rest. `rule`: beside the line. */
const nationBoxes = {
  '12-13-13': { width: mm(91), rule: mm(17.5) },
  '13-14-14': { width: mm(98), rule: mm(19) },
} as const satisfies Record<SizeSet, { width: number; rule: number }>

/** Boxes 1 to 5 and 9a of NĐ 30/2020: bodies, motto, number, place and date, name or subject, receivers. */
export function headOf(document: ReportDocument): FileChild[] {
  const right = nationBoxes[document.sizes].width
  return [
    twoColumns([contentWidth(false) - right, right], [issuerBox(document), nationBox(document)]),
    ...(document.form === 'named' ? nameOf(document) : []),
    ...addresseesOf(document),
  ]
}

function issuerBox({ form, head, words, isDraft, marking, sizes }: ReportDocument): Paragraph[] {
  const size = sizeSets[sizes]
  const shown = isDraft ? [framed(words.draft, mm(16))] : []
  return [
    ...(head.parentBody === null ? [] : [line(head.parentBody, { size: size.issuer })]),
    line(head.issuer, { size: size.issuer, bold: true }),
    rule(mm(19), points(6)),
    line(`${words.number}        /${head.symbol}`, { size: size.number }),
    ...(form === 'letter'
      ? [line(head.abstract, { size: size.letterAbstract }, { before: points(6) })]
      : []),
    ...(marking === null ? [] : [framed(marking, mm(18))]),
    ...shown,
  ]
}

function nationBox({ head, sizes }: ReportDocument): Paragraph[] {
  const size = sizeSets[sizes]
  const [nation, motto] = head.motto
  return [
    line(nation, { size: size.nation, bold: true }),
    line(motto, { size: size.motto, bold: true }),
    rule(nationBoxes[sizes].rule, points(6)),
    line(head.placeAndDate, { size: size.body, italics: true }),
  ]
}

function nameOf({ head, sizes }: ReportDocument): FileChild[] {
  const size = sizeSets[sizes].body
  return [
    line(head.typeName, { size, bold: true }, { before: points(18) }),
    line(head.abstract, { size, bold: true }),
    rule(mm(58), points(12)),
  ]
}

/** One receiver stands on the same line; several each on their own, with a dash. */
function addresseesOf({ addressees, words, sizes, form }: ReportDocument): FileChild[] {
  const { body: size } = sizeSets[sizes]
  const before = form === 'letter' ? points(16) : points(2)
  const [only] = addressees
  if (only === undefined) return []
  if (addressees.length === 1) {
    return [line(`${words.addressedTo} ${only}`, { size }, { before, after: points(12) })]
  }
  const rows = addressees.map((name, index) => {
    const isLast = index === addressees.length - 1
    return new Paragraph({
      alignment: AlignmentType.LEFT,
      indent: { left: mm(52) },
      spacing: { after: isLast ? points(12) : points(2), line: 240, lineRule: LineRuleType.AUTO },
      children: [run(`- ${name}`, { size })],
    })
  })
  const first = new Paragraph({
    alignment: AlignmentType.LEFT,
    indent: { left: firstLine + mm(15) },
    spacing: { before, after: paragraphGap / 2, line: 240, lineRule: LineRuleType.AUTO },
    children: [run(words.addressedTo, { size })],
  })
  return [first, ...rows, gap(points(2))]
}

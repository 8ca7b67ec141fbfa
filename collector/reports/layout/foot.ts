import { AlignmentType, LineRuleType, Paragraph, type FileChild } from 'docx'
import type { ReportDocument } from '../model.ts'
import { gap, line, run } from './paragraphs.ts'
import { contentWidth, fixedSizes, mm, points, sizeSets } from './sizes.ts'
import { twoColumns } from './tables.ts'

const leftWidth = mm(78)
/** Room for a signature and a seal; they are put there by hand or by the signing program, never drawn. */
const signatureRoom = points(84)

/** Boxes 7 and 9b: receivers on the left, authority, room for the signature and the name on the right. */
export function footOf({ foot, words, sizes }: ReportDocument): FileChild[] {
  const size = sizeSets[sizes].body
  const recipients = foot.recipients.map(
    (name) =>
      new Paragraph({
        alignment: AlignmentType.LEFT,
        indent: { left: points(6), hanging: points(6) },
        spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
        children: [run(`- ${name}`, { size: fixedSizes.recipients })],
      }),
  )
  const head = new Paragraph({
    alignment: AlignmentType.LEFT,
    spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
    children: [
      run(words.recipients, { size: fixedSizes.recipientsHead, bold: true, italics: true }),
    ],
  })
  const right = [
    ...foot.authority.map((text) => line(text, { size, bold: true })),
    gap(signatureRoom),
    line(foot.signerName ?? '', { size, bold: true }),
  ]
  const widths = [leftWidth, contentWidth(false) - leftWidth] as const
  return [gap(points(10), true), twoColumns(widths, [[head, ...recipients], right])]
}

import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TextRun } from 'docx'
import { bodyLine, firstLine, paragraphGap, points } from './sizes.ts'

type Letters = {
  readonly size: number
  readonly bold?: boolean
  readonly italics?: boolean
}

/** Text in one style, in composed form. */
export function run(text: string, { size, bold = false, italics = false }: Letters): TextRun {
  return new TextRun({ text: text.normalize('NFC'), size, bold, italics })
}

/** A line of head or foot: single spacing, no gap. */
export function line(
  text: string,
  letters: Letters,
  at: {
    readonly align?: 'left' | 'center'
    readonly before?: number
    readonly after?: number
  } = {},
): Paragraph {
  return new Paragraph({
    alignment: at.align === 'left' ? AlignmentType.LEFT : AlignmentType.CENTER,
    spacing: {
      before: at.before ?? 0,
      after: at.after ?? 0,
      line: 240,
      lineRule: LineRuleType.AUTO,
    },
    children: [run(text, letters)],
  })
}

/** A thin rule under a text, as the border of an empty paragraph: `indent` of both sides gives its length. */
export function rule(indent: number, after = 0): Paragraph {
  return new Paragraph({
    spacing: { before: 0, after, line: points(3), lineRule: LineRuleType.EXACT },
    indent: { left: indent, right: indent },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
    children: [new TextRun({ text: '', size: 4 })],
  })
}

/** A paragraph of the body: justified, first line 1.27 cm, 6 pt after it. `keepNext`: with what follows on one page. */
export function bodyParagraph(text: string, size: number, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    keepLines: keepNext,
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine },
    spacing: { after: paragraphGap, line: bodyLine, lineRule: LineRuleType.AUTO },
    children: [run(text, { size })],
  })
}

export function heading(text: string, level: 1 | 2, size: number): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine },
    keepNext: true,
    outlineLevel: level - 1,
    spacing: {
      before: level === 1 ? paragraphGap : 0,
      after: paragraphGap,
      line: bodyLine,
      lineRule: LineRuleType.AUTO,
    },
    children: [run(text, { size, bold: true })],
  })
}

export function note(text: string, size: number): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    spacing: { before: points(4), after: paragraphGap, line: 252, lineRule: LineRuleType.AUTO },
    children: [run(text, { size, italics: true })],
  })
}

/** An empty paragraph, `height` twips high. */
export function gap(height: number, keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    spacing: { before: 0, after: 0, line: height, lineRule: LineRuleType.EXACT },
    children: [],
  })
}

/** A word in a frame: "DỰ THẢO", "MẬT". */
export function framed(text: string, indent: number): Paragraph {
  const side = { style: BorderStyle.SINGLE, size: 8, space: 2, color: '000000' }
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    indent: { left: indent, right: indent },
    spacing: { before: points(6), after: points(2), line: 240, lineRule: LineRuleType.AUTO },
    border: { top: side, bottom: side, left: side, right: side },
    children: [run(text, { size: 26, bold: true })],
  })
}

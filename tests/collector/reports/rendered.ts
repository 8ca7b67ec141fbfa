import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import excel from '@protobi/exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { onTestFinished, type TestContext } from 'vitest'
import { findLibreOffice, makePdf } from '#collector/reports/pdf.ts'
import { Refusal } from '#protocol/refusals.ts'

const run = promisify(execFile)

/** The paragraphs of a part of a .docx as a reader sees them. */
export function paragraphsOf(docx: Uint8Array, part = 'word/document.xml'): string[] {
  const xml = strFromU8(unzipSync(docx)[part] ?? new Uint8Array())
  return [...xml.matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map((match) => match[1] ?? '')
      .join(''),
  )
}

/** The PDF of a report and what the tools of poppler read in it; skips where one of them is missing. */
export async function printed(
  docx: Uint8Array,
  context: TestContext,
): Promise<{ text: string; fonts: string[] }> {
  if ((await findLibreOffice()) === null) context.skip('LibreOffice is not installed')
  await run('pdftotext', ['-v']).catch(() => context.skip('poppler-utils is not installed'))
  const pdf = await makePdf(docx).catch((error: unknown) => {
    const isFont = error instanceof Refusal && error.code === 'PDF_FONT_MISSING'
    if (!isFont) throw error
    return context.skip(`no font with Vietnamese letters: ${String(error.params['fonts'])}`)
  })
  const folder = mkdtempSync(join(tmpdir(), 'khien-printed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'report.pdf')
  writeFileSync(file, pdf)
  const { stdout: text } = await run('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'])
  const { stdout: table } = await run('pdffonts', [file])
  const fonts = table
    .split('\n')
    .slice(2)
    .flatMap((line) => /^[A-Z]{6}\+([A-Za-z]+)/.exec(line)?.[1] ?? [])
  return { text: text.normalize('NFC'), fonts }
}

/** The sheets of an annex with all their cells. */
export async function sheetsOf(annex: Uint8Array) {
  const workbook = new excel.Workbook()
  await workbook.xlsx.load(Uint8Array.from(annex).buffer)
  return workbook.worksheets.map((sheet) => ({
    name: sheet.name,
    cells: sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row : [])),
  }))
}

import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { renderReport } from '#collector/reports/render.ts'
import { checkTemplate } from '#collector/reports/template/check-template.ts'
import { standardTemplate } from '#collector/reports/template/standard-template.ts'
import { knownTags, type TagTree } from '#collector/reports/template/tags.ts'
import { Refusal } from '#protocol/refusals.ts'
import { templateLimits } from '#protocol/reports.ts'
import { aReportInput } from '#tests/builders/report-input.ts'
import { paragraphsOf, printed } from './rendered.ts'

let standard: Uint8Array
beforeAll(async () => {
  standard = await standardTemplate('2026-12-15')
})

/** The standard template with one text of its document replaced. */
function edited(from: string, to: string, part = 'word/document.xml'): Uint8Array {
  const parts: Zippable = { ...unzipSync(standard) }
  const before = strFromU8(unzipSync(standard)[part] ?? new Uint8Array())
  expect(before).toContain(from)
  parts[part] = strToU8(before.replace(from, to))
  return zipSync(parts)
}

/** The standard template without a text, wherever it stands. */
function without(text: string): Uint8Array {
  const parts: Zippable = { ...unzipSync(standard) }
  const holding = Object.entries(unzipSync(standard)).filter(
    ([name, bytes]) => name.endsWith('.xml') && strFromU8(bytes).includes(text),
  )
  expect(holding).not.toEqual([])
  for (const [name, bytes] of holding) parts[name] = strToU8(strFromU8(bytes).replaceAll(text, ''))
  return zipSync(parts)
}

function refusalOf(bytes: Uint8Array): Pick<Refusal, 'code' | 'params'> | null {
  try {
    checkTemplate(bytes)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, params: error.params }
  }
}

test('the standard template passes its own check and has every tag', () => {
  expect(refusalOf(standard)).toBeNull()
  const text = [
    'word/document.xml',
    ...Object.keys(unzipSync(standard)).filter((name) => /footer/.test(name)),
  ]
    .flatMap((part) => paragraphsOf(standard, part))
    .join('\n')
  const names = (tree: TagTree): string[] =>
    Object.entries(tree).flatMap(([name, inner]) =>
      typeof inner === 'string' ? [name] : [`#${name}`, ...names(inner)],
    )
  const absent = [...new Set(names(knownTags))].filter((name) => !text.includes(`{${name}`))
  // Kept for a clerk's own table of indicators.
  expect(absent.filter((name) => !Object.hasOwn(knownTags.chi_tieu, name))).toEqual(['#chi_tieu'])
})

test('a filled template has the words and tables of the report, and no tag is left', async () => {
  const input = aReportInput()
  const { docx } = await renderReport(input, { isDraft: true, template: standard })
  const text = paragraphsOf(docx).join('\n')
  expect(text).not.toMatch(/[{}]/)
  expect(text).toContain('SỞ Y TẾ')
  expect(text).toContain('II. KẾT QUẢ THỰC HIỆN')
  expect(text).toContain('SYT-PC-011')
  expect(text).toContain('./.')
  const tables = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()).match(
    /<w:tbl>/g,
  )
  expect(tables?.length).toBeGreaterThan(6)
})

test('nothing is left of the loops: no paragraph of the body is empty', async () => {
  const { docx } = await renderReport(aReportInput(), { isDraft: false, template: standard })
  const paragraphs = paragraphsOf(docx)
  const first = paragraphs.findIndex((text) => text.startsWith('Thực hiện Kế hoạch'))
  const last = paragraphs.findIndex((text) => text.endsWith('./.'))
  const blank = paragraphs.slice(first, last).filter((text) => text === '')
  expect(last).toBeGreaterThan(first + 20)
  expect(blank).toEqual([])
  expect(paragraphs).not.toContain('DỰ THẢO')
})

test('a filled template opens in LibreOffice', async (context) => {
  const { docx } = await renderReport(aReportInput(), { isDraft: false, template: standard })
  const { text } = await printed(docx, context)
  expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
})

test('a filled template is the same byte for byte', async () => {
  const fill = () => renderReport(aReportInput(), { isDraft: true, template: standard })
  const [once, again] = [await fill(), await fill()]
  expect(Buffer.from(again.docx).equals(Buffer.from(once.docx))).toBe(true)
})

test('what a clerk has changed stands in the report', async () => {
  const template = edited('Kính gửi:', 'Trân trọng kính gửi:')
  const { docx } = await renderReport(aReportInput(), { isDraft: true, template })
  expect(paragraphsOf(docx).join('\n')).toContain('Trân trọng kính gửi:')
})

test('an unknown tag is named with its place', () => {
  const refusal = refusalOf(edited('{trich_yeu}', '{trich_yeuu}'))
  expect(refusal?.code).toBe('TEMPLATE_TAG_UNKNOWN')
  expect(refusal?.params['tags']).toContain('{trich_yeuu} (document.xml, đoạn ')
})

test('a tag of a loop is unknown outside of it', () => {
  expect(refusalOf(edited('{trich_yeu}', '{noi_dung}'))?.code).toBe('TEMPLATE_TAG_UNKNOWN')
})

test('an unclosed loop is named with its place', () => {
  const refusal = refusalOf(edited('{/mo_dau}', ''))
  expect(refusal?.code).toBe('TEMPLATE_LOOP_OPEN')
  expect(refusal?.params['tag']).toBe('{#mo_dau [loopOver: "paragraph"]}')
  expect(refusal?.params['place']).toMatch(/^document\.xml, đoạn \d+: “\{#mo_dau/)
})

test('a loop that is closed by another is named', () => {
  const refusal = refusalOf(edited('{/mo_dau}', '{/muc}'))
  expect(refusal).toMatchObject({
    code: 'TEMPLATE_LOOP_OPEN',
    params: { tag: '{#mo_dau [loopOver: "paragraph"]}' },
  })
})

test('a brace that is missing is named with its place', () => {
  expect(refusalOf(edited('{trich_yeu}', '{trich_yeu'))?.code).toBe('TEMPLATE_TAG_BROKEN')
})

test('a template that would not print what proves the report is refused, with the tag that it lacks', () => {
  expect(refusalOf(without('{nguon_so_lieu}'))).toEqual({
    code: 'TEMPLATE_TAG_MISSING',
    params: { tags: '{nguon_so_lieu}' },
  })
})

test('a template that fails is refused and never replaced by the layout of the product', async () => {
  const template = edited('{trich_yeu}', '{khong_co}')
  await expect(renderReport(aReportInput(), { isDraft: true, template })).rejects.toMatchObject({
    code: 'TEMPLATE_TAG_UNKNOWN',
  })
})

test('a zip bomb is refused before it is inflated', () => {
  const bomb = zipSync({
    ...unzipSync(standard),
    'word/media/a.xml': new Uint8Array(templateLimits.inflatedBytesMax + 1),
  })
  expect(bomb.length).toBeLessThan(templateLimits.bytesMax)
  expect(refusalOf(bomb)?.code).toBe('TEMPLATE_TOO_LARGE')
})

test('what is too large, no ZIP, or no .docx is refused', () => {
  expect(refusalOf(new Uint8Array(templateLimits.bytesMax + 1))?.code).toBe('TEMPLATE_TOO_LARGE')
  expect(refusalOf(strToU8('không phải tệp Word'))?.code).toBe('TEMPLATE_NOT_READABLE')
  expect(refusalOf(zipSync({ 'a.txt': strToU8('a') }))?.code).toBe('TEMPLATE_NOT_READABLE')
})

test.each([
  ['a macro', { 'word/vbaProject.bin': strToU8('x') }],
  ['an entity', { 'word/header9.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><a/>') }],
  [
    'a picture that is fetched',
    {
      'word/_rels/x.xml.rels': strToU8(
        '<Relationship Id="a" Type="http://x/image" Target="http://x" TargetMode="External"/>',
      ),
    },
  ],
])('%s is refused', (_, part) => {
  const bytes = zipSync({ ...unzipSync(standard), ...part })
  expect(refusalOf(bytes)?.code).toBe('TEMPLATE_UNSAFE')
})

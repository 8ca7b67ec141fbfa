import type { RawXmlContent, TemplateData } from 'easy-template-x'
import type { ReportIndicator, ReportInput } from '#domain/report-input.ts'
import type { Block, ReportDocument, TableBlock } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { foundFigure, numberText, officialText, targetText } from '../words.ts'
import { verdictOf } from '../compose/indicators.ts'

/*
 * The tags that a clerk may use in a template. They are Vietnamese without marks, because they are typed by people
 * who write Vietnamese; a loop is `{#muc}` … `{/muc}`. docs/operating/report-templates.md tells each of them.
 */

/** Every tag with what it stands for; a loop has the tags that are known inside it. */
export const knownTags = {
  co_quan_chu_quan: 'cơ quan chủ quản (dòng trên bên trái)',
  co_quan_ban_hanh: 'cơ quan ban hành (dòng đậm bên trái)',
  ky_hieu: 'ký hiệu văn bản, ví dụ BC-SYT',
  dia_danh_ngay: 'địa danh, ngày tháng năm',
  ten_loai: 'tên loại văn bản',
  trich_yeu: 'trích yếu',
  du_thao: '“DỰ THẢO” khi chưa xác nhận',
  do_mat: 'dấu chỉ độ mật do người có thẩm quyền đặt',
  ket_thuc: 'câu kết, có “./.”',
  la_du_thao: {},
  co_do_mat: {},
  nguon_so_lieu: 'bản chốt số liệu và thời điểm chốt',
  nguoi_ky: 'họ tên người ký',
  noi_gui: { ten: 'nơi nhận báo cáo (Kính gửi)' },
  mo_dau: { noi_dung: 'một đoạn trước mục I' },
  muc: {
    ten: 'tên mục',
    doan: { noi_dung: 'một đoạn văn' },
    bang: { so_lieu: 'một bảng, đặt một mình trong đoạn' },
  },
  chi_tieu: {
    stt: 'số thứ tự',
    ten: 'tên chỉ tiêu',
    nguyen_van: 'nguyên văn trong kế hoạch',
    muc_tieu: 'mục tiêu',
    tu_so: 'tử số',
    mau_so: 'mẫu số',
    ket_qua: 'kết quả',
    chua_co_du_lieu: 'số máy chưa có dữ liệu',
    danh_gia: 'đánh giá',
  },
  noi_nhan: { ten: 'nơi nhận' },
  tham_quyen: { ten: 'dòng thẩm quyền ký' },
  phu_luc: {
    so: 'số phụ lục',
    ten: 'tên phụ lục',
    kem_theo: 'dòng “Kèm theo …”',
    doan: { noi_dung: 'một đoạn văn' },
    bang: { so_lieu: 'một bảng, đặt một mình trong đoạn' },
  },
} as const

/** A tag with its words, or a loop with its tags. */
export type TagTree = { readonly [name: string]: string | TagTree }

type TableOf = (block: TableBlock) => RawXmlContent

/** The values of the tags; a table is what `tableOf` makes of it. */
export function tagValues(
  { input, document, texts }: { input: ReportInput; document: ReportDocument; texts: ReportTexts },
  tableOf: TableOf,
): TemplateData {
  const { head, foot } = document
  const isMarked = document.marking !== null
  return {
    co_quan_chu_quan: head.parentBody ?? '',
    co_quan_ban_hanh: head.issuer,
    ky_hieu: head.symbol,
    dia_danh_ngay: head.placeAndDate,
    ten_loai: head.typeName,
    trich_yeu: head.abstract,
    du_thao: document.isDraft ? document.words.draft : '',
    do_mat: document.marking ?? '',
    la_du_thao: document.isDraft ? [{}] : [],
    co_do_mat: isMarked ? [{}] : [],
    ket_thuc: lastOf(document.body),
    nguon_so_lieu: document.provenance,
    nguoi_ky: foot.signerName ?? '',
    noi_gui: named(document.addressees),
    mo_dau: paragraphsOf(document.body.slice(0, firstHeading(document.body))),
    muc: sectionsOf(document.body.slice(0, -1), tableOf),
    chi_tieu: input.indicators.map((indicator, index) => ({
      stt: String(index + 1),
      ten: indicator.name,
      nguyen_van: indicator.quote,
      muc_tieu: targetText(texts, indicator),
      ...figureTags(indicator, texts),
      chua_co_du_lieu: indicator.counts === null ? '–' : numberText(indicator.counts.unknown),
      danh_gia: verdictOf(indicator, texts),
    })),
    noi_nhan: named(foot.recipients),
    tham_quyen: named(foot.authority),
    phu_luc: document.appendices.map((appendix) => ({
      so: appendix.number ?? '',
      ten: appendix.title,
      kem_theo: appendix.attachedTo,
      doan: paragraphsOf(appendix.blocks),
      bang: tablesOf(appendix.blocks, tableOf),
    })),
  }
}

/** A count has nothing below the line. */
function figureTags(indicator: ReportIndicator, texts: ReportTexts) {
  const found = foundFigure(indicator)
  if (found === null) return { tu_so: '–', mau_so: '–', ket_qua: '–' }
  return {
    tu_so: numberText(found.numerator),
    mau_so: indicator.kind === 'count' ? '–' : numberText(found.denominator),
    ket_qua: officialText(indicator, indicator, texts),
  }
}

const named = (names: readonly string[]) => names.map((ten) => ({ ten }))

/** The closing sentence, which ends with "./.". */
function lastOf(blocks: readonly Block[]): string {
  const last = blocks.at(-1)
  return last?.kind === 'paragraph' ? last.text : ''
}

/** Where the first section begins. */
function firstHeading(blocks: readonly Block[]): number {
  const found = blocks.findIndex(({ kind }) => kind === 'heading')
  return found === -1 ? blocks.length : found
}

/** A section runs from one heading to the next. */
function sectionsOf(blocks: readonly Block[], tableOf: TableOf): TemplateData[] {
  const starts = blocks.flatMap((block, index) => (block.kind === 'heading' ? [index] : []))
  return starts.map((start, index) => {
    const range = blocks.slice(start, starts[index + 1])
    const [first] = range
    return {
      ten: first?.kind === 'heading' ? first.text : '',
      doan: paragraphsOf(range),
      bang: tablesOf(range, tableOf),
    }
  })
}

const paragraphsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph' || block.kind === 'note' ? [{ noi_dung: block.text }] : [],
  )

const tablesOf = (blocks: readonly Block[], tableOf: TableOf) =>
  blocks.flatMap((block) => (block.kind === 'table' ? [{ so_lieu: tableOf(block) }] : []))

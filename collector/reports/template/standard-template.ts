import type { Day } from '#protocol/register.ts'
import { layOut } from '../layout/document.ts'
import type { Block } from '../model.ts'
import { reportTexts } from '../texts.ts'

/** 08/6/2018, the day of dispatch 1670/UBND-THCB: a file needs a time, and a template has none of its own. */
const madeMs = Date.UTC(2018, 5, 8)

/** A loop that repeats the paragraphs in which it opens and closes, so that nothing is left of its tags. */
const loop = (name: string, inside: string) => `${opened(name)}${inside}{/${name}}`
const opened = (name: string) => `{#${name} [loopOver: "paragraph"]}`

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const paragraphs = paragraph(loop('doan', '{noi_dung}'))
/** The last paragraph of an outer loop closes it. */
const tables = (closing: string) => paragraph(`${loop('bang', '{so_lieu}')}{/${closing}}`)

/**
 * The layout of the product as a template, for a clerk to edit in Word. The words are those of a day; every tag is
 * told in `docs/operating/report-templates.md`.
 */
export function standardTemplate(day: Day): Promise<Uint8Array> {
  const texts = reportTexts('agency-quarter', { periodDay: day, documentDay: day })
  return layOut({
    form: 'named',
    sizes: '13-14-14',
    isDraft: true,
    marking: loop('co_do_mat', '{do_mat}'),
    head: {
      parentBody: '{co_quan_chu_quan}',
      issuer: '{co_quan_ban_hanh}',
      symbol: '{ky_hieu}',
      motto: [texts.say('motto.1'), texts.say('motto.2')],
      placeAndDate: '{dia_danh_ngay}',
      typeName: '{ten_loai}',
      abstract: '{trich_yeu}',
    },
    words: {
      number: texts.say('number'),
      draft: loop('la_du_thao', '{du_thao}'),
      addressedTo: texts.say('addressedTo'),
      recipients: texts.say('recipients'),
      appendix: `${opened('phu_luc')}${texts.say('appendix')} {so}`,
    },
    addressees: ['{#noi_gui}{ten} {/noi_gui}'],
    body: [
      paragraph(loop('mo_dau', '{noi_dung}')),
      { kind: 'heading', level: 1, text: `${opened('muc')}{ten}` },
      paragraphs,
      tables('muc'),
      paragraph('{ket_thuc}'),
    ],
    foot: {
      recipients: [loop('noi_nhan', '{ten}')],
      authority: [loop('tham_quyen', '{ten}')],
      signerName: '{nguoi_ky}',
    },
    appendices: [
      {
        number: null,
        title: '{ten}',
        attachedTo: '{kem_theo}',
        isLandscape: false,
        marking: null,
        blocks: [paragraphs, tables('phu_luc')],
      },
    ],
    provenance: '{nguon_so_lieu}',
    madeMs,
  })
}

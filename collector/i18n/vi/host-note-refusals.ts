import type { hostNoteRefusals } from '#protocol/host-note-refusals.ts'

/** What is wrong with a note about a host. */
export const hostNoteRefusalTexts = {
  'refusal.NOTE_NOT_FOUND': 'Không tìm thấy ghi chú này của máy.',
  'refusal.NOTE_NOT_YOURS': 'Chỉ người viết hoặc quản trị tỉnh mới rút lại được ghi chú này.',
  'refusal.NOTE_RETRACTED': 'Ghi chú này đã được rút lại trước đó.',
  'refusal.NOTES_TOO_MANY':
    'Máy này đã có {max} ghi chú, nhiều nhất được giữ; không ghi thêm được.',
} as const satisfies Record<`refusal.${keyof typeof hostNoteRefusals}`, string>

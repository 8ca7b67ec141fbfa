import type { deviceRefusals } from '#protocol/device-refusals.ts'

/** What is wrong with the review of a device. */
export const deviceRefusalTexts = {
  'refusal.DEVICE_NOT_FOUND':
    'Không có thiết bị này trong danh mục, hoặc nó nằm ngoài phạm vi của bạn.',
  'refusal.DEVICE_CHECKLIST_OPEN':
    'Còn {open} trên {asked} nội dung chưa đạt; hãy trả lời hết trước khi cho phép sử dụng.',
  'refusal.DEVICE_ITEM_NOT_ASKED': 'Loại thiết bị này không có nội dung rà soát “{item}”.',
  'refusal.DEVICE_NOTE_MISSING':
    'Hãy ghi chú lý do: khi không cho sử dụng, hoặc khi có nội dung không áp dụng.',
} as const satisfies Record<`refusal.${keyof typeof deviceRefusals}`, string>

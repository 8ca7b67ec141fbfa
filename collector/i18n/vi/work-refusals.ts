import type { workRefusals } from '#protocol/work-refusals.ts'

/** What is wrong with a decision about work. */
export const workRefusalTexts = {
  'refusal.WORK_ITEM_NOT_FOUND':
    'Không tìm thấy việc này trong phạm vi của bạn, hoặc máy không còn cần khắc phục.',
  'refusal.WORK_OWNER_NOT_FOUND': 'Không có người dùng nào như vậy để giao việc.',
  'refusal.WORK_DUE_MISSING': 'Hẹn ngày thì phải ghi thời hạn.',
  'refusal.WORK_DUE_PAST': 'Thời hạn {day} đã qua; hãy chọn từ hôm nay {today} trở đi.',
  'refusal.WORK_RISK_INCOMPLETE': 'Chấp nhận rủi ro thì phải ghi lý do và ngày hết hạn.',
  'refusal.WORK_RISK_UNTIL':
    'Ngày hết hạn {day} không hợp lệ: phải từ hôm nay {today} đến {last}, nhiều nhất 12 tháng.',
  'refusal.WORK_NOTHING_TO_UNDO':
    'Không còn gì để hoàn tác: các việc này đã được quyết định lại sau đó.',
} as const satisfies Record<`refusal.${keyof typeof workRefusals}`, string>

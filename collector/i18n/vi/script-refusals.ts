import type { scriptRefusals } from '#protocol/script-refusals.ts'

/** What is wrong with the report of a machine that reports by script. */
export const scriptRefusalTexts = {
  'refusal.SCRIPT_REPORT_INVALID':
    'Tệp này không phải báo cáo trọn vẹn do script của máy đời cũ tạo ra ({detail}). Hãy chép lại tệp từ máy.',
  'refusal.SCRIPT_REPORT_TOO_LARGE':
    'Báo cáo vượt giới hạn {bytesMax} byte nên không được nhận. Hãy chọn đúng tệp do script tạo ra.',
  'refusal.SCRIPT_REPORT_OLDER':
    'Máy chủ đã có báo cáo này hoặc một báo cáo mới hơn của máy {hostname}. Không có gì thay đổi.',
  'refusal.SCRIPT_KEY_SHARED':
    'Khóa của máy {hostname} được dùng trên một phần cứng khác. Hãy xóa tệp khóa của script trên máy được nhân bản rồi chạy lại.',
} as const satisfies Record<`refusal.${keyof typeof scriptRefusals}`, string>

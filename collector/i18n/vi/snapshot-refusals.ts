/** Refusals about snapshots of figures. */
export const snapshotRefusals = {
  'refusal.SNAPSHOT_NOT_FOUND': 'Không tìm thấy bản chốt số liệu {id}.',
  'refusal.SNAPSHOT_DAMAGED':
    'Bản chốt số liệu số {number} không còn đúng như khi được chốt nên không thể dùng. Hãy chạy khien-collector verify và khôi phục từ bản sao lưu.',
  'refusal.SNAPSHOT_EXISTS':
    'Số liệu kỳ {period} đã được chốt ở bản số {number}. Nếu cần sửa, hãy lập bản điều chỉnh cho bản đó.',
  'refusal.SNAPSHOT_CUT_OFF_IN_FUTURE':
    'Ngày chốt số liệu {cutOffAtMs} chưa đến. Số liệu chỉ chốt được khi ngày đó đã qua.',
  'refusal.SNAPSHOT_BEFORE_HISTORY':
    'Hệ thống chưa có dữ liệu vào ngày {cutOffAtMs}: dữ liệu bắt đầu từ {firstAtMs}.',
  'refusal.SNAPSHOT_OF_PERIOD_MISSING':
    'Kỳ {period} chưa có bản chốt số liệu. Hãy chốt số liệu của kỳ này trước.',
  'refusal.SNAPSHOTS_OF_OTHER_PLANS':
    'Hai bản chốt thuộc hai kế hoạch khác nhau ({from} và {to}) nên không so sánh được.',
  'refusal.PERIOD_UNKNOWN':
    'Kỳ “{period}” không hợp lệ. Hãy viết năm như 2026 hoặc quý như 2026-Q4.',
  'refusal.AUDIT_ENTRY_NOT_FOUND': 'Nhật ký không có mục {id}.',
} as const

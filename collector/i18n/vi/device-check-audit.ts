/** What entries of the audit call the steps of an authorisation of checks of devices, and what came of them. */
export const deviceCheckAuditActions = {
  'audit.action.draft-device-check': 'Soạn văn bản kiểm tra thiết bị',
  'audit.action.agree-device-check': 'Đồng ý kiểm tra thiết bị',
  'audit.action.refuse-device-check': 'Không đồng ý kiểm tra thiết bị',
  'audit.action.upload-device-check': 'Nộp văn bản kiểm tra thiết bị đã ký',
  'audit.action.withdraw-device-check': 'Thu hồi văn bản kiểm tra thiết bị',
  'audit.action.carry-device-check': 'Giao văn bản kiểm tra cho máy',
  'audit.action.check-device': 'Kiểm tra thiết bị',
  'audit.action.stop-device-checks': 'Dừng mọi kiểm tra thiết bị',
  'audit.action.resume-device-checks': 'Cho tiếp tục kiểm tra thiết bị',
  'audit.table.device-checks': 'văn bản kiểm tra thiết bị',
  'audit.table.device-check-results': 'kết quả kiểm tra thiết bị',
} as const

export const deviceCheckAuditFields = {
  'audit.field.document': 'Văn bản',
  'audit.field.subnet': 'Mạng của máy kiểm tra',
  'audit.field.devices': 'Thiết bị',
  'audit.field.isStopped': 'Đã dừng',
  'audit.field.hostId': 'Máy kiểm tra',
  'audit.field.verdict': 'Kết quả',
  'audit.field.rule': 'Quy tắc',
  'audit.field.because': 'Lý do',
  'audit.field.attempts': 'Số lần thử',
  'audit.field.checkedMs': 'Thời điểm kiểm tra',
} as const

export const deviceCheckAuditValues = {
  'audit.value.agreed': 'cơ quan đã đồng ý',
  'audit.value.not-agreed': 'cơ quan không đồng ý',
  'audit.value.signed': 'đã ký',
  'audit.value.carried': 'đã giao cho máy',
  'audit.value.withdrawn': 'đã thu hồi',
  'audit.value.default': 'đang dùng mật khẩu mặc định',
  'audit.value.inactive': 'chưa kích hoạt',
  'audit.value.this-default-not-in-use': 'không dùng mật khẩu mặc định này',
  'audit.value.unidentified': 'chưa nhận diện được',
  'audit.value.unreachable': 'không kết nối được',
  'audit.value.not-checked': 'chưa kiểm tra',
} as const

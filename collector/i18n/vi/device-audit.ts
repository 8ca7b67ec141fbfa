import type { ReviewItem } from '#protocol/devices.ts'

/** What entries of the audit call the questions about a device. */
export const deviceAuditFields = {
  'audit.field.vendor': 'Hãng',
  'audit.field.model': 'Kiểu thiết bị',
  'audit.field.mac': 'Địa chỉ MAC',
  'audit.field.answers': 'Nội dung rà soát',
  'audit.field.password-changed': 'Đã đổi mật khẩu mặc định',
  'audit.field.admin-named': 'Tài khoản quản trị có người chịu trách nhiệm',
  'audit.field.remote-management-closed': 'Đã đóng quản trị từ Internet',
  'audit.field.services-off': 'Đã tắt dịch vụ không dùng',
  'audit.field.firmware-current': 'Phần mềm thiết bị (firmware) là bản mới',
  'audit.field.wireless-safe': 'Wi-Fi dùng WPA2 hoặc WPA3, đã đổi khóa',
  'audit.field.cloud-closed': 'Đã tắt truy cập qua đám mây của hãng',
  'audit.field.stored-data-safe': 'Dữ liệu lưu trên thiết bị được bảo vệ',
  'audit.field.rules-reviewed': 'Luật tường lửa đã được rà soát',
  'audit.field.time-and-log-set': 'Đã đặt giờ và nhật ký',
} as const satisfies Record<
  `audit.field.${ReviewItem | 'answers' | 'vendor' | 'model' | 'mac'}`,
  string
>

/** Values of entries of the audit about devices. */
export const deviceAuditValues = {
  'audit.value.under-review': 'đang rà soát',
  'audit.value.cleared': 'được phép sử dụng',
  'audit.value.refused': 'không được sử dụng',
  'audit.value.yes': 'đạt',
  'audit.value.no': 'chưa đạt',
  'audit.value.not-applicable': 'không áp dụng',
  'audit.value.device': 'thiết bị',
  'audit.value.camera': 'camera giám sát',
  'audit.value.router': 'router',
  'audit.value.modem': 'modem',
  'audit.value.printer': 'máy in',
  'audit.value.switch': 'bộ chuyển mạch',
  'audit.value.nas': 'thiết bị lưu trữ mạng',
  'audit.value.access-point': 'bộ phát Wi-Fi',
  'audit.value.firewall': 'tường lửa',
  'audit.value.other': 'thiết bị khác',
} as const

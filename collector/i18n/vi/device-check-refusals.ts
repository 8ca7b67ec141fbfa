import type { deviceCheckRefusals as codes } from '#protocol/device-check-refusals.ts'

/** Sentences of what can be wrong with an authorisation of checks of devices. */
export const deviceCheckRefusals = {
  'refusal.DEVICE_CHECK_NOT_FOUND':
    'Không có văn bản cho phép kiểm tra thiết bị này, hoặc nó nằm ngoài phạm vi của bạn.',
  'refusal.DEVICE_CHECK_NOT_AT_STEP':
    'Không thực hiện được bước này: văn bản cho phép đang ở trạng thái khác.',
  'refusal.DEVICE_CHECK_REASON_MISSING': 'Hãy nêu lý do khi không đồng ý.',
  'refusal.DEVICE_CHECK_DEVICE_UNFIT':
    'Không đưa được thiết bị {device} vào văn bản cho phép: thiết bị phải có trong danh mục của cơ quan này, đang rà soát' +
    ' hoặc đã cho phép sử dụng, có địa chỉ mạng riêng và địa chỉ MAC thật.',
  'refusal.DEVICE_CHECK_HOST_UNFIT':
    'Máy này không thực hiện kiểm tra được: máy phải có agent và thuộc chính cơ quan này.',
  'refusal.DEVICE_CHECK_TOO_WIDE':
    'Văn bản cho phép vượt giới hạn ở phần “{detail}”: dải mạng riêng không rộng hơn /22, thiết bị nằm trong dải đó và' +
    ' không trùng nhau, https phải kèm dấu vân tay chứng thư, thời hạn không quá 92 ngày.',
  'refusal.DEVICE_CHECK_EXPIRED': 'Văn bản cho phép đã hết hạn ngày {day}; hãy lập văn bản mới.',
  'refusal.DEVICE_CHECK_NO_KEY':
    'Máy chủ chưa có khóa công khai nào của văn bản cho phép kiểm tra thiết bị. Hãy đặt KHIEN_DEVICE_CHECK_KEYS rồi khởi động lại.',
  'refusal.DEVICE_CHECK_NOT_SIGNED':
    'Không nhận tệp: không khóa nào trong KHIEN_DEVICE_CHECK_KEYS đã ký nội dung này.',
  'refusal.DEVICE_CHECK_SIGNED_OTHERWISE':
    'Không nhận tệp: nội dung đã ký khác với nội dung cơ quan đã đồng ý ở phần “{detail}”.',
  'refusal.DEVICE_CHECK_OLDER':
    'Không nhận tệp: máy này đã có văn bản cho phép số {held}, mới hơn số {sequence}.',
} as const satisfies Record<`refusal.${keyof typeof codes}`, string>

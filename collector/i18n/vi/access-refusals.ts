/** What can be wrong with tokens of the API. */
export const accessRefusalTexts = {
  'refusal.API_TOKEN_INVALID':
    'Mã truy cập API không đúng, đã hết hạn hoặc đã bị thu hồi. Hãy xin quản trị viên mã mới.',
  'refusal.API_TOKEN_TOO_OFTEN':
    'Địa chỉ này dùng mã truy cập API sai quá nhiều lần. Hãy thử lại sau {retryAfterSeconds} giây.',
  'refusal.API_TOKEN_NOT_FOUND': 'Không có mã truy cập API “{id}”.',
  'refusal.API_TOKEN_NAME_TAKEN':
    'Đã có mã truy cập API đang dùng tên “{name}”. Hãy đặt tên khác hoặc thu hồi mã cũ.',
} as const

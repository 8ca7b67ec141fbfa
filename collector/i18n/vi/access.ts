/** Tokens of the API, and what the menu says of an account. */
export const access = {
  'user.sees': 'Phạm vi: {agency}',
  'user.sees.province': 'Phạm vi: toàn tỉnh',
  'api-tokens.lead':
    'Chương trình của tỉnh đọc và ghi qua API bằng mã này, với đúng quyền của vai trò được chọn. Mỗi thay đổi đều ghi vào nhật ký dưới tên của mã.',
  'api-tokens.made-so-far': 'Các mã đã tạo',
  'api-tokens.new': 'Tạo mã mới',
  'api-tokens.name': 'Tên',
  'api-tokens.name.hint': 'Chương trình nào dùng, ví dụ “Kho dữ liệu dùng chung”',
  'api-tokens.role': 'Vai trò',
  'api-tokens.agency': 'Đơn vị',
  'api-tokens.agency.province': 'Toàn tỉnh',
  'api-tokens.days': 'Thời hạn',
  'api-tokens.days.of': '{days} ngày',
  'api-tokens.create': 'Tạo mã',
  'api-tokens.shown-once':
    'Mã của “{name}” chỉ hiện lần này. Hãy sao chép ngay và cất ở nơi an toàn.',
  'api-tokens.use': 'Gửi kèm mỗi lời gọi:',
  'api-tokens.done': 'Tôi đã cất mã',
  'api-tokens.made': 'Tạo',
  'api-tokens.expires': 'Hết hạn',
  'api-tokens.used': 'Dùng gần nhất',
  'api-tokens.used.never': 'Chưa dùng',
  'api-tokens.state': 'Trạng thái',
  'api-tokens.state.holds': 'Đang dùng được',
  'api-tokens.state.expired': 'Đã hết hạn',
  'api-tokens.state.revoked': 'Thu hồi {time}',
  'api-tokens.revoke': 'Thu hồi',
  'api-tokens.revoke.title': 'Thu hồi mã “{name}”?',
  'api-tokens.revoke.what':
    'Lời gọi kế tiếp bằng mã này bị từ chối. Không khôi phục được; chương trình cần mã mới.',
  'api-tokens.none': 'Chưa có mã truy cập API nào',
  'api-tokens.none.why':
    'Bảng điều khiển không cần mã. Hãy tạo mã khi một chương trình khác cần đọc số liệu.',
} as const

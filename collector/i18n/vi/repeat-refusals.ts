/** Joined into the texts of refusals. */
export const repeatRefusalTexts = {
  'refusal.REPEAT_OF_ANOTHER':
    'Lần gửi trước dưới cùng mã gửi lại có nội dung khác. Hãy mở danh sách xem lần trước đã ghi gì, rồi gửi với mã mới.',
  'refusal.REPEAT_UNDER_WAY':
    'Lần gửi trước vẫn đang được xử lý, nên lần này chưa làm gì. Hãy bấm lại sau {retryAfterSeconds} giây.',
  'refusal.REPEAT_DONE':
    'Việc này đã được làm ở lần gửi trước (mã {id}). Câu trả lời không được giữ lại vì có thể chứa mật khẩu hoặc mã bí mật chỉ hiện một lần. Hãy tìm mục này trong danh sách rồi đặt lại mật khẩu, hoặc thu hồi và tạo mã khác.',
  'refusal.REPEAT_UNKNOWN':
    'Lần gửi trước bị gián đoạn, chưa rõ đã ghi hay chưa. Hãy mở danh sách kiểm tra; nếu chưa có thì bấm lần nữa.',
} as const

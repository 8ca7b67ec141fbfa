/** What somebody else changed while this person was typing. */
export const meanwhile = {
  'meanwhile.title': 'Có người vừa sửa nội dung này',
  'meanwhile.what': 'Mục',
  'meanwhile.mine': 'Bạn đang nhập',
  'meanwhile.theirs': 'Người kia đã lưu',
  'meanwhile.same': 'Nội dung bạn nhập giống hệt nội dung người kia đã lưu.',
  'meanwhile.keep-mine': 'Giữ của tôi',
  'meanwhile.merged': 'Chỗ nào chỉ người kia sửa thì vẫn theo họ.',
  'meanwhile.take-theirs': 'Lấy của người kia',
} as const

/** What `npm start` says to a newcomer. */
export const startTerminal = {
  'start.buildingWeb': 'Đang dựng giao diện web (chỉ lần đầu hoặc khi mã nguồn thay đổi)…',
  'start.webNotBuilt': 'Không dựng được giao diện web.',
  'start.enrolling': 'Đang đăng ký máy tính này vào “{agency}”…',
  'start.notEnrolled': 'Không đăng ký được máy tính này.',
  'start.ready': 'Khiên đang chạy tại {address}',
  'start.signIn':
    'Đăng nhập bằng tên “admin”. Mật khẩu được in ra ở lần khởi động đầu tiên, hoặc là KHIEN_ADMIN_PASSWORD của lần đó.',
  'start.certificate':
    'Trình duyệt sẽ cảnh báo về chứng thư: chứng thư do chính máy chủ này cấp. Xem docs/operating/install.md.',
  'start.howToStop': 'Nhấn Ctrl+C để dừng.',
  'start.stopping': 'Đang dừng…',
  'start.stopped': 'Đã dừng.',
  'start.collectorEnded': 'Máy chủ đã dừng ({how}), nên tất cả được dừng theo.',
  'start.agentEnded': 'Phần mềm giám sát đã dừng ({how}), nên tất cả được dừng theo.',
} as const

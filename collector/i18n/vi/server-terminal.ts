/** What setup, backup and restore say in a terminal. */
export const serverTerminal = {
  'backup.stage.copying': 'Đang chép cơ sở dữ liệu, khóa và thiết lập…',
  'backup.stage.packing': 'Đang đóng gói…',
  'backup.stage.reading-back': 'Đang đọc lại bản sao lưu từ đầu đến cuối…',
  'backup.taken': 'Bản sao lưu đã được đọc lại và còn nguyên vẹn: {file} ({megabytes} MB).',
  'backup.sealed': 'Chỉ mở được bằng mật khẩu sao lưu. Hãy giữ mật khẩu ở nơi khác.',
  'backup.open':
    'Bản này không có mật khẩu và chứa khóa của máy chủ: ai có tệp đều đọc được. Đặt KHIEN_BACKUP_PASSPHRASE_FILE để có mật khẩu.',
  'backup.removed': 'Đã xóa bản cũ hết hạn giữ: {name}',
  'backup.chain-faults':
    'Lưu ý: chuỗi nhật ký hoặc chuỗi bản chốt số liệu có {count} chỗ không nguyên vẹn từ trước khi sao lưu. Hãy chạy khien-collector verify.',
  'restore.stage.looking': 'Đang xem bản sao lưu…',
  'restore.stage.unpacking': 'Đang giải nén và kiểm tra từng phần…',
  'restore.stage.checking': 'Đang kiểm tra cơ sở dữ liệu…',
  'restore.stage.preparing': 'Đang đưa cơ sở dữ liệu về phiên bản này…',
  'restore.stage.moving': 'Đang chuyển vào thư mục dữ liệu…',
  'restore.passphrase': 'Mật khẩu của bản sao lưu',
  'restore.done':
    'Đã khôi phục vào {folder}: dữ liệu đến {moment}, phiên bản {version}, {hosts} máy tính.',
  'restore.aside': 'Dữ liệu có trước đó được giữ tại {place}.',
  'restore.settings':
    'Thiết lập được ghi vào {file}. Chạy “khien-collector run”: các máy tự kết nối lại khi {address} trỏ tới máy chủ này.',
  'restore.settings.beside':
    'Thiết lập của bản sao lưu nằm tại {file}; thiết lập đang có được giữ nguyên. Các máy tự kết nối lại khi {address} trỏ tới máy chủ này.',
} as const

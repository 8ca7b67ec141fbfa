/** What setup, backup and restore say in a terminal. */
export const serverTerminal = {
  'backup.stage.copying': 'Đang chép cơ sở dữ liệu, khóa và thiết lập…',
  'backup.stage.packing': 'Đang đóng gói…',
  'backup.stage.reading-back': 'Đang đọc lại bản sao lưu từ đầu đến cuối…',
  'backup.taken': 'Bản sao lưu đã được đọc lại và còn nguyên vẹn: {file} ({size}).',
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
  'restore.releases':
    'Bản sao lưu không chứa tệp của {count} bản phát hành phần mềm giám sát. Chạy “khien-collector release add” lại với từng tệp; trong lúc đó các máy vẫn báo cáo bằng bản đang chạy.',
  'restore.settings':
    'Thiết lập được ghi vào {file}. Chạy “khien-collector run”: các máy tự kết nối lại khi {address} trỏ tới máy chủ này.',
  'restore.settings.beside':
    'Thiết lập của bản sao lưu nằm tại {file}; thiết lập đang có được giữ nguyên. Các máy tự kết nối lại khi {address} trỏ tới máy chủ này.',
  'setup.ask.province': 'Tỉnh ({choices})',
  'setup.ask.address': 'Địa chỉ mà trình duyệt và các máy dùng để kết nối (máy:cổng)',
  'setup.ask.data': 'Thư mục dữ liệu',
  'setup.ask.certificate':
    'Tệp PEM chứng thư cho trình duyệt (Enter hoặc {none}: dùng chứng thư do máy chủ tự cấp)',
  'setup.ask.key': 'Tệp PEM khóa riêng của chứng thư đó',
  'setup.ask.backups':
    'Thư mục sao lưu, nên ở ổ đĩa hoặc máy khác (Enter hoặc {none}: không sao lưu)',
  'setup.ask.administrator': 'Tên đăng nhập của quản trị viên đầu tiên',
  'setup.ask.password': 'Mật khẩu (từ {min} ký tự, không hiện khi gõ)',
  'setup.ask.password-again': 'Gõ lại mật khẩu',
  'setup.ask.password-differs': 'Hai lần gõ không giống nhau. Hãy gõ lại.',
  'setup.changes': 'Thay đổi trong {file}:',
  'setup.same': 'Thiết lập trong {file} không có gì thay đổi.',
  'setup.agree': 'Ghi các thay đổi này? (c/k)',
  'setup.left': 'Không ghi gì.',
  'setup.administrator.there': 'Đã có tài khoản đăng nhập được; không tạo thêm.',
  'setup.administrator.later':
    'Chưa có quản trị viên: lần chạy đầu tiên sẽ tạo tài khoản admin và in mật khẩu một lần.',
  'setup.administrator.made': 'Đã tạo quản trị viên {name}.',
  'setup.done':
    'Xong. Chạy “khien-collector run” (hoặc khởi động lại dịch vụ) rồi mở https://{address}',
} as const

/** What can be wrong with enrolling machines in numbers, and with the files for it. */
export const installRefusalTexts = {
  'refusal.ENROLMENT_ELSEWHERE':
    'Mã đăng ký chỉ dùng được trong mạng đã ghi khi tạo mã; địa chỉ {address} nằm ngoài các mạng đó. Hãy cài từ mạng của cơ quan hoặc xin mã mới.',
  'refusal.ENROLMENT_AWAITS_APPROVAL':
    'Máy đang chờ duyệt vì cơ quan đã đủ số máy kê khai hoặc chưa kê khai. Phần mềm sẽ tự thử lại; hãy báo cán bộ CNTT duyệt tại trang Cài đặt.',
  'refusal.ENROLMENT_DECLINED':
    'Máy này đã bị từ chối khi chờ duyệt. Nếu nhầm, hãy xin cán bộ CNTT một mã đăng ký mới.',
  'refusal.PACKAGE_NAME_UNKNOWN':
    '“{name}” không phải tên gói cài đặt. Tên đúng do npm run package đặt, ví dụ khien-agent-0.1.0-linux-x64.deb.',
  'refusal.PACKAGE_NOT_WHAT_IT_SAYS':
    'Nội dung tệp {file} không đúng loại mà tên tệp nói. Tệp có thể bị cắt hoặc bị đổi tên; chưa chép gì.',
  'refusal.PACKAGE_SUM_WRONG':
    'Mã SHA-256 của {name} là {found}, khác với {expected} ghi trong SHA256SUMS cạnh tệp. Chưa chép gì; hãy tải lại gói.',
  'refusal.PACKAGE_NOT_FOUND':
    'Máy chủ chưa có gói cài đặt {name}. Hãy chạy khien-collector packages add <tệp> trên máy chủ.',
  'refusal.INSTALLER_JOIN_FOREIGN':
    'Chuỗi đăng ký không phải của cơ quan này trên máy chủ này. Hãy tạo mã mới tại trang Cài đặt.',
  'refusal.INSTALLER_TOKEN_TOO_WIDE':
    'Tệp cài đặt riêng nằm trong SYSVOL, cả miền đọc được. Vì vậy mã bên trong phải giới hạn theo mạng, và máy vượt số kê khai phải chờ duyệt.',
} as const

/** What can go wrong with backups, and with bringing one back. */
export const backupRefusalTexts = {
  'refusal.BACKUP_FOLDER_UNSET':
    'Chưa biết lưu bản sao vào đâu. Hãy đặt KHIEN_BACKUP_DIR, hoặc thêm --out <thư mục>.',
  'refusal.BACKUP_FOLDER_NOT_WRITABLE':
    'Không ghi được vào thư mục sao lưu {folder}: {detail}. Các bản sao lưu cũ không bị thay đổi.',
  'refusal.BACKUP_UNDER_WAY':
    'Một lần sao lưu khác đang chạy (tiến trình {pid}). Hãy chờ lần đó kết thúc.',
  'refusal.BACKUP_NO_SPACE':
    'Ổ đĩa của thư mục {folder} đã đầy nên chưa có bản sao lưu mới; các bản cũ còn nguyên. Hãy giải phóng dung lượng rồi sao lưu lại.',
  'refusal.BACKUP_NOT_WRITTEN':
    'Không ghi được bản sao lưu vào {folder}: {detail}. Các bản cũ còn nguyên.',
  'refusal.BACKUP_NOT_GOOD':
    'Đọc lại bản sao lưu thấy không đúng: {detail}. Bản này không được giữ; hãy kiểm tra ổ đĩa rồi sao lưu lại.',
  'refusal.BACKUP_TOO_LARGE':
    'Bản sao lưu {bytes} byte vượt giới hạn {bytesMax} byte của một bản được mã hóa. Hãy bỏ KHIEN_BACKUP_PASSPHRASE_FILE và lưu trên ổ đĩa đã mã hóa.',
  'refusal.BACKUP_TOOL_MISSING':
    'Không tìm thấy chương trình {tool} của PostgreSQL. Hãy cài gói postgresql-client (Debian) hoặc postgresql (RHEL) cùng phiên bản với máy chủ cơ sở dữ liệu.',
  'refusal.BACKUP_TOOL_FAILED': 'Chương trình {tool} báo lỗi: {detail}',
  'refusal.BACKUP_NOT_ONE': 'Tệp {file} không phải là bản sao lưu của Khiên.',
  'refusal.BACKUP_DAMAGED':
    'Bản sao lưu {file} bị cụt hoặc bị thay đổi: {detail}. Hãy dùng bản khác; dữ liệu hiện có không bị thay đổi.',
  'refusal.BACKUP_NEWER':
    'Bản sao lưu {file} do phiên bản mới hơn tạo ra ({version}). Hãy cài phiên bản Khiên đó rồi khôi phục; dữ liệu hiện có không bị thay đổi.',
  'refusal.BACKUP_PASSPHRASE_NEEDED':
    'Bản sao lưu {file} được mã hóa. Hãy thêm --passphrase-file <tệp>.',
  'refusal.BACKUP_PASSPHRASE_WRONG': 'Mật khẩu không mở được bản sao lưu {file}.',
  'refusal.BACKUP_OTHER_DATABASE':
    'Bản sao lưu là của {given}, còn thiết lập ở đây dùng {expected}. Hãy đặt hoặc bỏ KHIEN_DATABASE_URL cho khớp.',
  'refusal.RESTORE_NOT_EMPTY':
    '{place} đã có dữ liệu. Thêm --replace để cất dữ liệu đó sang một bên (không xóa) rồi khôi phục.',
  'refusal.RESTORE_IN_USE':
    'Máy chủ thu thập đang dùng {place}. Hãy dừng máy chủ rồi khôi phục lại; chưa có gì bị thay đổi.',
  'refusal.RESTORE_UNFINISHED':
    'Lần khôi phục vào {folder} chưa xong. Hãy chạy lại lệnh restore với --replace; dữ liệu cũ nằm trong thư mục before-restore.',
} as const

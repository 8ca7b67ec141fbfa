import type { importRefusals } from '#protocol/import-refusals.ts'

/** What is wrong with a file, and what to do with it. */
export const importRefusalTexts = {
  'refusal.IMPORT_NOT_FOUND': 'Không tìm thấy lần nhập {id}. Tệp chưa nhập được giữ trong 7 ngày.',
  'refusal.IMPORT_NOT_DRAFT': 'Tệp “{fileName}” đã được nhập hoặc đã bị bỏ. Hãy tải tệp lên lại.',
  'refusal.IMPORT_NOT_DONE':
    'Tệp “{fileName}” chưa được nhập hoặc đã hoàn tác, không có gì để hoàn tác.',
  'refusal.IMPORT_BUSY': 'Đang đọc {readersMax} tệp khác. Hãy thử lại sau ít phút.',
  'refusal.IMPORT_FILE_EMPTY': 'Tệp rỗng (0 byte). Hãy chọn tệp khác.',
  'refusal.IMPORT_FILE_TOO_LARGE':
    'Tệp lớn hơn giới hạn {bytesMax} byte. Hãy tách thành nhiều tệp.',
  'refusal.IMPORT_FORMAT_UNKNOWN':
    'Tệp không phải CSV hoặc Excel (.xlsx). Hãy lưu lại bảng ở một trong hai dạng đó.',
  'refusal.IMPORT_OLD_EXCEL':
    'Tệp Excel dạng cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu và lưu lại dạng .xlsx.',
  'refusal.IMPORT_FILE_BROKEN':
    'Tệp bị hỏng hoặc không đầy đủ ({detail}). Hãy mở bằng Excel và lưu lại.',
  'refusal.IMPORT_PARTS_TOO_MANY':
    'Tệp Excel có {parts} thành phần, vượt giới hạn {partsMax}. Hãy chép bảng sang một tệp mới.',
  'refusal.IMPORT_INFLATED_TOO_LARGE':
    'Tệp nén giãn ra hơn {bytesMax} byte nên không được mở. Hãy chép bảng sang một tệp mới và chỉ giữ các dòng có dữ liệu.',
  'refusal.IMPORT_ROWS_TOO_MANY':
    'Bảng có {rows} dòng, vượt giới hạn {rowsMax} dòng mỗi lần nhập. Hãy tách thành nhiều tệp.',
  'refusal.IMPORT_COLUMNS_TOO_MANY':
    'Bảng có {columns} cột, vượt giới hạn {columnsMax}. Hãy xóa các cột thừa.',
  'refusal.IMPORT_TOO_SLOW':
    'Đọc tệp quá {seconds} giây nên đã dừng. Hãy tách tệp hoặc lưu lại dạng CSV.',
  'refusal.IMPORT_MEMORY_EXCEEDED':
    'Đọc tệp cần hơn {heapMb} MB bộ nhớ nên đã dừng. Hãy tách tệp hoặc lưu lại dạng CSV.',
  'refusal.IMPORT_ENCODING_MIXED':
    'Tệp trộn hai bảng mã: phần đầu là {first}, dòng {row} có {other}. Hãy lưu lại toàn bộ tệp dạng “CSV UTF-8”.',
  'refusal.IMPORT_ENCODING_LEGACY':
    'Dòng {row} dùng bảng mã {encoding}: “{sample}”. Hãy chuyển mã sang Unicode rồi nhập lại.',
  'refusal.IMPORT_ENCODING_UNKNOWN':
    'Không đọc được chữ tiếng Việt ở dòng {row}: “{sample}”. Hãy lưu lại tệp dạng “CSV UTF-8”.',
  'refusal.IMPORT_QUOTE_OPEN':
    'Dấu ngoặc kép mở ở dòng {row} không được đóng. Hãy sửa dòng này rồi nhập lại.',
  'refusal.IMPORT_SHEET_UNKNOWN': 'Tệp có {sheets} trang tính, không có trang thứ {sheet}.',
  'refusal.IMPORT_HEADER_MISSING':
    'Không thấy dòng tiêu đề cột. Dòng tiêu đề nằm trong 30 dòng đầu.',
  'refusal.IMPORT_MAPPING_INVALID':
    'Cách ghép cột không khớp với {columns} cột của tệp, hoặc một mục được ghép hai lần.',
  'refusal.IMPORT_ROWS_MISSING': 'Bảng không có dòng dữ liệu nào dưới dòng tiêu đề.',
  'refusal.IMPORT_REGISTER_CHANGED':
    'Danh mục vừa được người khác sửa trong lúc nhập. Chưa có gì được ghi; hãy kiểm tra lại rồi nhập.',
  'refusal.IMPORT_HAS_ERRORS':
    'Còn {errors} lỗi nên chưa ghi dòng nào. Hãy sửa tệp hoặc cách ghép cột rồi nhập lại.',
} as const satisfies Record<`refusal.${keyof typeof importRefusals}`, string>

import type { reportRefusals } from '#protocol/report-refusals.ts'

/** Sentences about reports and their templates. */
export const reportRefusalTexts = {
  'refusal.REPORT_NOT_FOUND': 'Không tìm thấy báo cáo {id}.',
  'refusal.REPORT_WITHOUT_SNAPSHOT':
    'Kỳ {period} chưa có bản chốt số liệu nên chưa lập được báo cáo. Hãy chốt số liệu của kỳ này trước.',
  'refusal.REPORT_PERIOD_INVALID':
    'Kỳ “{period}” không dùng được cho loại báo cáo này; cần {expected}.',
  'refusal.REPORT_AGENCY_INVALID':
    'Loại báo cáo “{kind}” cần đúng một cơ quan, đơn vị, hoặc không cần cơ quan nào nếu là báo cáo toàn tỉnh.',
  'refusal.REPORT_STATE_INVALID':
    'Báo cáo đang ở trạng thái “{state}” nên không chuyển sang “{to}” được.',
  'refusal.REPORT_BUSY': 'Đang lập {printingMax} báo cáo cùng lúc. Hãy chờ một phút rồi thử lại.',
  'refusal.REPORT_TOO_LARGE':
    'Báo cáo quá lớn: không lập xong trong {seconds} giây với {heapMb} MB bộ nhớ.',
  'refusal.REPORT_DAMAGED':
    'Tệp lưu của báo cáo {id} không còn đúng mã SHA-256 đã ghi ({hash}). Hãy khôi phục từ bản sao lưu.',
  'refusal.PDF_NOT_AVAILABLE':
    'Máy chủ này chưa cài LibreOffice nên không tạo được PDF. Hãy tải tệp .docx và lưu thành PDF bằng Word, hoặc cài libreoffice-writer.',
  'refusal.PDF_FAILED': 'LibreOffice không tạo được PDF: {detail}. Hãy tải tệp .docx.',
  'refusal.PDF_FONT_MISSING':
    'Máy chủ này không có phông tương đương Times New Roman với đủ chữ tiếng Việt (PDF bị trộn phông: {fonts}). Hãy cài fonts-liberation2 hoặc Times New Roman, hoặc tải tệp .docx.',
  'refusal.TEMPLATE_NOT_FOUND': 'Không tìm thấy mẫu báo cáo {id}.',
  'refusal.TEMPLATE_TOO_LARGE':
    'Tệp mẫu có {bytes} byte sau khi giải nén, vượt giới hạn {bytesMax} byte.',
  'refusal.TEMPLATE_NOT_READABLE': 'Không đọc được tệp mẫu, tệp phải là .docx: {detail}.',
  'refusal.TEMPLATE_UNSAFE':
    'Tệp mẫu có phần không được phép (macro, nội dung nhúng hoặc liên kết tự tải) tại {part}. Hãy bỏ phần đó rồi tải lại.',
  'refusal.TEMPLATE_TAG_UNKNOWN':
    'Mẫu dùng thẻ không có: {tags}. Danh sách thẻ có trong mẫu chuẩn tải về.',
  'refusal.TEMPLATE_TAG_BROKEN': 'Dấu ngoặc nhọn của thẻ bị thiếu hoặc thừa tại {place}.',
  'refusal.TEMPLATE_TAG_MISSING':
    'Mẫu thiếu thẻ {tags}: báo cáo phải in nguồn số liệu và các phụ lục để kiểm chứng được. Hãy thêm lại thẻ rồi tải lên.',
  'refusal.TEMPLATE_LOOP_OPEN': 'Vòng lặp {tag} chưa được đóng hoặc đóng sai tại {place}.',
} as const satisfies Record<`refusal.${keyof typeof reportRefusals}`, string>

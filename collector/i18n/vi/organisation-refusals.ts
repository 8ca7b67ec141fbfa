import type { organisationRefusals } from '#protocol/organisation-refusals.ts'

export const organisationRefusalTexts = {
  'refusal.ORGANISATION_DAY_INVALID':
    'Ngày {dayAtMs} không hợp lệ: phải từ {firstAtMs} đến hôm nay ({todayAtMs}). Thay đổi sắp tới được ghi nhận từ ngày có hiệu lực.',
  'refusal.ORGANISATION_DAYS_REVERSED':
    'Ngày cuối {untilAtMs} đứng trước ngày đầu {fromAtMs}. Hãy kiểm tra lại hai ngày.',
  'refusal.ORGANISATION_NOT_STANDING':
    '“{name}” không hoạt động vào ngày {onDayAtMs}. Hãy chọn ngày khác hoặc cơ quan kế thừa.',
  'refusal.ORGANISATION_PARENT_NOT_STANDING':
    '“{name}” trực thuộc “{parent}”, nhưng cơ quan này không hoạt động vào ngày {onDayAtMs}. Hãy chuyển cấp trên hoặc chọn ngày khác.',
  'refusal.ORGANISATION_CYCLE':
    '“{name}” không thể trực thuộc chính mình qua “{parent}”. Hãy chọn cấp trên khác.',
  'refusal.ORGANISATION_CODE_TAKEN':
    'Mã {organisationCode} đang là của “{name}”. Mỗi mã định danh chỉ dùng cho một cơ quan, đơn vị.',
  'refusal.ORGANISATION_SAME': '“{name}” không thể kế thừa chính mình.',
  'refusal.ORGANISATION_HAS_HOSTS':
    '“{name}” còn {hosts} máy tính. Hãy sáp nhập hoặc tách để chuyển máy trước khi kết thúc.',
  'refusal.ORGANISATION_HAS_PARTS':
    '“{name}” còn {parts} đơn vị trực thuộc. Hãy chuyển hoặc kết thúc các đơn vị đó trước.',
  'refusal.ORGANISATION_IN_USE':
    'Không hoàn tác được việc lập “{name}”: đơn vị đã có máy tính, mã đăng ký hoặc số liệu kê khai.',
  'refusal.ORGANISATION_HOST_ELSEWHERE':
    '{hosts} máy đã chọn hiện không thuộc “{name}”. Hãy tải lại danh sách máy.',
  'refusal.ORGANISATION_VERSION_NOT_FOUND':
    'Nội dung này đã được sửa trước đó. Hãy tải lại trang rồi sửa bản mới nhất.',
  'refusal.ORGANISATION_VERSIONS_OVERLAP':
    'Ngày {onDayAtMs} chồng lên một giai đoạn khác của “{name}”. Hãy chọn ngày nằm giữa hai giai đoạn.',
  'refusal.ORGANISATION_NOTHING_TO_UNDO':
    'Chỉ hoàn tác được thay đổi mới nhất còn hiệu lực. Hãy tải lại lịch sử thay đổi.',
  'refusal.ORGANISATION_LIST_INVALID':
    'Danh sách không hợp lệ tại “{detail}”: không tìm thấy cấp trên, cấp trên bị trùng, hoặc quá nhiều dòng.',
  'refusal.ROLE_NOT_FOUND': 'Phân công này đã được sửa trước đó. Hãy tải lại trang.',
  'refusal.EXCLUSION_NOT_FOUND': 'Mục ngoài phạm vi này đã được sửa trước đó. Hãy tải lại trang.',
} as const satisfies Record<`refusal.${keyof typeof organisationRefusals}`, string>

import type { dutyRefusals } from '#protocol/duty-refusals.ts'

/** What is wrong with a step of a report, a check by hand or what is shared. */
export const dutyRefusalTexts = {
  'refusal.OBLIGATION_NOT_FOUND':
    'Không có nghĩa vụ {id}, hoặc nghĩa vụ này không áp dụng cho tỉnh.',
  'refusal.OBLIGATION_NOT_DUE':
    'Nghĩa vụ {id} không có kỳ {period}, hoặc đã hết hiệu lực trước hạn của kỳ đó.',
  'refusal.OBLIGATION_BINDS_ALREADY': 'Nghĩa vụ {id} đã áp dụng cho tỉnh.',
  'refusal.OBLIGATION_DAYS_REVERSED': 'Ngày cuối phải từ ngày bắt đầu trở đi.',
  'refusal.OBLIGATION_RANGE_TOO_LONG': 'Mỗi lần xem được nhiều nhất {days} ngày. Hãy thu hẹp.',
  'refusal.REPORT_SENDER_UNKNOWN': 'Cơ quan, đơn vị {id} không phải gửi báo cáo này.',
  'refusal.REPORT_STEP_NOT_NEXT':
    'Không ghi được bước “{step}”: báo cáo đang ở bước “{stand}”. Hãy tải lại rồi chọn bước kế tiếp.',
  'refusal.REPORT_REASON_MISSING': 'Trả lại báo cáo thì phải ghi lý do.',
  'refusal.REPORT_REASON_UNASKED': 'Chỉ khi trả lại báo cáo mới ghi lý do.',
  'refusal.REPORT_BASIS_MISSING':
    'Anh/chị đang ghi thay cơ quan thì phải ghi văn bản làm căn cứ (số, ngày).',
  'refusal.REPORT_BASIS_UNASKED': 'Chỉ khi ghi thay cơ quan mới ghi văn bản làm căn cứ.',
  'refusal.REPORT_STEP_DAY':
    'Thời điểm {happenedAtMs} không hợp lệ: phải sau bước trước và không ở tương lai.',
  'refusal.REPORT_DRAFT_SAME':
    'Báo cáo này đã được dùng. Báo cáo bị trả lại phải lập dự thảo mới từ bản chốt số liệu.',
  'refusal.HAND_CHECK_NOT_FOUND': 'Không tìm thấy đợt kiểm tra thực tế {id}.',
  'refusal.HAND_CHECK_NO_MACHINES':
    'Chưa có máy nào đã gửi dữ liệu để rút mẫu. Hãy cài phần mềm giám sát an toàn trước.',
  'refusal.HAND_CHECK_FINISHED': 'Đợt kiểm tra này đã kết thúc, không sửa được nữa.',
  'refusal.HAND_CHECK_NOTHING_FOUND': 'Chưa nhập kết quả nào nên chưa kết thúc được.',
  'refusal.HAND_CHECK_NOT_ASKED': 'Phiếu không có máy số {position} với nội dung {control}.',
  'refusal.HAND_CHECK_DAY':
    'Ngày kiểm tra {day} không hợp lệ: phải từ ngày rút mẫu {first} đến hôm nay {last}.',
  'refusal.SHARING_NO_SNAPSHOT': 'Kỳ {period} chưa có bản chốt số liệu nên chưa có gì để chia sẻ.',
} as const satisfies Record<`refusal.${keyof typeof dutyRefusals}`, string>

import type { Role } from '#protocol/access.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { keptForGood, RetentionKind } from '#protocol/retention.ts'

type NoticeTexts = Record<
  | `notice.reads.${ProbeId}`
  | `notice.role.${Role}`
  | `retention.kind.${RetentionKind}`
  | `retention.why.${RetentionKind}`
  | `retention.good.${(typeof keptForGood)[number]}`,
  string
>

/** For how long what is kept, and the notice to staff that is made from it. */
export const retention = {
  'retention.title': 'Lưu giữ dữ liệu',
  'retention.intro':
    'Dữ liệu chi tiết được xóa khi hết thời hạn. Kết luận, danh mục, bản chốt và nhật ký được giữ để số liệu đã báo cáo luôn chứng minh lại được.',
  'retention.deleted': 'Được xóa khi hết thời hạn',
  'retention.kept': 'Được giữ lâu dài',
  'retention.what': 'Dữ liệu',
  'retention.for': 'Giữ trong',
  'retention.decided': 'Quyết định',
  'retention.by-product': 'mặc định của sản phẩm',
  'retention.last': 'Lần xóa gần nhất',
  'retention.last.none': 'chưa xóa gì',
  'retention.last.removed': '{at}, tổng cộng {total} bản ghi',
  'retention.ran': 'Đã xem xét lúc {at}: xóa {removed}',
  'retention.ran.never': 'Chưa tới lần xem xét đầu tiên (2 giờ 20 phút hằng đêm)',
  'retention.days': '{days} ngày',
  'retention.bounds': 'Từ {min} đến {max} ngày',
  'retention.decide': 'Quyết định',
  'retention.decide.title': 'Thời hạn lưu giữ: {name}',
  'retention.decide.label': 'Số ngày',
  'retention.decide.shorter':
    'Thời hạn ngắn hơn hiện nay: đêm tới, dữ liệu cũ hơn {days} ngày sẽ bị xóa và không lấy lại được.',
  'retention.decide.longer': 'Dữ liệu đã xóa trước đây không xuất hiện lại.',
  'retention.kind.endedFacts': 'Dữ liệu chi tiết đã được thay bằng lần đọc mới hơn',
  'retention.why.endedFacts': 'Để giải thích số liệu của năm đã báo cáo.',
  'retention.kind.closedPorts': 'Cổng mạng đã ngừng mở',
  'retention.why.closedPorts': 'Để biết cổng nào mới mở vào một ngày đã qua.',
  'retention.kind.jobRuns': 'Lịch chạy của tác vụ tự động',
  'retention.why.jobRuns': 'Để biết tác vụ nào bị lỡ.',
  'retention.kind.refusedFrames': 'Bản tin bị từ chối của máy tính',
  'retention.why.refusedFrames': 'Để tìm nguyên nhân một máy không gửi được dữ liệu.',
  'retention.kind.endedSessions': 'Phiên đăng nhập đã kết thúc',
  'retention.kind.neighbours': 'Thiết bị thấy trên mạng',
  'retention.kind.emptyDeviceChecks': 'Lần hỏi thiết bị không cho biết gì mới',
  'retention.why.endedSessions': 'Để chủ tài khoản nhận ra phiên lạ.',
  'retention.why.neighbours': 'Để biết thiết bị nào chưa kê khai; giữ lâu hơn thì không cần.',
  'retention.good.verdicts': 'Kết luận của từng máy theo thời gian',
  'retention.good.silences': 'Khoảng thời gian máy không gửi dữ liệu',
  'retention.good.register': 'Danh mục máy tính và nội dung các đơn vị kê khai',
  'retention.good.snapshots': 'Bản chốt số liệu và báo cáo đã lập',
  'retention.good.audit': 'Nhật ký',
  'retention.why.emptyDeviceChecks':
    'Để thấy thiết bị nào lâu không trả lời; lần mới nhất, và lần đầu, lần cuối của mỗi kết quả về mật khẩu mặc định luôn được giữ.',
  'retention.good.device-checks':
    'Văn bản cho phép kiểm tra thiết bị và kết quả nói về mật khẩu mặc định',
  'retention.good.uptime': 'Thời gian hoạt động của máy chủ thu thập',
  'notice.title': 'Thông báo cho cán bộ, công chức',
  'notice.open': 'Thông báo cho cán bộ, công chức',
  'notice.open.why':
    'Một trang để in và niêm yết, lập từ danh sách những gì phần mềm thực sự đọc và thời hạn đang áp dụng.',
  'notice.print': 'In thông báo',
  'notice.body': 'CƠ QUAN, ĐƠN VỊ: …………………………………………',
  'notice.heading': 'THÔNG BÁO',
  'notice.subheading': 'về phần mềm giám sát an toàn trên máy tính của cơ quan',
  'notice.lead':
    'Máy tính của cơ quan được cài phần mềm Khiên để biết máy có được bảo vệ hay không. Phần mềm theo dõi máy, không theo dõi người.',
  'notice.reads': 'Phần mềm đọc gì',
  'notice.reads.line': '{what} Đọc {often} một lần.',
  'notice.often.minutes': '{count} phút',
  'notice.often.hours': '{count} giờ',
  'notice.often.days': '{count} ngày',
  'notice.reads.os': 'Tên máy, tên và phiên bản hệ điều hành.',
  'notice.reads.hardware': 'Hãng, kiểu máy, số sê-ri, bộ nhớ, ổ đĩa và địa chỉ của cạc mạng.',
  'notice.reads.patches': 'Bản vá an toàn còn thiếu và ngày cập nhật gần nhất.',
  'notice.reads.antivirus':
    'Phần mềm phòng chống virus nào được cài, có chạy, còn bản quyền không.',
  'notice.reads.malware':
    'Tên mã độc mà phần mềm phòng chống virus đã ghi nhận, ngày, cách xử lý và nơi phát hiện (phần đường dẫn nói tên người được bỏ).',
  'notice.reads.firewall': 'Tường lửa của máy bật hay tắt.',
  'notice.reads.ports': 'Cổng mạng đang mở và tên chương trình mở cổng.',
  'notice.reads.accounts':
    'Tài khoản trên máy: có mật khẩu hay không, có quyền quản trị hay không. Tên tài khoản của người được thay bằng mã trước khi rời máy.',
  'notice.reads.remote-access':
    'Các cách truy cập máy từ xa đang bật và tên phần mềm điều khiển từ xa.',
  'notice.reads.service-defaults':
    'Đọc cấu hình của các dịch vụ có trên máy (cơ sở dữ liệu, SNMP, FTP, chia sẻ tệp…) xem còn để mặc định hay không; không đọc dữ liệu bên trong, không gửi mật khẩu đi.',
  'notice.reads.agent': 'Phiên bản của chính phần mềm và tài nguyên mà nó dùng.',
  'notice.reads.neighbours':
    'Địa chỉ MAC và địa chỉ IP của thiết bị lân cận mà máy đã biết, chỉ trong mạng của cơ quan đã khai báo trên máy; không dò tìm, không lấy địa chỉ MAC ngẫu nhiên của điện thoại.',
  'notice.never': 'Phần mềm không bao giờ đọc gì',
  'notice.never.passwords': 'Mật khẩu, mã PIN, khóa: không đọc, không gửi, không lưu.',
  'notice.never.contents':
    'Nội dung tệp, thư điện tử, tin nhắn, lịch sử duyệt web, màn hình, bàn phím, máy ảnh, micrô, vị trí.',
  'notice.never.names': 'Tên người dùng máy: chỉ một mã không đọc ngược lại được rời khỏi máy.',
  'notice.never.attendance':
    'Giờ làm việc: thời điểm máy gửi dữ liệu không được dùng để chấm công hay đánh giá cán bộ.',
  'notice.never.control':
    'Phần mềm không nhận lệnh chạy chương trình, mở hay sửa tệp từ máy chủ thu thập.',
  'notice.who': 'Ai được xem',
  'notice.who.line':
    'Chỉ người có tài khoản và vai trò sau; mọi lần đăng nhập, thay đổi và kết xuất đều được ghi nhật ký.',
  'notice.role.administrator': 'Quản trị tỉnh: toàn tỉnh',
  'notice.role.officer': 'Chuyên viên tỉnh: toàn tỉnh',
  'notice.role.agency-head': 'Lãnh đạo cơ quan: cơ quan mình và đơn vị trực thuộc',
  'notice.role.agency-officer': 'Cán bộ CNTT cơ quan: cơ quan mình và đơn vị trực thuộc',
  'notice.role.cert': 'Đội ứng cứu sự cố: phát hiện và máy tính',
  'notice.role.leader': 'Lãnh đạo tỉnh: số liệu và báo cáo',
  'notice.role.auditor': 'Kiểm toán: số liệu và nhật ký',
  'notice.kept': 'Giữ trong bao lâu',
  'notice.kept.line': '{what}: {days} ngày.',
  'notice.kept.good': 'Giữ lâu dài, để chứng minh số liệu đã báo cáo: {what}.',
  'notice.questions': 'Hỏi đáp và yêu cầu',
  'notice.questions.line':
    'Mọi người được xem dữ liệu về máy mình dùng và yêu cầu sửa nếu sai. Liên hệ: ……………………………………………… (cán bộ CNTT của cơ quan).',
  'notice.made': 'Lập từ phiên bản và thiết lập đang áp dụng ngày {date}.',
  'notice.place': '……………, ngày …… tháng …… năm ……',
  'notice.signature': 'THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ',
} as const satisfies NoticeTexts & Record<string, string>

import type { Exposure } from '#protocol/facts/ports.ts'
import type { Detection } from '#protocol/facts/malware.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { Because, Severity, Unknown } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { IndicatorVerdict, IndicatorView } from '#protocol/views.ts'

type WordTexts = Record<
  | `severity.${Severity}`
  | `state.${VerdictState}`
  | `verdict.${IndicatorVerdict}`
  | `missing.${NonNullable<IndicatorView['missing']>}`
  | `because.${Because}`
  | `exposure.${Exposure}`
  | `probe.${ProbeId}`
  | `credentialPart.${'passwords' | 'automatic-logins' | 'sudo' | 'ssh' | 'blank-passwords' | 'factory-passwords'}`
  | `remoteAccessPart.${'smb1' | 'remote-desktop' | 'network-authentication' | 'remote-tools'}`
  | `detectionOutcome.${Exclude<Detection['outcome'], Unknown> | 'unknown'}`
  | `detectionPlace.${'in-no-file' | 'place-unknown'}`
  | `profileUse.${'in-use' | 'not-in-use' | 'use-unknown'}`
  | `setBy.${'by-policy' | 'on-this-machine'}`,
  string
>

/** The words that stand for values. */
export const words = {
  'severity.critical': 'nghiêm trọng',
  'severity.high': 'cao',
  'severity.medium': 'trung bình',
  'severity.low': 'thấp',
  'severity.info': 'thông tin',

  'state.met': 'Đạt',
  'state.unmet': 'Chưa đạt',
  'state.unknown': 'Chưa xác định',
  'state.not-applicable': 'Không áp dụng',

  'verdict.met': 'Đạt',
  'verdict.unmet': 'Chưa đạt',
  'verdict.within-tolerance': 'Đạt trong sai số cho phép',
  'verdict.below-aspiration': 'Chưa đạt mức phấn đấu',
  'verdict.insufficient-data': 'Chưa đủ dữ liệu',
  'verdict.needs-decision': 'Cần quyết định',
  'verdict.not-applicable': 'Không áp dụng',

  'missing.no-declaration': 'Chưa có số liệu kê khai.',
  'missing.unknown-decides': 'Phần chưa xác định đủ để làm thay đổi kết luận.',
  'missing.no-population': 'Chưa có đối tượng nào để tính.',
  'missing.no-tolerance': 'Chỉ tiêu ghi "khoảng" mà chưa có quyết định về sai số cho phép.',

  'missing.setting-undecided': 'Văn bản để ngỏ một cách hiểu mà tỉnh chưa quyết định.',
  'because.not-supported': 'hệ thống này chưa được hỗ trợ',
  'because.not-permitted': 'không có quyền đọc',
  'because.not-readable': 'không đọc được',
  'because.not-understood': 'nội dung đọc được không hiểu được',
  'because.timed-out': 'quá thời gian chờ',
  'because.too-large': 'dữ liệu vượt quá giới hạn',
  'because.tool-missing': 'thiếu công cụ để đọc',
  'because.tool-failed': 'công cụ đọc bị lỗi',
  'because.stale': 'thông tin đã cũ',
  'because.not-recorded': 'bản ghi không có mục này',
  'because.probe-too-slow': 'việc kiểm tra tốn quá nhiều thời gian hoặc bộ nhớ nên tạm bỏ qua',
  'because.too-costly': 'việc kiểm tra quá tốn kém đối với máy này nên không thực hiện',
  'because.not-declared': 'chưa khai báo trên máy này nên không xem',

  'exposure.loopback': 'chỉ trong máy',
  'exposure.link-local': 'trong đoạn mạng nối trực tiếp',
  'exposure.lan': 'trong mạng LAN',
  'exposure.any': 'trên mọi địa chỉ',
  'exposure.public': 'trên địa chỉ công cộng',

  'probe.os': 'hệ điều hành',
  'probe.hardware': 'phần cứng',
  'probe.patches': 'bản vá',
  'probe.antivirus': 'phòng chống virus',
  'probe.malware': 'mã độc đã phát hiện',
  'probe.firewall': 'tường lửa',
  'probe.ports': 'cổng đang nghe',
  'probe.accounts': 'tài khoản',
  'probe.remote-access': 'truy cập từ xa',
  'probe.service-defaults': 'dịch vụ để mặc định',
  'probe.agent': 'phần mềm giám sát an toàn',
  'probe.neighbours': 'thiết bị lân cận trong mạng',

  'credentialPart.passwords': 'tình trạng mật khẩu',
  'credentialPart.automatic-logins': 'thiết lập tự động đăng nhập',
  'credentialPart.sudo': 'quy tắc sudo',
  'credentialPart.ssh': 'cấu hình SSH',
  'credentialPart.blank-passwords': 'việc giới hạn mật khẩu trống',
  'credentialPart.factory-passwords': 'mật khẩu để so với mật khẩu mặc định',

  'remoteAccessPart.smb1': 'trạng thái SMBv1',
  'remoteAccessPart.remote-desktop': 'thiết lập Remote Desktop',
  'remoteAccessPart.network-authentication': 'yêu cầu xác thực mức mạng của Remote Desktop',
  'remoteAccessPart.remote-tools': 'danh sách phần mềm điều khiển từ xa',

  'detectionOutcome.removed': 'đã xóa',
  'detectionOutcome.quarantined': 'đã cách ly',
  'detectionOutcome.blocked': 'đã chặn',
  'detectionOutcome.allowed': 'bị cho phép',
  'detectionOutcome.not-handled': 'chưa xử lý',
  'detectionOutcome.unknown': 'không rõ kết quả xử lý',
  'detectionPlace.in-no-file': 'không nằm trong tệp nào',
  'detectionPlace.place-unknown': 'không rõ vị trí',

  'profileUse.in-use': 'đang dùng',
  'profileUse.not-in-use': 'không dùng đến',
  'profileUse.use-unknown': 'không rõ có đang dùng hay không',
  'setBy.by-policy': 'do chính sách nhóm đặt',
  'setBy.on-this-machine': 'đặt trên máy này',
} as const satisfies WordTexts

import { planRefusals } from './plan-refusals.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { accessRefusalTexts } from './access-refusals.ts'
import { backupRefusalTexts } from './backup-refusals.ts'
import { dutyRefusalTexts } from './duty-refusals.ts'
import { neighbourRefusalTexts } from './neighbour-refusals.ts'
import { hostNoteRefusalTexts } from './host-note-refusals.ts'
import { installRefusalTexts } from './install-refusals.ts'
import { importRefusalTexts } from './import-refusals.ts'
import { organisationRefusalTexts } from './organisation-refusals.ts'
import { peopleRefusalTexts } from './people-refusals.ts'
import { repeatRefusalTexts } from './repeat-refusals.ts'
import { reportRefusalTexts } from './report-refusals.ts'
import { scriptRefusalTexts } from './script-refusals.ts'
import { snapshotRefusals } from './snapshot-refusals.ts'
import { viewRefusalTexts } from './view-refusals.ts'
import { deviceCheckRefusals } from './device-check-refusals.ts'
import { deviceRefusalTexts } from './device-refusals.ts'
import { workRefusalTexts } from './work-refusals.ts'

/** What happened, the value, the limit, and what to do. */
export const refusals = {
  'refusal.FRAME_MALFORMED':
    'Máy chủ không đọc được gói dữ liệu. Hãy kiểm tra phiên bản phần mềm giám sát.',
  'refusal.FRAME_TOO_LARGE':
    'Gói dữ liệu {bytes} byte vượt giới hạn {bytesMax} byte và không được nhận.',
  'refusal.FRAME_UNKNOWN': 'Loại gói dữ liệu “{type}” chưa được hỗ trợ nên đã bị bỏ qua.',
  'refusal.FRAME_NOT_STORABLE':
    'Dữ liệu chứa ký tự mà cơ sở dữ liệu không lưu được (NUL hoặc mã thay thế lẻ).',
  'refusal.FRAME_OUT_OF_SEQUENCE':
    'Gói dữ liệu số {sequence} không đúng thứ tự; số đã nhận gần nhất là {last}.',
  'refusal.READING_INVALID': 'Kết quả kiểm tra “{probe}” không đúng định dạng nên không được nhận.',
  'refusal.READING_TOO_LARGE':
    'Kết quả kiểm tra “{probe}” dài {bytes} byte, vượt giới hạn {bytesMax} byte.',
  'refusal.CLOCK_WRONG':
    'Đồng hồ của máy sai: thời điểm {observed} nằm ngoài khoảng cho phép. Hãy chỉnh lại ngày giờ.',
  'refusal.PROTOCOL_UNSUPPORTED':
    'Phiên bản giao thức {protocol} không được hỗ trợ; máy chủ nhận từ {min} đến {max}. Hãy cập nhật phần mềm giám sát.',
  'refusal.HANDSHAKE_TIMED_OUT':
    'Máy không xác thực trong {limitMs} mili giây nên kết nối bị đóng.',
  'refusal.PROOF_INVALID': 'Không xác thực được khóa của máy. Hãy đăng ký lại máy tính này.',
  'refusal.HOST_UNKNOWN': 'Máy chủ không có máy tính này. Hãy đăng ký lại bằng mã đăng ký mới.',
  'refusal.HOST_REPLACED': 'Một kết nối mới của cùng máy tính đã thay thế kết nối này.',
  'refusal.TOO_MANY_CONNECTIONS': 'Quá nhiều kết nối; hãy thử lại sau {retryAfterMs} mili giây.',
  'refusal.TOO_MANY_FILES':
    'Đang xuất {filesMax} tệp, bằng số tệp được xuất cùng lúc. Hãy thử lại sau {retryAfterSeconds} giây.',
  'refusal.COLLECTOR_BUSY':
    'Máy chủ đang bận; dữ liệu sẽ được gửi lại sau {retryAfterMs} mili giây.',
  'refusal.COLLECTOR_STOPPING': 'Máy chủ đang dừng; phần mềm giám sát sẽ tự kết nối lại.',
  'refusal.TOKEN_UNKNOWN': 'Mã đăng ký không đúng. Hãy sao chép lại toàn bộ chuỗi đăng ký.',
  'refusal.TOKEN_SPENT': 'Mã đăng ký đã dùng hết {usesMax} lượt. Hãy xin mã mới.',
  'refusal.TOKEN_EXPIRED': 'Mã đăng ký đã hết hạn ngày {expiredAtMs}. Hãy xin mã mới.',
  'refusal.TOKEN_REVOKED': 'Mã đăng ký đã bị thu hồi. Hãy xin mã mới.',
  'refusal.JOIN_STRING_INVALID':
    'Chuỗi đăng ký không hợp lệ: có thể bị cắt hoặc gõ nhầm. Chuỗi đúng bắt đầu bằng “khien1.”.',
  'refusal.COLLECTOR_NOT_TRUSTED':
    'Máy chủ tại {address} không phải là máy chủ ghi trong chuỗi đăng ký; không có dữ liệu nào được gửi.',
  'refusal.COLLECTOR_UNREACHABLE': 'Không kết nối được tới máy chủ {address}: {detail}.',
  'refusal.PROXY_UNREACHABLE':
    'Không kết nối được tới proxy {proxy}: {detail}. Hãy kiểm tra KHIEN_PROXY và đường mạng tới proxy.',
  'refusal.PROXY_WANTS_CREDENTIALS':
    'Proxy {proxy} đòi tên và mật khẩu, hoặc không nhận tên và mật khẩu đã đặt (proxy nhận: {schemes}; phần mềm chỉ gửi được Basic). Hãy đặt chúng trong KHIEN_PROXY, hoặc cho máy này đi qua không cần mật khẩu.',
  'refusal.PROXY_NOT_BASIC':
    'Proxy {proxy} chỉ cho qua bằng {schemes}, là cách phần mềm không dùng được. Hãy cho máy này đi tới địa chỉ của máy chủ thu thập mà không phải đăng nhập proxy, hoặc đặt ở giữa một proxy đăng nhập thay cho máy.',
  'refusal.PROXY_REFUSED':
    'Proxy {proxy} không cho mở đường tới {address} (mã {status}). Hãy cho phép CONNECT tới địa chỉ và cổng này.',
  'refusal.PROXY_CANNOT_REACH':
    'Proxy {proxy} không kết nối được tới máy chủ {address} (mã {status}).',
  'refusal.PROXY_NOT_A_PROXY':
    'Proxy {proxy} trả lời bằng thứ không phải máy chủ thu thập, như một trang đăng nhập mạng, hoặc chen vào đường truyền TLS. Không có dữ liệu nào được gửi.',
  'refusal.PROXY_INTERCEPTS':
    'Có thiết bị chen giữa máy này và máy chủ {address} qua proxy {proxy}: chứng thư nhận được do “{issuer}” cấp, không phải của máy chủ thu thập. Hãy loại địa chỉ này khỏi việc kiểm tra TLS. Không có dữ liệu nào được gửi.',
  'refusal.AGENT_NOT_ENROLLED':
    'Máy tính này chưa đăng ký. Hãy chạy: khien-agent enrol <chuỗi đăng ký>.',
  'refusal.AGENT_ALREADY_ENROLLED':
    'Máy tính này đã đăng ký với {address}. Muốn đăng ký nơi khác, hãy chạy khien-agent uninstall trước.',
  'refusal.AGENT_ALREADY_RUNNING':
    'Phần mềm giám sát đang chạy (tiến trình {pid}) với thư mục dữ liệu {folder}.',
  'refusal.REQUEST_INVALID': 'Yêu cầu không hợp lệ: {detail}.',
  'refusal.NOT_SIGNED_IN': 'Bạn chưa đăng nhập hoặc phiên làm việc đã hết hạn.',
  'refusal.SIGN_IN_FAILED': 'Tên đăng nhập hoặc mật khẩu không đúng.',
  'refusal.SIGN_IN_TOO_OFTEN':
    'Đăng nhập sai quá nhiều lần. Hãy thử lại sau {retryAfterSeconds} giây.',
  'refusal.NOT_ALLOWED': 'Tài khoản của bạn không có quyền làm việc này.',
  'refusal.NOT_FOUND': 'Không tìm thấy trang hoặc dữ liệu được yêu cầu.',
  ...viewRefusalTexts,
  ...deviceCheckRefusals,
  ...deviceRefusalTexts,
  ...workRefusalTexts,
  'refusal.CHANGED_MEANWHILE':
    '{by} đã sửa mục này lúc {changedTimeMs}. Nội dung bạn nhập vẫn còn; hãy xem nội dung mới rồi lưu lại.',
  'refusal.HOST_NOT_FOUND': 'Không tìm thấy máy tính {id}.',
  'refusal.HOST_NOT_CONNECTED':
    'Máy tính này hiện không kết nối nên chưa thể kiểm tra lại. Máy sẽ tự gửi dữ liệu khi kết nối.',
  'refusal.AGENCY_NOT_FOUND': 'Không tìm thấy cơ quan, đơn vị {id}.',
  'refusal.AGENCY_NAME_TAKEN': 'Đã có cơ quan, đơn vị tên “{name}”.',
  'refusal.PLAN_NOT_FOUND': 'Không tìm thấy kế hoạch {planId}.',
  'refusal.TOKEN_NOT_FOUND': 'Không tìm thấy mã đăng ký {id}.',
  'refusal.ENTRY_NOT_FOUND': 'Không tìm thấy mục kê khai {id}, hoặc mục đã được rút.',
  'refusal.ENTRY_CODE_TAKEN':
    'Cơ quan, đơn vị đã có một mục cùng loại với mã hoặc tên “{entryCode}”. Hãy sửa mục đó hoặc dùng mã khác.',
  'refusal.ENTRY_DAY_INVALID':
    'Ngày {day} không hợp lệ: ngày có hiệu lực phải từ {first} đến {today}.',
  'refusal.ENTRY_BODY_INVALID': 'Nội dung kê khai chưa hợp lệ: {detail}.',
  'refusal.ENTRY_NOTHING_TO_UNDO':
    'Không còn gì để hoàn tác: các mục này đã được sửa hoặc hoàn tác trước đó.',
  'refusal.MATCH_NOT_POSSIBLE':
    'Không ghép được máy {host} với mục {entryCode}: máy đã được ghép, không thuộc cùng cơ quan, hoặc không cài phần mềm giám sát.',
  ...planRefusals,
  ...scriptRefusalTexts,
  ...snapshotRefusals,
  'refusal.SETTING_UNKNOWN': 'Không có thiết lập {name}. Có phải ý bạn là {nearest}?',
  'refusal.SETTING_INVALID': 'Thiết lập {name} không hợp lệ: {detail}.',
  'refusal.COMMAND_UNKNOWN': 'Không có lệnh “{command}”. Hãy xem --help.',
  'refusal.NODE_TOO_OLD': 'Cần Node {min} trở lên; máy đang dùng Node {version}. Hãy chạy qua npm.',
  'refusal.DATA_DIR_NOT_WRITABLE': 'Không ghi được vào thư mục dữ liệu {folder}: {detail}.',
  'refusal.DATA_DIR_IN_USE': 'Thư mục dữ liệu {folder} đang được tiến trình {pid} sử dụng.',
  'refusal.DATABASE_NOT_OPENED': 'Không mở được cơ sở dữ liệu {database}: {detail}.',
  'refusal.DATABASE_NEWER':
    'Cơ sở dữ liệu {database} thuộc phiên bản mới hơn ({migration}). Hãy dùng phiên bản Khiên mới hơn; dữ liệu không bị thay đổi.',
  'refusal.CERTIFICATE_INVALID': 'Không dùng được chứng thư {file}: {detail}.',
  'refusal.PORT_IN_USE':
    'Cổng {port} đang được chương trình khác sử dụng. Hãy chọn cổng khác bằng KHIEN_PORT.',
  'refusal.PORT_NOT_PERMITTED':
    'Không được phép mở cổng {port}. Hãy chọn cổng khác bằng KHIEN_PORT.',
  'refusal.WEB_NOT_BUILT': 'Chưa có giao diện web. Hãy chạy npm run build.',
  'refusal.INSTALLER_NOT_JOINABLE':
    'Bộ cài không có chỗ để ghi chuỗi đăng ký, hoặc đã mang chuỗi của một cơ quan. Hãy đặt lại tệp .msi gốc của bản phát hành.',
  'refusal.FILE_NOT_READABLE': 'Không đọc được tệp {file}: {detail}.',
  'refusal.FILE_NOT_WRITABLE': 'Không ghi được tệp {file}: {detail}.',
  'refusal.RECORDING_INVALID': 'Tệp {file} không phải bản ghi của khien-agent record: {detail}.',
  'refusal.RELEASE_INVALID': 'Tệp không phải là bản phát hành còn nguyên vẹn: {detail}.',
  'refusal.RELEASE_NOT_TRUSTED':
    'Bản phát hành không do khóa nào trong {keys} khóa ở KHIEN_RELEASE_KEYS ký.',
  'refusal.RELEASE_OLDER': 'Số thứ tự {sequence} không lớn hơn số đang giữ là {held}.',
  'refusal.CATALOGUE_INVALID':
    'Tệp danh mục không đúng định dạng: {detail}. Danh mục đang dùng không bị thay đổi.',
  'refusal.CATALOGUE_NOT_TRUSTED':
    'Chữ ký của danh mục không khớp khóa nào trong {keys} khóa của KHIEN_CATALOGUE_KEYS. Danh mục đang dùng không bị thay đổi.',
  'refusal.CATALOGUE_OLDER':
    'Danh mục số {sequence} không mới hơn bản đang giữ ({held}) nên không được nhận.',
  ...accessRefusalTexts,
  ...backupRefusalTexts,
  ...installRefusalTexts,
  ...dutyRefusalTexts,
  ...hostNoteRefusalTexts,
  ...neighbourRefusalTexts,
  ...importRefusalTexts,
  ...organisationRefusalTexts,
  ...peopleRefusalTexts,
  ...repeatRefusalTexts,
  ...reportRefusalTexts,
} as const satisfies Record<`refusal.${RefusalCode}`, string>

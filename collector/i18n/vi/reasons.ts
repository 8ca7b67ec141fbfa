import type { ControlId, ReasonKey } from '#protocol/controls.ts'
import type { Exposure } from '#protocol/facts/ports.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { Because, Severity, VerdictState } from '#protocol/values.ts'
import type { IndicatorVerdict, IndicatorView } from '#protocol/views.ts'

type ReasonTexts = Record<`reason.${ReasonKey}`, string>
type ControlTexts = Record<`control.${ControlId}.${'name' | 'question' | 'remedy'}`, string>
type WordTexts = Record<
  | `severity.${Severity}`
  | `state.${VerdictState}`
  | `verdict.${IndicatorVerdict}`
  | `missing.${NonNullable<IndicatorView['missing']>}`
  | `because.${Because}`
  | `exposure.${Exposure}`
  | `probe.${ProbeId}`
  | `credentialPart.${'passwords' | 'automatic-logins' | 'sudo' | 'ssh'}`,
  string
>

/** Why a verdict is as it is, what each control asks, and the words that stand for values. */
export const reasons = {
  'reason.not-looked': 'Máy chưa gửi thông tin về {probe}.',
  'reason.could-not-look': 'Không đọc được {probe}: {because}.',
  'reason.host-silent':
    'Chưa nhận được dữ liệu của máy này kể từ ngày {lastReceivedAtMs}, nên không biết hiện trạng.',
  'reason.host-never-reported': 'Máy đã đăng ký nhưng chưa gửi dữ liệu lần nào.',
  'reason.container-shares-host':
    'Máy này là container: gói tin đến do máy chủ chứa nó lọc, ở đây không nhìn thấy.',
  'reason.av-running': '{product} đang bảo vệ theo thời gian thực.',
  'reason.av-none': 'Không tìm thấy phần mềm phòng chống virus nào.',
  'reason.av-off': '{product} có cài đặt nhưng đang tắt.',
  'reason.av-on-demand-only':
    '{product} đang chạy nhưng chỉ quét khi được gọi; bảo vệ thời gian thực đang tắt.',
  'reason.av-snoozed': '{product} đang bị tạm dừng bảo vệ.',
  'reason.av-expired': '{product} đã hết hạn nên không còn bảo vệ.',
  'reason.av-passive': '{product} chạy ở chế độ thụ động, không tự chặn mã độc.',
  'reason.av-state-unknown': 'Không xác định được {product} có đang bảo vệ hay không: {because}.',
  'reason.av-current': 'Mẫu nhận diện của {product} là bản ngày {signaturesAtMs}.',
  'reason.av-signatures-old':
    'Mẫu nhận diện của {product} là bản ngày {signaturesAtMs}, cũ quá {daysMax} ngày.',
  'reason.av-signatures-unknown': 'Không đọc được ngày của mẫu nhận diện của {product}: {because}.',
  'reason.av-signatures-in-future':
    'Mẫu nhận diện của {product} mang ngày {signaturesAtMs}, muộn hơn hiện tại: đồng hồ của máy có thể sai.',
  'reason.av-without-signatures': '{product} không dùng mẫu nhận diện.',
  'reason.av-licensed': '{product} có bản quyền còn hiệu lực.',
  'reason.av-licence-expired': 'Bản quyền của {product} hết hạn ngày {validUntilAtMs}.',
  'reason.av-licence-not-valid': 'Bản quyền của {product} không có hiệu lực.',
  'reason.av-licence-free':
    '{product} là phần mềm miễn phí; có tính là "có bản quyền" hay không là do tỉnh quyết định.',
  'reason.av-licence-built-in':
    '{product} đi kèm hệ điều hành; có tính là "có bản quyền" hay không là do tỉnh quyết định.',
  'reason.av-licence-unknown': 'Không xác định được bản quyền của {product}: {because}.',
  'reason.av-protected': '{product} đang bảo vệ theo thời gian thực và mẫu nhận diện còn mới.',
  'reason.av-not-in-catalogue':
    '{product} chưa có trong danh mục sản phẩm, chỉ biết những gì máy báo về.',
  'reason.patched': 'Đã cài mọi bản vá bảo mật có trong danh sách của nhà phát hành.',
  'reason.patches-pending': 'Còn thiếu {count} bản vá bảo mật.',
  'reason.patches-pending-packages': 'Gói cần cập nhật: {packages}.',
  'reason.patches-lists-stale':
    'Danh sách bản vá được tải lần cuối ngày {fetchedAtMs}, cũ quá {daysMax} ngày hoặc đã quá hạn dùng: không thể nói là đã vá.',
  'reason.patches-lists-missing':
    'Máy không khai báo nguồn bản vá bảo mật nào nên không thể biết còn thiếu bản vá hay không.',
  'reason.patches-lists-unknown': 'Không đọc được danh sách bản vá bảo mật: {because}.',
  'reason.patches-list-undated':
    'Danh sách bản vá {list} không có ngày tải, hoặc mang ngày trong tương lai.',
  'reason.patches-unknown': 'Không xác định được còn thiếu bản vá bảo mật hay không: {because}.',
  'reason.patches-after-reboot': 'Đã cài mọi bản vá bảo mật; cần khởi động lại để có hiệu lực.',
  'reason.os-support-ended-no-patches':
    '{name} đã hết thời hạn hỗ trợ từ sau ngày {lastDayAtMs}: không còn bản vá bảo mật nào được phát hành.',
  'reason.os-supported': '{name} được hỗ trợ đến hết ngày {lastDayAtMs}.',
  'reason.os-supported-extended':
    '{name} đã hết hỗ trợ tiêu chuẩn, được hỗ trợ mở rộng theo chương trình {program} đến hết ngày {lastDayAtMs}.',
  'reason.os-support-ended': '{name} đã hết thời hạn hỗ trợ từ sau ngày {lastDayAtMs}.',
  'reason.os-not-in-catalogue': '{name} chưa có trong danh mục thời hạn hỗ trợ.',
  'reason.os-support-program-unknown':
    '{name} đã hết hỗ trợ tiêu chuẩn sau ngày {lastDayAtMs}; không xác định được máy có chương trình {program} hay không.',
  'reason.firewall-on': 'Tường lửa của máy đang lọc gói tin đến, theo các luật đã nạp.',
  'reason.firewall-off': 'Không có luật nào lọc gói tin đến máy này.',
  'reason.firewall-unit-without-rules':
    '{tool} được bật nhưng chưa nạp luật nào: gói tin vẫn đi qua.',
  'reason.firewall-unknown': 'Không xác định được trạng thái tường lửa: {because}.',
  'reason.firewall-profile-off': 'Tường lửa đang tắt ở hồ sơ mạng {profile}.',
  'reason.firewall-accepts-by-default': 'Gói tin không có luật nào nói đến thì được nhận.',
  'reason.firewall-rules-loaded': '{tool}: {count} luật cho gói tin đến đã được nạp.',
  'reason.credentials-clean':
    'Không thấy cách đăng nhập hay chiếm quyền quản trị mà không cần mật khẩu.',
  'reason.account-empty-password': 'Tài khoản {account} đăng nhập được với mật khẩu trống.',
  'reason.account-automatic-login': 'Tài khoản quản trị {account} tự động đăng nhập ({source}).',
  'reason.account-automatic-login-unlisted':
    'Tài khoản {account} tự động đăng nhập ({source}); không xác định được có quyền quản trị hay không.',
  'reason.account-automatic-login-ordinary':
    'Tài khoản thường {account} tự động đăng nhập ({source}).',
  'reason.account-passwordless-sudo':
    '{account} được chạy mọi lệnh với quyền quản trị mà không cần mật khẩu.',
  'reason.account-narrow-sudo':
    '{account} được chạy một số lệnh nhất định với quyền quản trị mà không cần mật khẩu.',
  'reason.ssh-empty-passwords': 'Máy chủ SSH cho phép đăng nhập với mật khẩu trống.',
  'reason.credentials-unknown': 'Không đọc được {part}: {because}.',
  'reason.credentials-list-cut':
    'Chỉ nhận được {shown} trong {total} tài khoản, nên không thể nói là không có vấn đề.',
  'reason.ports-clean': 'Không có dịch vụ rủi ro nào mở ra ngoài máy ({total} cổng đang nghe).',
  'reason.ports-exposed': 'Tường lửa tắt và có dịch vụ rủi ro mở ra ngoài máy: {services}.',
  'reason.ports-exposed-if-allowed':
    'Có dịch vụ rủi ro nghe ra ngoài máy: {services}. Tường lửa đang bật nhưng chưa xét được luật có chặn hay không.',
  'reason.ports-firewall-unknown':
    'Có dịch vụ rủi ro nghe ra ngoài máy: {services}. Không biết tường lửa có bật hay không.',
  'reason.ports-list-cut':
    'Chỉ nhận được {shown} trong {total} cổng đang nghe, nên không thể nói là không có vấn đề.',
  'reason.port-risky': '{service}: cổng {port}/{transport}, mở {exposure}.',
  'reason.port-risky-program':
    '{service}: cổng {port}/{transport}, mở {exposure}, do {program} giữ.',
  'reason.ports-unknown': 'Không đọc được danh sách cổng đang nghe: {because}.',
  'reason.reporting': 'Máy đang gửi dữ liệu.',
  'reason.reporting-silent': 'Máy chưa gửi dữ liệu kể từ ngày {lastReceivedAtMs}.',
  'reason.reporting-never': 'Máy đã đăng ký nhưng chưa gửi dữ liệu lần nào.',

  'control.antivirus-running.name': 'Phần mềm phòng chống virus đang bảo vệ',
  'control.antivirus-running.question':
    'Máy có phần mềm phòng chống virus đang bảo vệ theo thời gian thực không?',
  'control.antivirus-running.remedy':
    'Bật bảo vệ thời gian thực. Với ClamAV: bật clamav-daemon và clamav-clamonacc rồi khai báo OnAccessIncludePath. Nếu sản phẩm đã hết hạn thì gia hạn hoặc thay sản phẩm khác.',
  'control.antivirus-current.name': 'Mẫu nhận diện được cập nhật',
  'control.antivirus-current.question':
    'Mẫu nhận diện của phần mềm phòng chống virus có còn mới không?',
  'control.antivirus-current.remedy':
    'Kiểm tra máy có kết nối được tới máy chủ cập nhật, rồi cập nhật mẫu nhận diện. Với ClamAV: bật clamav-freshclam và chạy freshclam.',
  'control.antivirus-licensed.name': 'Phần mềm phòng chống virus có bản quyền',
  'control.antivirus-licensed.question':
    'Máy có cài phần mềm phòng chống virus có bản quyền còn hiệu lực không?',
  'control.antivirus-licensed.remedy':
    'Cấp giấy phép bản quyền cho máy hoặc gia hạn giấy phép đã hết. Nếu máy dùng phần mềm miễn phí hoặc đi kèm hệ điều hành, tỉnh cần quyết định có tính là "có bản quyền" hay không.',
  'control.protected.name': 'Được bảo vệ trước virus, mã độc',
  'control.protected.question':
    'Có một giải pháp phòng, chống virus, mã độc vừa đang chạy vừa được cập nhật không?',
  'control.protected.remedy':
    'Bật bảo vệ thời gian thực và cập nhật mẫu nhận diện của cùng một sản phẩm.',
  'control.patched.name': 'Đã cài bản vá bảo mật',
  'control.patched.question': 'Máy đã cài mọi bản vá bảo mật mà nhà phát hành đã đưa ra chưa?',
  'control.patched.remedy':
    'Cập nhật danh sách và cài bản vá: "apt update && apt upgrade" hoặc "dnf upgrade --security"; trên Windows dùng Windows Update. Bật tự động cập nhật và khởi động lại khi được yêu cầu. Hệ điều hành hết hỗ trợ thì phải nâng cấp.',
  'control.os-supported.name': 'Hệ điều hành còn được hỗ trợ',
  'control.os-supported.question':
    'Hệ điều hành của máy có còn được phát hành bản vá bảo mật không?',
  'control.os-supported.remedy':
    'Nâng cấp lên phiên bản còn hỗ trợ, hoặc mua chương trình hỗ trợ mở rộng và kích hoạt trên máy.',
  'control.firewall-on.name': 'Tường lửa của máy đang bật',
  'control.firewall-on.question': 'Máy có đang lọc gói tin đến không?',
  'control.firewall-on.remedy':
    'Bật tường lửa và nạp luật: "ufw enable", hoặc bật firewalld hay nftables với chính sách mặc định là chặn; trên Windows bật Windows Defender Firewall cho cả ba hồ sơ mạng. Nhớ cho phép cổng quản trị trước khi bật từ xa.',
  'control.no-default-credentials.name': 'Không có tài khoản bỏ ngỏ',
  'control.no-default-credentials.question':
    'Có ai đăng nhập hoặc chiếm quyền quản trị được mà không cần mật khẩu không?',
  'control.no-default-credentials.remedy':
    'Đặt mật khẩu hoặc khóa tài khoản ("passwd -l"), tắt tự động đăng nhập, bỏ NOPASSWD: ALL trong sudoers, đặt PermitEmptyPasswords no trong sshd_config.',
  'control.no-exposed-services.name': 'Không mở dịch vụ rủi ro',
  'control.no-exposed-services.question': 'Có dịch vụ rủi ro nào mở ra ngoài máy không?',
  'control.no-exposed-services.remedy':
    'Tắt dịch vụ không dùng, hoặc cho nó chỉ nghe trên 127.0.0.1, hoặc chặn cổng trên tường lửa và chỉ mở cho địa chỉ cần thiết.',
  'control.reporting.name': 'Đang gửi dữ liệu',
  'control.reporting.question': 'Máy có gửi dữ liệu trong thời hạn quy định không?',
  'control.reporting.remedy':
    'Bật máy, kiểm tra kết nối mạng tới máy chủ thu thập và chạy "khien-agent status" để xem nguyên nhân.',

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
  'verdict.needs-decision': 'Xấp xỉ, cần quyết định',
  'verdict.not-applicable': 'Không áp dụng',

  'missing.no-declaration': 'Chưa có số liệu kê khai.',
  'missing.unknown-decides': 'Số máy chưa xác định đủ để làm thay đổi kết luận.',
  'missing.no-population': 'Chưa có máy nào để tính.',
  'missing.no-tolerance': 'Chỉ tiêu ghi "khoảng" mà chưa có quyết định về sai số cho phép.',

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

  'exposure.loopback': 'chỉ trong máy',
  'exposure.link-local': 'trong đoạn mạng nối trực tiếp',
  'exposure.lan': 'trong mạng LAN',
  'exposure.any': 'trên mọi địa chỉ',
  'exposure.public': 'trên địa chỉ công cộng',

  'probe.os': 'hệ điều hành',
  'probe.hardware': 'phần cứng',
  'probe.patches': 'bản vá',
  'probe.antivirus': 'phòng chống virus',
  'probe.firewall': 'tường lửa',
  'probe.ports': 'cổng đang nghe',
  'probe.accounts': 'tài khoản',
  'probe.agent': 'phần mềm giám sát an toàn',

  'credentialPart.passwords': 'tình trạng mật khẩu',
  'credentialPart.automatic-logins': 'thiết lập tự động đăng nhập',
  'credentialPart.sudo': 'quy tắc sudo',
  'credentialPart.ssh': 'cấu hình SSH',
} as const satisfies ReasonTexts & ControlTexts & WordTexts

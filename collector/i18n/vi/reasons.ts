import type { ReasonKey } from '#protocol/controls.ts'

/** Why a verdict is as it is. */
export const reasons = {
  'reason.not-looked': 'Máy chưa gửi thông tin về {probe}.',
  'reason.could-not-look': 'Không đọc được {probe}: {because}.',
  'reason.host-silent':
    'Chưa nhận được dữ liệu của máy này kể từ ngày {lastReceivedAtMs}, nên không biết hiện trạng.',
  'reason.host-never-reported': 'Máy đã đăng ký nhưng chưa gửi dữ liệu lần nào.',
  'reason.container-shares-host':
    'Máy này là container: gói tin đến do máy chủ chứa nó lọc, ở đây không nhìn thấy.',
  'reason.clock-far-off':
    'Đồng hồ của máy lệch xa so với máy chủ thu thập (lần kiểm tra ghi ngày {observedAtMs}), nên ngày tháng máy báo về không dùng được.',
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
  'reason.av-current-by-self':
    '{product} tự báo mẫu nhận diện còn mới; sản phẩm không cho biết ngày.',
  'reason.av-signatures-old-by-self': '{product} tự báo mẫu nhận diện chưa cập nhật.',
  'reason.malware-none':
    'Mọi phần mềm phòng chống virus đều đọc được nhật ký và không ghi nhận mã độc nào trong 30 ngày.',
  'reason.malware-all-handled':
    'Có {count} lần phát hiện mã độc trong 30 ngày, tất cả đã được xử lý.',
  'reason.malware-not-handled':
    'Có {count} lần phát hiện mã độc chưa được xử lý hoặc bị cho phép ({products}).',
  'reason.malware-outcome-unknown':
    '{product} đã phát hiện {threat}; không biết kết quả xử lý: {because}.',
  'reason.malware-record-unread':
    'Không đọc được nhật ký phát hiện mã độc của {product}: {because}.',
  'reason.malware-detected': '{detectedAtMs}: {product} phát hiện {threat} ({place}), {outcome}.',
  'reason.malware-list-cut':
    'Chỉ nhận được {shown} trong {total} lần phát hiện, nên không thể nói là đã xử lý hết.',
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
  'reason.patches-windows-current':
    'Đã cài bản cập nhật tích lũy ngày {installedAtMs}; từ đó chưa bỏ lỡ kỳ vá nào quá thời gian cho phép.',
  'reason.patches-windows-due':
    'Bản cập nhật tích lũy gần nhất cài ngày {installedAtMs}, còn thiếu {count} kỳ vá hằng tháng của Microsoft.',
  'reason.patches-windows-behind':
    'Bản cập nhật tích lũy gần nhất cài ngày {installedAtMs}, đã bỏ lỡ {count} kỳ vá hằng tháng của Microsoft.',
  'reason.patches-windows-behind-fleet':
    'Máy ở bản {version}, trong khi các máy khác đã có bản {newest} từ ngày {sinceAtMs}.',
  'reason.patches-windows-undated':
    'Không xác định được ngày cài bản cập nhật tích lũy gần nhất của Windows: {because}.',
  'reason.patches-search-old':
    'Windows tìm bản cập nhật lần cuối ngày {searchedAtMs}, quá {daysMax} ngày.',
  'reason.patches-weak-reboot-signs':
    'Có tệp chờ đổi tên khi khởi động lại; trình cài đặt nào cũng có thể để lại dấu này.',
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
  'reason.firewall-profile-off': 'Tường lửa đang tắt ở hồ sơ mạng {profile} ({use}, {setBy}).',
  'reason.firewall-accepts-by-default': 'Gói tin không có luật nào nói đến thì được nhận.',
  'reason.firewall-rules-loaded': '{tool}: {count} luật cho gói tin đến đã được nạp.',
  'reason.credentials-clean':
    'Không thấy cách đăng nhập hay chiếm quyền quản trị mà không cần mật khẩu.',
  'reason.account-empty-password': 'Tài khoản {account} đăng nhập được với mật khẩu trống.',
  'reason.account-password-not-required':
    'Windows cho phép tài khoản {account} dùng mật khẩu trống; có trống hay không thì không thử.',
  'reason.account-automatic-login-stored-password':
    'Tài khoản {account} tự động đăng nhập ({source}) và mật khẩu nằm trên máy dưới dạng đọc được.',
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
  'reason.account-factory-password':
    'Tài khoản {account} vẫn dùng mật khẩu mặc định của nhà sản xuất (quy tắc {rule}): đổi mật khẩu ngay.',
  'reason.factory-password-unknown':
    'Không so sánh được mật khẩu của tài khoản {account} với mật khẩu mặc định: {because}.',
  'reason.factory-passwords-changed':
    'Mật khẩu của {accounts} không trùng mật khẩu mặc định nào trong bộ quy tắc {rules}.',
  'reason.credentials-unknown': 'Không đọc được {part}: {because}.',
  'reason.account-guest-enabled':
    'Tài khoản khách (Guest) của Windows đang bật: tắt bằng "net user Guest /active:no".',
  'reason.blank-passwords-from-network':
    'Windows cho tài khoản có mật khẩu trống đăng nhập từ mạng: đặt LimitBlankPasswordUse = 1.',
  'reason.laps-none': 'Mật khẩu quản trị cục bộ không do LAPS quản lý.',
  'reason.credentials-list-cut':
    'Chỉ nhận được {shown} trong {total} tài khoản, nên không thể nói là không có vấn đề.',
  'reason.service-open': '{service}: {opening}, mở {exposure}; ai vào được thì {opens} ({where}).',
  'reason.service-open-little':
    '{service}: {opening}, mở {exposure}; ai vào được thì {opens} ({where}). Rủi ro thấp nên không tính là chưa đạt.',
  'reason.service-open-idle': '{service}: {opening}, nhưng dịch vụ hiện không chạy.',
  'reason.service-factory-password':
    '{service}: tài khoản quản trị vẫn dùng mật khẩu mặc định (quy tắc {rule}), mở {exposure} ({where}): đổi mật khẩu ngay.',
  'reason.service-first-password':
    '{service}: cấu hình ({where}) không cho biết mật khẩu quản trị mặc định đã được đổi hay chưa.',
  'reason.service-reach-unknown': '{service}: {opening}; không biết mở đến đâu: {because}.',
  'reason.service-unknown': '{service}: không xem được cấu hình: {because}.',
  'reason.services-closed': 'Đã xem cấu hình, không để ngỏ mặc định: {services}.',
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
  'reason.remote-access-safe':
    'Không thấy cách truy cập từ xa nào để ngỏ: SMBv1 tắt, Remote Desktop tắt hoặc có xác thực mức mạng.',
  'reason.remote-smb1-on':
    'Máy đang phục vụ SMBv1, giao thức chia sẻ tệp mà mã độc WannaCry đã lợi dụng.',
  'reason.remote-desktop-without-nla':
    'Remote Desktop (cổng {port}) không yêu cầu xác thực mức mạng (NLA).',
  'reason.remote-desktop-with-nla':
    'Remote Desktop (cổng {port}) bật và yêu cầu xác thực mức mạng (NLA).',
  'reason.remote-access-unknown': 'Không đọc được {part}: {because}.',
  'reason.remote-tool-running': 'Phần mềm điều khiển từ xa {tool} đang chạy.',
  'reason.remote-tool-installed': 'Có cài phần mềm điều khiển từ xa {tool}.',
  'reason.reporting': 'Máy đang gửi dữ liệu.',
  'reason.reporting-silent': 'Máy chưa gửi dữ liệu kể từ ngày {lastReceivedAtMs}.',
  'reason.reporting-never': 'Máy đã đăng ký nhưng chưa gửi dữ liệu lần nào.',
} as const satisfies Record<`reason.${ReasonKey}`, string>

import type { ControlId } from '#protocol/controls.ts'

type ControlTexts = Record<`control.${ControlId}.${'name' | 'question' | 'remedy'}`, string>

/** What each control asks, and what to do where its answer is no. */
export const controls = {
  'control.antivirus-running.name': 'Phần mềm phòng chống virus đang bảo vệ',
  'control.antivirus-running.question':
    'Máy có phần mềm phòng chống virus đang bảo vệ theo thời gian thực không?',
  'control.antivirus-running.remedy':
    'Windows: mở Windows Security (hoặc chương trình của hãng) và bật bảo vệ thời gian thực; sản phẩm đang tạm dừng thì bật lại, đã hết hạn thì gia hạn hoặc thay sản phẩm khác. Linux: bật dịch vụ của sản phẩm; với ClamAV bật clamav-daemon và clamav-clamonacc rồi khai báo OnAccessIncludePath.',
  'control.antivirus-current.name': 'Mẫu nhận diện được cập nhật',
  'control.antivirus-current.question':
    'Mẫu nhận diện của phần mềm phòng chống virus có còn mới không?',
  'control.antivirus-current.remedy':
    'Kiểm tra máy có kết nối được tới máy chủ cập nhật, rồi cập nhật mẫu nhận diện. Windows: cập nhật trong chương trình của hãng; với Microsoft Defender dùng Windows Update hoặc "Update-MpSignature". Linux: với ClamAV bật clamav-freshclam và chạy "freshclam".',
  'control.antivirus-licensed.name': 'Phần mềm phòng chống virus có bản quyền',
  'control.antivirus-licensed.question':
    'Máy có cài phần mềm phòng chống virus có bản quyền còn hiệu lực không?',
  'control.antivirus-licensed.remedy':
    'Cấp giấy phép bản quyền cho máy hoặc gia hạn giấy phép đã hết. Nếu máy dùng phần mềm miễn phí hoặc đi kèm hệ điều hành, tỉnh cần quyết định có tính là "có bản quyền" hay không.',
  'control.protected.name': 'Được bảo vệ trước virus, mã độc',
  'control.protected.question':
    'Có một giải pháp phòng, chống virus, mã độc vừa đang chạy vừa được cập nhật không?',
  'control.protected.remedy':
    'Trên Windows và Linux: bật bảo vệ thời gian thực và cập nhật mẫu nhận diện của cùng một sản phẩm; hai sản phẩm mỗi cái một nửa thì chưa phải là được bảo vệ.',
  'control.malware-handled.name': 'Mã độc phát hiện đã được xử lý',
  'control.malware-handled.question':
    'Mã độc mà phần mềm phòng chống virus phát hiện trong 30 ngày đã được xử lý hết chưa?',
  'control.malware-handled.remedy':
    'Quét toàn bộ máy và cho phần mềm phòng chống virus xóa hoặc cách ly mã độc; bỏ các ngoại lệ đã cho phép nhầm (Windows: Windows Security, mục Protection history và Allowed threats; Linux: với ClamAV "clamscan -r --move=THƯ_MỤC"). Nếu nghi đã lây lan thì ngắt mạng máy và báo đầu mối ứng cứu sự cố.',
  'control.patched.name': 'Đã cài bản vá bảo mật',
  'control.patched.question': 'Máy đã cài mọi bản vá bảo mật mà nhà phát hành đã đưa ra chưa?',
  'control.patched.remedy':
    'Windows: chạy Windows Update (hoặc duyệt bản cập nhật trên máy chủ WSUS) cho đến khi bản cập nhật tích lũy mới nhất được cài, rồi khởi động lại. Linux: "apt update && apt upgrade", "dnf upgrade --security" hoặc "zypper patch". Bật tự động cập nhật. Hệ điều hành hết hỗ trợ thì phải nâng cấp.',
  'control.os-supported.name': 'Hệ điều hành còn được hỗ trợ',
  'control.os-supported.question':
    'Hệ điều hành của máy có còn được phát hành bản vá bảo mật không?',
  'control.os-supported.remedy':
    'Nâng cấp lên phiên bản còn hỗ trợ, hoặc mua chương trình hỗ trợ mở rộng và kích hoạt trên máy (Windows: ESU; Ubuntu: "pro attach"). Kích hoạt bản quyền Windows không kéo dài thời hạn hỗ trợ.',
  'control.firewall-on.name': 'Tường lửa của máy đang bật',
  'control.firewall-on.question': 'Máy có đang lọc gói tin đến không?',
  'control.firewall-on.remedy':
    'Windows: bật Windows Defender Firewall cho cả ba hồ sơ mạng; nếu chính sách nhóm đang tắt thì sửa chính sách. Linux: bật và nạp luật bằng "ufw enable", hoặc bật firewalld hay nftables với chính sách mặc định là chặn. Nhớ cho phép cổng quản trị trước khi bật từ xa.',
  'control.no-default-credentials.name': 'Không có tài khoản bỏ ngỏ',
  'control.no-default-credentials.question':
    'Có ai đăng nhập hoặc chiếm quyền quản trị được mà không cần mật khẩu không?',
  'control.no-default-credentials.remedy':
    'Windows: đặt mật khẩu hoặc vô hiệu hóa tài khoản, "net user TÊN /passwordreq:yes", tắt tự động đăng nhập và xóa DefaultPassword trong khóa Winlogon. Linux: đặt mật khẩu hoặc khóa tài khoản ("passwd -l"), tắt tự động đăng nhập, bỏ NOPASSWD: ALL trong sudoers, đặt PermitEmptyPasswords no trong sshd_config.',
  'control.no-exposed-services.name': 'Không mở dịch vụ rủi ro',
  'control.no-exposed-services.question': 'Có dịch vụ rủi ro nào mở ra ngoài máy không?',
  'control.no-exposed-services.remedy':
    'Tắt dịch vụ không dùng (Windows: services.msc; Linux: "systemctl disable --now"), hoặc cho nó chỉ nghe trên 127.0.0.1, hoặc chặn cổng trên tường lửa và chỉ mở cho địa chỉ cần thiết.',
  'control.remote-access-safe.name': 'Truy cập từ xa an toàn',
  'control.remote-access-safe.question':
    'Các cách truy cập máy từ xa (SMBv1, Remote Desktop) có để ngỏ không?',
  'control.remote-access-safe.remedy':
    'Windows: gỡ SMBv1 ("Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol", máy chủ: "Set-SmbServerConfiguration -EnableSMB1Protocol $false"); tắt Remote Desktop nếu không dùng, nếu dùng thì bật yêu cầu xác thực mức mạng (NLA). Linux: đặt "server min protocol = SMB2" trong smb.conf; chỉ mở xrdp qua VPN. Gỡ phần mềm điều khiển từ xa mà cơ quan không dùng.',
  'control.reporting.name': 'Đang gửi dữ liệu',
  'control.reporting.question': 'Máy có gửi dữ liệu trong thời hạn quy định không?',
  'control.reporting.remedy':
    'Bật máy, kiểm tra kết nối mạng tới máy chủ thu thập và chạy "khien-agent status" để xem nguyên nhân.',
} as const satisfies ControlTexts

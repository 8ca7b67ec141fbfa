import type { RemedyId } from '#protocol/remedies.ts'

type RemedyTexts = Record<`remedy.${RemedyId}.${'name' | 'steps'}`, string>

/** What somebody does to put a verdict right, and how. */
export const remedies = {
  'remedy.secure-accounts.name': 'Đổi mật khẩu mặc định, đóng tài khoản bỏ ngỏ',
  'remedy.secure-accounts.steps':
    'Windows: đặt mật khẩu hoặc vô hiệu hóa tài khoản, "net user TÊN /passwordreq:yes", tắt tự động đăng nhập và xóa DefaultPassword trong khóa Winlogon. Linux: đổi mật khẩu mặc định ("passwd TÊN", gõ mật khẩu mới hai lần) hoặc khóa tài khoản ("passwd -l TÊN"), tắt tự động đăng nhập, bỏ NOPASSWD: ALL trong sudoers, đặt PermitEmptyPasswords no trong sshd_config.',
  'remedy.secure-services.name': 'Đóng dịch vụ để mặc định',
  'remedy.secure-services.steps':
    'Mở mục "Dịch vụ để mặc định" của máy để xem từng dịch vụ, tệp và dòng cấu hình cùng cách sửa. Windows: đổi chuỗi cộng đồng SNMP và bỏ "public" (services.msc, SNMP Service, thẻ Security), bật đòi mật khẩu của VNC, tắt đăng nhập ẩn danh của trang FTP trong IIS. Linux: đặt mật khẩu hoặc bật xác thực của dịch vụ, cho nó chỉ nghe trên 127.0.0.1 nếu chỉ dùng trong máy, rồi khởi động lại dịch vụ. Dịch vụ không dùng thì tắt hẳn.',
  'remedy.remove-malware.name': 'Xử lý mã độc còn tồn tại',
  'remedy.remove-malware.steps':
    'Quét toàn bộ máy và cho phần mềm phòng chống virus xóa hoặc cách ly mã độc; bỏ các ngoại lệ đã cho phép nhầm (Windows: Windows Security, mục Protection history và Allowed threats; Linux: với ClamAV "clamscan -r --move=THƯ_MỤC"). Nếu nghi đã lây lan thì ngắt mạng máy và báo đầu mối ứng cứu sự cố.',
  'remedy.close-services.name': 'Đóng cổng dịch vụ nguy hiểm',
  'remedy.close-services.steps':
    'Tắt dịch vụ không dùng (Windows: services.msc; Linux: "systemctl disable --now"), hoặc cho nó chỉ nghe trên 127.0.0.1, hoặc chặn cổng trên tường lửa và chỉ mở cho địa chỉ cần thiết.',
  'remedy.secure-remote-access.name': 'Khóa các lối truy cập từ xa để ngỏ',
  'remedy.secure-remote-access.steps':
    'Windows: gỡ SMBv1 ("Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol", máy chủ: "Set-SmbServerConfiguration -EnableSMB1Protocol $false"); tắt Remote Desktop nếu không dùng, nếu dùng thì bật yêu cầu xác thực mức mạng (NLA). Linux: đặt "server min protocol = SMB2" trong smb.conf; chỉ mở xrdp qua VPN. Gỡ phần mềm điều khiển từ xa mà cơ quan không dùng.',
  'remedy.install-antivirus.name': 'Cài phần mềm phòng chống virus',
  'remedy.install-antivirus.steps':
    'Windows: cài sản phẩm mà cơ quan có bản quyền, hoặc bật lại Microsoft Defender. Linux: cài sản phẩm của hãng có hỗ trợ Linux, hoặc ClamAV với clamav-daemon và clamav-clamonacc. Rồi cập nhật mẫu nhận diện và bật bảo vệ thời gian thực.',
  'remedy.turn-on-antivirus.name': 'Bật bảo vệ thời gian thực của phần mềm phòng chống virus',
  'remedy.turn-on-antivirus.steps':
    'Windows: mở Windows Security (hoặc chương trình của hãng) và bật bảo vệ thời gian thực; sản phẩm đang tạm dừng thì bật lại. Linux: bật dịch vụ của sản phẩm; với ClamAV bật clamav-daemon và clamav-clamonacc rồi khai báo OnAccessIncludePath. Cùng một sản phẩm phải vừa chạy vừa có mẫu nhận diện mới thì máy mới được bảo vệ.',
  'remedy.update-signatures.name': 'Cập nhật mẫu nhận diện virus',
  'remedy.update-signatures.steps':
    'Kiểm tra máy có kết nối được tới máy chủ cập nhật, rồi cập nhật mẫu nhận diện. Windows: cập nhật trong chương trình của hãng; với Microsoft Defender dùng Windows Update hoặc "Update-MpSignature". Linux: với ClamAV bật clamav-freshclam và chạy "freshclam".',
  'remedy.renew-licence.name': 'Gia hạn giấy phép bản quyền',
  'remedy.renew-licence.steps':
    'Cấp giấy phép bản quyền cho máy hoặc gia hạn giấy phép đã hết, rồi nhập giấy phép vào sản phẩm trên máy (Windows và Linux đều trong chương trình của hãng hoặc máy chủ quản trị của hãng). Phần mềm miễn phí hoặc đi kèm hệ điều hành mà tỉnh không tính là "có bản quyền" thì thay bằng sản phẩm có giấy phép.',
  'remedy.install-updates.name': 'Cập nhật bản vá bảo mật',
  'remedy.install-updates.steps':
    'Windows: chạy Windows Update (hoặc duyệt bản cập nhật trên máy chủ WSUS) cho đến khi bản cập nhật tích lũy mới nhất được cài, rồi khởi động lại. Linux: "apt update && apt upgrade", "dnf upgrade --security" hoặc "zypper patch". Bật tự động cập nhật.',
  'remedy.upgrade-system.name': 'Nâng cấp hệ điều hành hết hỗ trợ',
  'remedy.upgrade-system.steps':
    'Nâng cấp lên phiên bản còn hỗ trợ, hoặc mua chương trình hỗ trợ mở rộng và kích hoạt trên máy (Windows: ESU; Linux: với Ubuntu "pro attach"), rồi cài mọi bản vá. Kích hoạt bản quyền Windows không kéo dài thời hạn hỗ trợ.',
  'remedy.turn-on-firewall.name': 'Bật tường lửa của máy',
  'remedy.turn-on-firewall.steps':
    'Windows: bật Windows Defender Firewall cho cả ba hồ sơ mạng; nếu chính sách nhóm đang tắt thì sửa chính sách. Linux: bật và nạp luật bằng "ufw enable", hoặc bật firewalld hay nftables với chính sách mặc định là chặn. Nhớ cho phép cổng quản trị trước khi bật từ xa.',
  'remedy.reconnect.name': 'Kết nối lại máy chưa gửi dữ liệu',
  'remedy.reconnect.steps':
    'Bật máy, kiểm tra kết nối mạng tới máy chủ thu thập và chạy "khien-agent status" để xem nguyên nhân. Máy không còn dùng thì ghi vào danh mục là cất kho, sửa chữa hoặc chờ thanh lý.',
  'remedy.install-agent.name': 'Cài phần mềm giám sát lên máy đã kê khai',
  'remedy.install-agent.steps':
    'Xin mã đăng ký của cơ quan, cài phần mềm giám sát an toàn lên máy rồi chạy "khien-agent enrol" với chuỗi đăng ký. Máy không thể cài phần mềm giám sát thì ghi rõ trong danh mục.',
  'remedy.correct-clock.name': 'Chỉnh lại ngày giờ của máy',
  'remedy.correct-clock.steps':
    'Windows: bật đồng bộ giờ ("w32tm /resync"), kiểm tra múi giờ và pin CMOS. Linux: "timedatectl set-ntp true". Máy lệch giờ thì ngày tháng nó báo về không dùng được.',
  'remedy.make-readable.name': 'Khắc phục chỗ không đọc được hiện trạng',
  'remedy.make-readable.steps':
    'Xem lý do ở từng máy. Windows: kiểm tra phần mềm giám sát chạy với quyền LocalSystem và dịch vụ WMI đang chạy. Linux: chạy phần mềm giám sát với quyền root, cài công cụ còn thiếu mà lý do nêu tên. Rồi bấm "Kiểm tra lại ngay".',
  'remedy.decide-counting.name': 'Quyết định cách tính, xếp loại sản phẩm lạ',
  'remedy.decide-counting.steps':
    'Trong Quản trị: xếp loại sản phẩm mà danh mục chưa có, nhập danh mục mới cho hệ điều hành chưa biết, và quyết định phần mềm miễn phí hoặc đi kèm hệ điều hành có tính là "có bản quyền" hay không. Không phải làm gì trên máy, Windows hay Linux.',
} as const satisfies RemedyTexts

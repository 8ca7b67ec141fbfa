import type { DeviceRemedy } from '#protocol/device-rules.ts'

type Steps = Record<`device-remedy.${DeviceRemedy}.${1 | 2 | 3}`, string>

/** What is done on a device that stands as it was delivered, in three steps. Never its pair. */
export const deviceRemedies = {
  'device-remedy.camera-hikvision.1':
    'Mở trang quản trị của camera hoặc đầu ghi từ mạng nội bộ. Thiết bị chưa kích hoạt thì đặt mật khẩu riêng để kích hoạt (từ 12 ký tự).',
  'device-remedy.camera-hikvision.2':
    'Vào Configuration > System > User Management: đổi mật khẩu tài khoản quản trị, xóa tài khoản không có người phụ trách.',
  'device-remedy.camera-hikvision.3':
    'Vào Configuration > Network: tắt UPnP và Hik-Connect nếu không được phê duyệt. Cập nhật firmware của hãng.',
  'device-remedy.camera-dahua.1':
    'Mở trang quản trị của camera hoặc đầu ghi từ mạng nội bộ, vào Setup > System > Account.',
  'device-remedy.camera-dahua.2':
    'Đổi mật khẩu tài khoản quản trị (từ 12 ký tự); xóa hoặc đổi mật khẩu các tài khoản có sẵn khác.',
  'device-remedy.camera-dahua.3':
    'Vào Setup > Network: tắt P2P và UPnP nếu không được phê duyệt. Cập nhật firmware của hãng.',
  'device-remedy.camera.1':
    'Mở trang quản trị của camera từ mạng nội bộ, vào phần người dùng (Users, Security hoặc Account).',
  'device-remedy.camera.2':
    'Đặt mật khẩu riêng cho tài khoản quản trị (từ 12 ký tự); tắt chế độ xem không cần đăng nhập.',
  'device-remedy.camera.3':
    'Đặt lại mật khẩu trên đầu ghi đang lấy hình từ camera này, rồi xem hình còn đủ không.',
  'device-remedy.router.1':
    'Mở trang quản trị của router từ mạng nội bộ, vào phần System Tools, Administration hoặc Users.',
  'device-remedy.router.2':
    'Đổi mật khẩu quản trị (từ 12 ký tự). Hãng cho phép thì tạo tài khoản riêng và tắt tài khoản có sẵn.',
  'device-remedy.router.3':
    'Tắt quản trị từ Internet (Remote Management), WPS và UPnP. Cập nhật firmware của hãng.',
  'device-remedy.modem.1':
    'Hỏi nhà cung cấp đường truyền xem ai quản lý modem. Nếu là họ thì yêu cầu họ đổi mật khẩu bằng văn bản.',
  'device-remedy.modem.2':
    'Nếu cơ quan tự quản lý: mở trang quản trị, vào Maintenance hoặc Administration, đổi mật khẩu (từ 12 ký tự).',
  'device-remedy.modem.3':
    'Tắt quản trị từ Internet (WAN). Hãng không còn ra bản sửa lỗi thì đề nghị thay modem.',
  'device-remedy.switch.1':
    'Kết nối bằng cổng console hoặc SSH từ máy quản trị, đăng nhập tài khoản quản trị.',
  'device-remedy.switch.2':
    'Tạo tài khoản riêng có mật khẩu mạnh, xóa tài khoản có sẵn; đổi hoặc xóa chuỗi cộng đồng SNMP có sẵn.',
  'device-remedy.switch.3':
    'Tắt Telnet và HTTP, chỉ cho quản trị từ mạng quản trị. Lưu cấu hình sau khi đổi.',
  'device-remedy.printer.1':
    'Mở trang quản trị của máy in từ mạng nội bộ, vào phần Security, Administrator hoặc Password.',
  'device-remedy.printer.2':
    'Đặt mật khẩu quản trị riêng (từ 12 ký tự); đổi chuỗi cộng đồng SNMP hoặc tắt SNMP v1/v2c.',
  'device-remedy.printer.3':
    'Tắt FTP, Telnet và in từ Internet. Bật xóa bản in, bản quét sau khi xong.',
  'device-remedy.phone.1':
    'Mở trang quản trị của điện thoại từ mạng nội bộ, vào phần Security hoặc Maintenance.',
  'device-remedy.phone.2':
    'Đổi mật khẩu của cả tài khoản quản trị và tài khoản người dùng; tốt nhất là đặt từ tổng đài cho mọi máy.',
  'device-remedy.phone.3': 'Chỉ cho mở trang quản trị từ mạng của tổng đài.',
  'device-remedy.nas.1':
    'Mở trang quản trị của thiết bị lưu trữ. Thiết bị chưa thiết lập thì thiết lập ngay, hoặc tháo khỏi mạng.',
  'device-remedy.nas.2':
    'Tạo tài khoản quản trị riêng, bật xác thực hai bước, tắt tài khoản quản trị có sẵn.',
  'device-remedy.nas.3':
    'Tắt truy cập từ Internet và thư mục dùng chung không cần mật khẩu. Kiểm tra bản sao lưu.',
  'device-remedy.ups.1':
    'Mở trang của cạc quản lý bộ lưu điện từ mạng nội bộ, vào phần Security > Local Users.',
  'device-remedy.ups.2':
    'Đổi mật khẩu tài khoản quản trị và tài khoản thiết bị; đổi chuỗi cộng đồng SNMP hoặc tắt SNMP v1.',
  'device-remedy.ups.3': 'Tắt Telnet và FTP. Ai vào được cạc này có thể tắt nguồn máy chủ.',
  'device-remedy.server-controller.1':
    'Mở trang quản lý phần cứng của máy chủ (iDRAC, IMM, BMC) từ mạng quản trị, vào phần Users.',
  'device-remedy.server-controller.2':
    'Đổi mật khẩu tài khoản quản trị (từ 12 ký tự), tắt tài khoản có sẵn nếu đã có tài khoản riêng.',
  'device-remedy.server-controller.3':
    'Chuyển cổng quản lý vào mạng quản trị riêng, tắt IPMI qua LAN nếu không dùng. Cập nhật firmware.',
  'device-remedy.attendance.1':
    'Trên máy chấm công, vào Menu > Comm và đặt mã kết nối riêng; vào Menu > User để đặt người quản trị.',
  'device-remedy.attendance.2':
    'Mở trang quản trị (nếu có) và đổi mật khẩu; nếu hãng không cho đổi thì tắt trang này.',
  'device-remedy.attendance.3': 'Đặt máy trong mạng riêng, chỉ máy chủ chấm công kết nối được.',
  'device-remedy.snmp.1':
    'Mở trang quản trị của thiết bị từ mạng nội bộ, vào phần SNMP. Nếu không có hệ thống giám sát nào dùng thì tắt SNMP.',
  'device-remedy.snmp.2':
    'Nếu có dùng: chuyển sang SNMPv3, tắt v1 và v2c. Thiết bị chỉ có v1/v2c thì xóa mọi chuỗi cộng đồng có sẵn, đặt chuỗi riêng chỉ được đọc.',
  'device-remedy.snmp.3':
    'Chỉ cho máy chủ giám sát hỏi SNMP. Kiểm tra cả chuỗi cộng đồng được ghi: ai biết chuỗi đó đổi được cấu hình.',
} as const satisfies Steps & Record<string, string>

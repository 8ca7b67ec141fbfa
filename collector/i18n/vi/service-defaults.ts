import type { OpeningKind, OpensTo, ServiceProduct } from '#protocol/facts/service-defaults.ts'

type ServiceTexts = Record<
  | `services.remedy.${ServiceProduct}`
  | `serviceOpening.${OpeningKind}`
  | `serviceOpens.${OpensTo}`
  | 'serviceWhere.by-question',
  string
>

/** Services of a machine that were left at their defaults, and how each is put right. */
export const services = {
  'services.none': 'Đã xem và không có dịch vụ nào trong danh sách cần xem.',
  'services.title': 'Dịch vụ để mặc định',
  'services.service': 'Dịch vụ',
  'services.state': 'Tình trạng',
  'services.closed': 'Không để ngỏ',
  'services.idle': 'không chạy',
  'services.by-question': 'theo một câu hỏi trong máy, tối đa mỗi ngày một lần',
  'services.line': 'dòng {line}',
  'services.rule': 'quy tắc {rule}',
  'services.no-line': 'không có dòng nào đặt khác đi',
  'services.how': 'Cách sửa',
  'serviceOpening.no-password': 'không đòi mật khẩu',
  'serviceOpening.default-community': 'trả lời chuỗi cộng đồng mặc định',
  'serviceOpening.factory-password': 'mật khẩu mặc định của nhà sản xuất',
  'serviceOpening.security-disabled': 'chức năng xác thực đang tắt',
  'serviceOpening.trust-all': 'tin mọi người kết nối, không hỏi mật khẩu',
  'serviceOpening.stored-password':
    'mật khẩu cơ sở dữ liệu nằm sẵn trong cấu hình, ai mở trang cũng vào được',
  'serviceOpening.empty-password-allowed': 'cho phép mật khẩu trống',
  'serviceOpening.guest': 'cho khách vào không cần mật khẩu',
  'serviceOpening.anonymous': 'cho đăng nhập ẩn danh',
  'serviceOpening.null-session': 'cho phép phiên không danh tính',
  'serviceOpening.insecure-guest-logon': 'máy này chấp nhận vào máy chủ khác với tư cách khách',
  'serviceOpening.welcome-page':
    'trang chào mặc định còn nguyên, cho biết máy chủ web và phiên bản',
  'serviceOpening.first-password': 'chưa rõ mật khẩu quản trị mặc định đã đổi chưa',
  'serviceOpens.administer': 'có toàn quyền quản trị',
  'serviceOpens.write': 'đọc và sửa được dữ liệu',
  'serviceOpens.read': 'đọc được dữ liệu',
  'serviceOpens.information': 'chỉ xem được thông tin chung',
  'serviceWhere.by-question': 'theo một câu hỏi trong máy',
  'services.remedy.redis':
    'Trong redis.conf đặt "requirepass" với mật khẩu dài (hoặc "user default" có mật khẩu), giữ "bind 127.0.0.1 -::1" và "protected-mode yes", rồi "systemctl restart redis-server".',
  'services.remedy.mongodb':
    'Tạo tài khoản quản trị bằng mongosh ("db.createUser" trong cơ sở dữ liệu admin), đặt "security: authorization: enabled" trong mongod.conf, giữ "bindIp: 127.0.0.1" nếu chỉ dùng trong máy, rồi "systemctl restart mongod".',
  'services.remedy.postgresql':
    'Trong pg_hba.conf thay "trust" ở dòng đã nêu bằng "scram-sha-256" (hoặc "peer" cho dòng local), đặt mật khẩu cho tài khoản bằng "ALTER ROLE … PASSWORD", rồi "SELECT pg_reload_conf()".',
  'services.remedy.mysql':
    'Nếu có dòng skip-grant-tables thì xóa và khởi động lại dịch vụ. Đặt mật khẩu cho root bằng "ALTER USER" hoặc chạy "mysql_secure_installation" (MariaDB trên Debian: để root xác thực bằng unix_socket).',
  'services.remedy.elasticsearch':
    'Đặt "xpack.security.enabled: true" (OpenSearch: "plugins.security.disabled: false"), khởi động lại, rồi đặt mật khẩu bằng "bin/elasticsearch-reset-password -u elastic".',
  'services.remedy.tomcat':
    'Trong tomcat-users.xml đổi mật khẩu hoặc xóa tài khoản ở dòng đã nêu; nếu không dùng trang quản trị thì gỡ ứng dụng manager và host-manager; rồi khởi động lại Tomcat.',
  'services.remedy.jenkins':
    'Vào Manage Jenkins, mục Security: chọn nơi quản lý tài khoản và "Logged-in users can do anything" hoặc chặt hơn; bỏ quyền của Anonymous.',
  'services.remedy.grafana':
    'Đổi mật khẩu quản trị bằng "grafana-cli admin reset-admin-password", rồi ghi "disable_initial_admin_creation = true" vào mục [security] của grafana.ini để xác nhận đã tự đặt.',
  'services.remedy.phpmyadmin':
    "Trong config.inc.php đặt AllowNoPassword thành false, đổi auth_type thành 'cookie', xóa mật khẩu ghi sẵn và đổi mật khẩu đó trong cơ sở dữ liệu.",
  'services.remedy.snmp':
    'Linux: trong snmpd.conf xóa dòng có "public" hoặc "private", tạo người dùng SNMPv3 bằng "net-snmp-create-v3-user", giữ "agentaddress 127.0.0.1,[::1]" nếu chỉ dùng trong máy. Windows: SNMP Service, thẻ Security, bỏ cộng đồng đó và chỉ nhận gói từ máy giám sát.',
  'services.remedy.vnc':
    'Đặt mật khẩu VNC và chọn kiểu bảo mật có mật khẩu (TigerVNC: "SecurityTypes=VncAuth,TLSVnc"; UltraVNC: AuthRequired=1; TightVNC: Require VNC authentication), chỉ cho kết nối từ trong máy hoặc qua VPN.',
  'services.remedy.vsftpd':
    'Trong vsftpd.conf đặt "anonymous_enable=NO", rồi "systemctl restart vsftpd".',
  'services.remedy.proftpd':
    'Trong proftpd.conf xóa hoặc chú thích cả đoạn <Anonymous> … </Anonymous>, rồi "systemctl restart proftpd".',
  'services.remedy.iis-ftp':
    'IIS Manager, chọn trang FTP, FTP Authentication: tắt Anonymous Authentication, bật Basic Authentication cùng FTP SSL.',
  'services.remedy.iis':
    'IIS Manager: nếu không dùng trang web thì gỡ vai trò Web Server (IIS) hoặc dừng "Default Web Site"; nếu dùng thì trỏ trang này tới thư mục của mình và xóa iisstart.htm, iisstart.png trong C:\\inetpub\\wwwroot.',
  'services.remedy.samba':
    'Trong smb.conf đặt "guest ok = no" cho thư mục chia sẻ ở dòng đã nêu và khai báo "valid users", rồi "systemctl reload smbd".',
  'services.remedy.windows-sharing':
    'Đặt RestrictNullSessAccess = 1 (khóa LanmanServer\\Parameters) và AllowInsecureGuestAuth = 0 (chính sách "Enable insecure guest logons": Disabled), rồi khởi động lại máy.',
} as const satisfies ServiceTexts & Record<string, string>

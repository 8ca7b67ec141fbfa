/** What the collector says in a terminal. */
export const collectorTerminal = {
  'collector.help': `khien-collector: máy chủ thu thập của Khiên

  setup                     thiết lập máy chủ: hỏi từng mục, hoặc lấy từ các tham số sau; chạy lại được
        [--province --address --data --certificate --key --backups --listen <giá trị>]
        [--answers <tệp>]   tệp thiết lập, không hỏi
        [--administrator <tên>] [--password-file <tệp>]   quản trị viên đầu tiên
        [--dry-run]         chỉ cho xem thay đổi
  run                       chạy máy chủ cho tới khi được yêu cầu dừng
  token --agency <tên>      tạo mã đăng ký và in chuỗi đăng ký
        [--uses n]          số lượt dùng (mặc định 1)
        [--hours n]         số giờ có hiệu lực (mặc định 24)
        [--network <mạng>]  chỉ dùng trong mạng này, ví dụ 10.20.0.0/16; lặp lại cho nhiều mạng
        [--wait]            máy vượt số kê khai của cơ quan phải chờ duyệt
        [--create]          thêm cơ quan, đơn vị nếu chưa có
  judge <tệp|thư mục>…      kết luận từ kết quả của khien-agent snapshot, replay, record
        [--json]            dữ liệu và kết luận, mỗi tệp một dòng JSON
  catalogue import <tệp>    nhập danh mục đã ký
  import-report <tệp>…      nhận báo cáo của máy đời cũ được chép tới đây bằng tệp
  release add <tệp>         nhận bản phát hành đã ký của phần mềm trạm; triển khai trong trang quản trị
  release keys <tệp>        nhận văn bản mà một khóa ký về khóa kia
  report quarterly --period 2026-Q4 [--agency <tên>] --out <thư mục>
                            lập báo cáo quý của một cơ quan, hoặc của toàn tỉnh; yearly --period 2026: báo cáo
                            năm về hệ thống thông tin; scorecard --period 2026-Q4: phiếu theo dõi chỉ tiêu
        [--plan <mã>]       kế hoạch được báo cáo (mặc định: kế hoạch mà màn hình đang hiện)
        [--template <tên>]  mẫu đã tải lên; [--marking <mức>] dấu chỉ độ mật
        [--pdf]             thêm tệp PDF do LibreOffice lập
  share --period 2026-Q4 --out <thư mục>
                            kết xuất có chữ ký về tình hình phòng, chống mã độc, không có dữ liệu cá nhân
  recount [--repair]        đếm lại toàn bộ máy tính và so với số đếm đang lưu
  verify                    chứng minh lại mọi bản chốt số liệu và nhật ký còn nguyên vẹn
        [--head số:mã]      đối chiếu đầu chuỗi nhật ký in trên báo cáo giấy
        [--snapshot-head số:mã]
                            đối chiếu đầu chuỗi bản chốt số liệu in trên báo cáo giấy
  packages add <tệp>…       chép gói cài đặt của phần mềm giám sát vào thư mục dữ liệu, cho trang Cài đặt
  packages list             các gói đang có, với mã SHA-256
  status                    tình trạng trong một màn hình: địa chỉ, cơ sở dữ liệu, số máy, sao lưu, việc cần xử lý
  backup [--out <thư mục>]  sao lưu khi máy chủ đang chạy, đọc lại rồi mới công nhận
  restore <tệp> [--replace] khôi phục từ bản sao lưu; --replace cất dữ liệu đang có sang một bên
        [--passphrase-file <tệp>]
  --help, --version

Thiết lập (biến môi trường)
  KHIEN_DATA_DIR            thư mục dữ liệu (mặc định ./data)
  KHIEN_PORT                cổng (mặc định 8443)
  KHIEN_LISTEN              địa chỉ lắng nghe (mặc định 127.0.0.1; vận hành thật: 0.0.0.0)
  KHIEN_ADDRESS             máy:cổng ghi trong chuỗi đăng ký (mặc định localhost và cổng trên)
  KHIEN_ADMIN_PASSWORD      mật khẩu quản trị, chỉ dùng ở lần khởi động đầu tiên, từ 12 ký tự
  KHIEN_DATABASE_URL        postgres://… thay cho SQLite trong thư mục dữ liệu
  KHIEN_PROVINCE            quang-ngai (mặc định) hoặc tuyen-quang
  KHIEN_TLS_CERT_FILE       chứng thư cho trình duyệt, cùng với
  KHIEN_TLS_KEY_FILE        khóa riêng của chứng thư đó
  KHIEN_CATALOGUE_KEYS      khóa công khai được tin để nhập danh mục đã ký, cách nhau bằng dấu phẩy
  KHIEN_CONFIG_FILE         tệp thiết lập, mỗi dòng TÊN=giá trị
  KHIEN_BACKUP_DIR          thư mục sao lưu, mỗi đêm một bản
  KHIEN_BACKUP_HOUR         giờ sao lưu, 0 đến 23 (mặc định 1)
  KHIEN_BACKUP_KEEP_DAYS    giữ bản mới nhất của bấy nhiêu ngày (mặc định 14), cùng với
  KHIEN_BACKUP_KEEP_WEEKS   bấy nhiêu tuần (mặc định 8)
  KHIEN_BACKUP_PASSPHRASE_FILE  tệp chứa mật khẩu sao lưu, từ 12 ký tự
  KHIEN_LANGUAGE            vi (mặc định) hoặc en
  KHIEN_LOG_LEVEL           debug, info (mặc định), warn, error

Mã thoát
  0   xong
  1   bị từ chối; lý do được in ra. status: có việc cần xử lý
  2   sai lệnh hoặc sai thiết lập
  3   recount: có số đếm không khớp; verify: có bản chốt hoặc mục nhật ký không còn nguyên vẹn
  70  lỗi của chương trình`,
  'collector.ready': 'Máy chủ thu thập đang chạy tại {address}',
  'collector.stopped': 'Máy chủ thu thập đã dừng.',
  'collector.administrator.made':
    'Tài khoản quản trị đầu tiên: {name}, mật khẩu: {password} (chỉ hiện một lần này, hãy ghi lại).',
  'collector.administrator.given':
    'Đã tạo tài khoản quản trị đầu tiên: {name}, mật khẩu lấy từ KHIEN_ADMIN_PASSWORD.',
  'collector.token.made':
    'Chuỗi đăng ký cho “{agency}”: dùng được {uses} lượt, đến {until}. Chuỗi chỉ hiện một lần này.',
  'collector.release.added':
    'Đã thêm bản phát hành {version}, số {sequence}. Chưa máy nào nhận cho tới khi bắt đầu triển khai trong trang quản trị.',
  'collector.release.keys': 'Mọi phần mềm trạm sẽ được báo rằng khóa {key} bị loại bỏ.',
  'collector.catalogue.imported': 'Đã nhập danh mục {kind} từ {file}.',
  'collector.report.made': 'Đã lập {file} (SHA-256 {hash})',
  'collector.report.archived': 'Đã lưu bản dự thảo {id}, lập từ bản chốt số liệu số {number}.',
  'collector.report.pdf': 'Đã lập {file}',
  'collector.packages.added': 'Đã chép {name} ({size}), SHA-256 {sha256}',
  'collector.packages.checked': 'khớp với SHA256SUMS cạnh tệp.',
  'collector.packages.unchecked':
    'không có SHA256SUMS cạnh tệp để đối chiếu; hãy so mã trên với nơi đã tạo gói.',
  'collector.packages.none': 'Chưa có gói nào trong {folder}.',
  'collector.status.version': 'Phiên bản',
  'collector.status.address': 'Địa chỉ',
  'collector.status.running': 'Hoạt động',
  'collector.status.running.now': 'đang chạy (ghi nhận lúc {time})',
  'collector.status.running.last': 'không chạy; lần cuối {time}',
  'collector.status.running.never': 'chưa chạy lần nào',
  'collector.status.database': 'Cơ sở dữ liệu',
  'collector.status.disk': 'Ổ đĩa',
  'collector.status.hosts': 'Máy tính',
  'collector.status.hosts.of': '{reporting} đang báo cáo / {total} đã đăng ký; {waiting} chờ duyệt',
  'collector.status.backup': 'Sao lưu',
  'collector.status.backup.of': '{time}, {size}, đã đọc lại lúc {verified}: {file}',
  'collector.status.packages': 'Gói cài đặt',
  'collector.status.packages.count': '{count} trong {folder}',
  'collector.status.fine': 'Không có gì cần xử lý.',
  'collector.status.not-running': 'Máy chủ thu thập không chạy.',
  'collector.recount.differing': 'Số đếm không khớp: {count}.',
  'collector.recount.repaired': 'Số đếm đã được sửa: {count}.',
} as const

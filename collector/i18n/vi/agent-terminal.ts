/** What the agent says in a terminal. */
export const agentTerminal = {
  'agent.help': `khien-agent: phần mềm giám sát an toàn của Khiên

  run                    thu thập và gửi dữ liệu cho tới khi được yêu cầu dừng
  run --until-input-ends như trên, và dừng khi luồng vào chuẩn kết thúc; dành cho dịch vụ
  enrol <chuỗi đăng ký>  đăng ký máy tính này với máy chủ thu thập
  snapshot [--probe id]  thu thập một lần và in ra JSON; không dùng mạng
  record <tệp>           ghi lại những gì hệ điều hành trả lời, đã che thông tin riêng
  replay <tệp>           tính lại kết quả từ một bản ghi, trên máy bất kỳ
  status                 tình trạng đăng ký, kết nối và lần gửi gần nhất
  uninstall --yes        báo cho máy chủ thu thập và xóa dữ liệu của phần mềm
  uninstall --keep-data  chỉ báo cho máy chủ thu thập; giữ khóa và dữ liệu cho lần cài sau
  --help, --version

Thiết lập (biến môi trường)
  KHIEN_AGENT_DATA_DIR   thư mục dữ liệu
  KHIEN_JOIN             chuỗi đăng ký cho run, khi máy chưa đăng ký
  KHIEN_JOIN_FILE        tệp chứa chuỗi đăng ký; được xóa khi máy đã đăng ký
  KHIEN_CATALOGUE_KEYS   khóa công khai được tin để nhận danh mục đã ký, cách nhau bằng dấu phẩy
  KHIEN_NETWORKS         các mạng nội bộ được phép báo thiết bị lân cận, vd. 192.168.1.0/24
  KHIEN_PROXY            proxy HTTP để đi tới máy chủ, vd. http://10.0.0.1:3128; không đọc HTTPS_PROXY
  KHIEN_RELEASE_KEYS     khóa công khai của bản phát hành được tin, cho bản dựng không có khóa sẵn
  KHIEN_LAUNCHED         bằng 1 do chương trình khởi động dịch vụ đặt, khi nó đổi được phiên bản
  KHIEN_LANGUAGE         vi (mặc định) hoặc en
  KHIEN_LOG_LEVEL        debug, info (mặc định), warn, error

Mã thoát
  0   xong
  1   bị từ chối; lý do được in ra
  2   sai lệnh hoặc sai thiết lập; uninstall thiếu --yes
  3   status: chưa chạy hoặc chưa kết nối
  70  lỗi của chương trình
  75  run: cần khởi động lại, bằng phiên bản khác`,
  'agent.enrolled': 'Đã đăng ký máy tính này với {address}, mã máy {hostId}.',
  'agent.uninstall.ask':
    'Lệnh này báo cho máy chủ thu thập rồi xóa khóa và dữ liệu của phần mềm trong {folder}. Máy tính phải đăng ký lại mới gửi được dữ liệu. Nếu đồng ý, hãy chạy: khien-agent uninstall --yes',
  'agent.uninstall.done': 'Đã xóa dữ liệu của phần mềm giám sát trong {folder}.',
  'agent.uninstall.noGoodbye': 'Không báo được cho máy chủ thu thập: {why}',
  'agent.record.done': 'Đã ghi {count} câu trả lời của hệ điều hành vào {file}.',
  'agent.status.enrolled': 'Đã đăng ký với: {address}',
  'agent.status.notEnrolled': 'Chưa đăng ký. Hãy chạy: khien-agent enrol <chuỗi đăng ký>',
  'agent.status.host': 'Mã máy: {hostId}',
  'agent.status.running': 'Đang chạy: tiến trình {pid}',
  'agent.status.notRunning': 'Phần mềm giám sát không chạy. Hãy chạy: khien-agent run',
  'agent.status.connected': 'Đang kết nối, từ {since}',
  'agent.status.notConnected': 'Chưa kết nối, từ {since}',
  'agent.status.proxy': 'Đi qua proxy: {proxy}',
  'agent.status.acknowledged': 'Máy chủ xác nhận lần gần nhất: {at}',
  'agent.status.neverAcknowledged': 'Máy chủ chưa xác nhận dữ liệu nào',
  'agent.status.unsent': 'Kết quả chưa gửi: {count}',
  'agent.status.catalogue': 'Danh mục phần mềm diệt vi-rút: bản ký số {sequence}',
  'agent.status.compiledCatalogue': 'Danh mục phần mềm diệt vi-rút: bản đi kèm phần mềm',
  'agent.status.looks': 'Lần kiểm tra gần nhất:',
  'agent.status.neverLooked': 'chưa kiểm tra',
  'agent.status.neverRan': 'Phần mềm giám sát chưa chạy lần nào trên máy này.',
} as const

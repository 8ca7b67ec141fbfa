import type { DeviceStanding, ReviewItem } from '#protocol/devices.ts'

type Words = Record<
  `device.item.${ReviewItem}` | `device.how.${ReviewItem}` | `devices.standing.${DeviceStanding}`,
  string
>

/** Devices of the register, what is asked of each before it is used, and how it is mended. */
export const devices = {
  'devices.title': 'Thiết bị',
  'devices.lead':
    'Camera, router, modem, máy in và thiết bị mạng đã kê khai. Thiết bị phải được rà soát trước khi đưa vào sử dụng.',
  'devices.total': '{count} thiết bị',
  'devices.search': 'Tìm mã, hãng, địa chỉ, vị trí',
  'devices.filter.kind': 'Loại thiết bị',
  'devices.filter.show': 'Tình trạng rà soát',
  'devices.show.finding': 'Đang dùng khi chưa được duyệt',
  'devices.standing': 'Rà soát',
  'devices.standing.new': 'Chưa rà soát',
  'devices.standing.under-review': 'Đang rà soát',
  'devices.standing.cleared': 'Được phép sử dụng',
  'devices.standing.refused': 'Không được sử dụng',
  'devices.device': 'Thiết bị',
  'devices.severity': 'Mức nghiêm trọng',
  'devices.since': 'Từ ngày',
  'devices.owner': 'Người phụ trách',
  'devices.owner.none': 'Chưa giao',
  'devices.due': 'Thời hạn',
  'devices.due.none': 'Chưa đặt hạn',
  'devices.overdue': 'Quá hạn',
  'devices.settled': 'Đã xong {settled}/{asked} nội dung',
  'devices.changed':
    'Thiết bị đã thay đổi sau lần rà soát trước (loại, hãng, kiểu hoặc địa chỉ MAC), nên phải rà soát lại.',
  'devices.changed.short': 'Đã thay đổi',
  'devices.none': 'Chưa kê khai thiết bị nào',
  'devices.none.why':
    'Kê khai camera, router, modem, máy in và thiết bị mạng; chưa kê khai thì chưa thể biết có dùng cấu hình mặc định hay không.',
  'devices.none.reader': 'Cán bộ CNTT của cơ quan, đơn vị kê khai thiết bị trong danh mục.',
  'devices.none.declare': 'Kê khai thiết bị',
  'devices.filtered': 'Không có thiết bị nào khớp bộ lọc',
  'devices.one.declared': 'Kê khai',
  'devices.one.finding': 'Phát hiện',
  'devices.one.finding.text':
    'Thiết bị đang sử dụng khi chưa được duyệt. Phát hiện tự đóng khi thiết bị được phép sử dụng hoặc ngừng sử dụng.',
  'devices.one.finding.none': 'Không có phát hiện đang mở.',
  'devices.one.first': 'Phát hiện lần đầu',
  'devices.one.last': 'Thấy gần nhất',
  'devices.one.last.today': 'hôm nay',
  'devices.one.reopened': 'Đã mở lại',
  'devices.one.reopened.times': '{count} lần',
  'devices.one.checklist': 'Nội dung rà soát',
  'devices.one.history': 'Lịch sử',
  'devices.one.history.none': 'Chưa có quyết định nào.',
  'devices.one.by': '{by}, {time}',
  'devices.one.open': 'Các khoảng thời gian dùng khi chưa duyệt',
  'devices.one.open.still': 'đến nay',
  'devices.one.edit': 'Sửa kê khai',
  'devices.one.back': 'Danh sách thiết bị',
  'devices.answer.yes': 'Đạt',
  'devices.answer.no': 'Chưa đạt',
  'devices.answer.not-applicable': 'Không áp dụng',
  'devices.answer.none': 'Chưa xem',
  'devices.basis': 'Căn cứ',
  'devices.note': 'Ghi chú',
  'devices.note.hint': 'Bắt buộc khi không cho sử dụng, hoặc khi có nội dung không áp dụng.',
  'devices.act.save': 'Lưu, tiếp tục rà soát',
  'devices.act.clear': 'Cho phép sử dụng',
  'devices.act.refuse': 'Không cho sử dụng',
  'devices.act.reopen': 'Rà soát lại',
  'devices.act.open': 'Còn {open} nội dung chưa đạt nên chưa thể cho phép sử dụng.',
  'devices.act.reader':
    'Cán bộ CNTT của cơ quan, đơn vị và cấp tỉnh rà soát thiết bị. Bạn xem được kết quả.',
  'devices.vendor': 'Với thiết bị của hãng này',
  'devices.vendor.hikvision':
    'Hikvision: vào Configuration > System > User Management để đổi mật khẩu; camera chưa kích hoạt phải kích hoạt trước.',
  'devices.vendor.dahua':
    'Dahua, KBVision: vào Setup > System > Account để đổi mật khẩu; xóa hoặc đổi mật khẩu các tài khoản có sẵn khác.',
  'devices.vendor.mikrotik':
    'MikroTik: vào System > Users, tạo tài khoản riêng rồi tắt tài khoản admin; tắt bớt ở IP > Services.',
  'devices.vendor.tp-link':
    'TP-Link: vào System Tools > Administration (hoặc Password) để đổi mật khẩu và tắt Remote Management.',
  'device.item.password-changed': 'Đã đổi mật khẩu mặc định',
  'device.how.password-changed':
    'Đăng nhập bằng tài khoản quản trị, đặt mật khẩu riêng cho thiết bị này (từ 12 ký tự), ghi nơi cất giữ. Kiểm tra cả tài khoản người dùng và tài khoản xem.',
  'device.item.admin-named': 'Tài khoản quản trị có người chịu trách nhiệm',
  'device.how.admin-named':
    'Xóa hoặc khóa tài khoản có sẵn không dùng (guest, user, support). Ghi ai giữ từng tài khoản quản trị.',
  'device.item.remote-management-closed': 'Đã đóng quản trị từ Internet',
  'device.how.remote-management-closed':
    'Tắt Remote Management, DDNS và chuyển tiếp cổng tới trang quản trị. Chỉ cho quản trị từ mạng nội bộ.',
  'device.item.services-off': 'Đã tắt dịch vụ không dùng',
  'device.how.services-off':
    'Tắt Telnet, FTP, UPnP, WPS và SNMP nếu không dùng. Nếu dùng SNMP thì đổi chuỗi “public”, “private”.',
  'device.item.firmware-current': 'Phần mềm thiết bị (firmware) là bản mới',
  'device.how.firmware-current':
    'Ghi phiên bản đang chạy, so với trang của hãng, cập nhật. Hãng không còn hỗ trợ thì từ chối cho dùng.',
  'device.item.wireless-safe': 'Wi-Fi dùng WPA2 hoặc WPA3, đã đổi khóa',
  'device.how.wireless-safe':
    'Chọn WPA2-AES hoặc WPA3, đổi tên mạng và khóa in trên nhãn, tắt WPS, tách mạng khách.',
  'device.item.cloud-closed': 'Đã tắt truy cập qua đám mây của hãng',
  'device.how.cloud-closed':
    'Tắt P2P và dịch vụ đám mây. Nếu cần xem từ xa thì đi qua kết nối được cơ quan phê duyệt.',
  'device.item.stored-data-safe': 'Dữ liệu lưu trên thiết bị được bảo vệ',
  'device.how.stored-data-safe':
    'Bật xóa bản in, bản quét sau khi xong. Đặt quyền từng thư mục dùng chung, tắt truy cập không cần mật khẩu.',
  'device.item.rules-reviewed': 'Luật tường lửa đã được rà soát',
  'device.how.rules-reviewed':
    'Mặc định chặn chiều từ Internet vào. Xóa luật cho phép tất cả, ghi lý do của từng luật còn lại.',
  'device.item.time-and-log-set': 'Đã đặt giờ và nhật ký',
  'device.how.time-and-log-set':
    'Đặt máy chủ thời gian và múi giờ GMT+7. Bật nhật ký, giữ ít nhất 90 ngày hoặc gửi về máy chủ nhật ký.',
} as const satisfies Words & Record<string, string>

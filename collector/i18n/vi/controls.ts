import type { ControlId } from '#protocol/controls.ts'

type ControlTexts = Record<`control.${ControlId}.${'name' | 'question'}`, string>

/** What each control is called and asks. */
export const controls = {
  'control.antivirus-running.name': 'Phần mềm phòng chống virus đang bảo vệ',
  'control.antivirus-running.question':
    'Máy có phần mềm phòng chống virus đang bảo vệ theo thời gian thực không?',
  'control.antivirus-current.name': 'Mẫu nhận diện được cập nhật',
  'control.antivirus-current.question':
    'Mẫu nhận diện của phần mềm phòng chống virus có còn mới không?',
  'control.antivirus-licensed.name': 'Phần mềm phòng chống virus có bản quyền',
  'control.antivirus-licensed.question':
    'Máy có cài phần mềm phòng chống virus có bản quyền còn hiệu lực không?',
  'control.protected.name': 'Được bảo vệ trước virus, mã độc',
  'control.protected.question':
    'Có một giải pháp phòng, chống virus, mã độc vừa đang chạy vừa được cập nhật không?',
  'control.malware-handled.name': 'Mã độc phát hiện đã được xử lý',
  'control.malware-handled.question':
    'Mã độc mà phần mềm phòng chống virus phát hiện trong 30 ngày đã được xử lý hết chưa?',
  'control.patched.name': 'Đã cài bản vá bảo mật',
  'control.patched.question': 'Máy đã cài mọi bản vá bảo mật mà nhà phát hành đã đưa ra chưa?',
  'control.os-supported.name': 'Hệ điều hành còn được hỗ trợ',
  'control.os-supported.question':
    'Hệ điều hành của máy có còn được phát hành bản vá bảo mật không?',
  'control.firewall-on.name': 'Tường lửa của máy đang bật',
  'control.firewall-on.question': 'Máy có đang lọc gói tin đến không?',
  'control.no-default-credentials.name': 'Không có tài khoản bỏ ngỏ',
  'control.no-default-credentials.question':
    'Có ai đăng nhập, chiếm quyền quản trị hoặc vào dịch vụ của máy được mà không cần mật khẩu, hay bằng mật khẩu mặc định không?',
  'control.no-exposed-services.name': 'Không mở dịch vụ rủi ro',
  'control.no-exposed-services.question': 'Có dịch vụ rủi ro nào mở ra ngoài máy không?',
  'control.remote-access-safe.name': 'Truy cập từ xa an toàn',
  'control.remote-access-safe.question':
    'Các cách truy cập máy từ xa (SMBv1, Remote Desktop) có để ngỏ không?',
  'control.reporting.name': 'Đang gửi dữ liệu',
  'control.reporting.question': 'Máy có gửi dữ liệu trong thời hạn quy định không?',
} as const satisfies ControlTexts

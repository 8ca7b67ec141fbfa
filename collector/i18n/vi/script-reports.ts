/** Machines that no agent runs on and that report by script. */
export const scriptReports = {
  'script.machine': 'Máy đời cũ, gửi bằng script',
  'script.machine.why':
    'Máy này không cài được phần mềm giám sát; một script gửi ít số liệu hơn. Mục nào script không xem được là chưa xác định.',
  'script.last': 'Cách gửi',
  'script.posted': 'máy tự gửi, làm lúc {made}, nhận lúc {came}',
  'script.carried': 'chép tay, làm lúc {made}, nhận lúc {came}',
  'script.carry': 'Nhận báo cáo chép tay',
  'script.carry.why':
    'Máy đời cũ không nối được tới máy chủ thì ghi báo cáo ra tệp. Mang tệp .khien tới đây.',
  'script.carry.choose': 'Chọn tệp',
  'script.carry.done': 'Đã nhận báo cáo của {hostname}, làm lúc {made}.',
} as const

import type { ReleaseStanding, ReleaseState } from '#protocol/release-views.ts'
import type { UpdateTrouble } from '#protocol/releases.ts'

type ReleaseTexts = Record<
  | `releases.state.${ReleaseState}`
  | `releases.progress.${ReleaseStanding | 'troubled'}`
  | `releases.why.${UpdateTrouble}`,
  string
>

/** Releases of the agent and their rollout. */
export const releases = {
  'releases.lead':
    'Phần mềm trạm tự cập nhật theo bản phát hành đã ký ngoại tuyến. Máy chủ chỉ chuyển tệp, không ký và không sửa được.',
  'releases.none': 'Chưa có bản phát hành nào',
  'releases.none.why': 'Ký bản phát hành trên máy giữ khóa, rồi chạy trên máy chủ:',
  'releases.none.file': '<tệp>',
  'releases.card': 'Phiên bản {version}, số {sequence}',
  'releases.added': 'Phát hành ngày {issued}, thêm lúc {at}: {platforms}',
  'releases.state.held': 'Chưa triển khai',
  'releases.state.running': 'Đang triển khai',
  'releases.state.paused': 'Tạm dừng',
  'releases.plan':
    'Mỗi đợt mở ít nhất {hours} giờ; tự tạm dừng khi quá {failed}% số máy đã thử không cập nhật được.',
  'releases.rings': 'Các đợt triển khai',
  'releases.ring': 'Đợt',
  'releases.ring.pilots': 'Máy thí điểm',
  'releases.ring.share': 'Tới {percent}% số máy',
  'releases.ring.open': 'Đã mở',
  'releases.ring.closed': 'Chưa mở',
  'releases.open': 'Tình trạng',
  'releases.hosts': 'Số máy',
  'releases.progress.waiting': 'Chưa nhận',
  'releases.progress.troubled': 'Không cập nhật được (tất cả)',
  'releases.progress.began': 'Đang nhận',
  'releases.progress.proved': 'Đã cập nhật',
  'releases.progress.went-back': 'Quay về bản cũ',
  'releases.progress.refused': 'Không nhận',
  'releases.progress.lost': 'Mất liên lạc',
  'releases.troubled': 'Máy không cập nhật được',
  'releases.troubled.all': 'Xem tất cả {count} máy',
  'releases.hosts.title': 'Máy của bản phát hành',
  'releases.total': '{count} máy',
  'releases.back': 'Về các bản phát hành',
  'releases.began': 'Bắt đầu nhận',
  'releases.filtered': 'Không có máy nào ứng với bộ lọc',
  'releases.filtered.why': 'Số máy đổi theo tiến độ triển khai; hãy bỏ lọc để xem tất cả.',
  'releases.proved': '{count} máy đã cập nhật',
  'releases.proved.none': 'máy đã cập nhật',
  'releases.proved.of': 'trên {count} máy',
  'releases.next': 'Đợt tiếp theo mở sớm nhất lúc {at}, khi ít nhất một máy đã cập nhật xong.',
  'releases.paused': 'Tạm dừng lúc {at}, bởi {by}.',
  'releases.paused.why': 'Tạm dừng lúc {at}, bởi {by}: {reason}',
  'releases.paused.job':
    'Tự tạm dừng lúc {at}: {failed} trên {ended} máy đã thử không cập nhật được.',
  'releases.host': 'Máy',
  'releases.agency': 'Cơ quan',
  'releases.outcome': 'Kết quả',
  'releases.why': 'Lý do',
  'releases.why.not-signed': 'không do khóa được tin ký',
  'releases.why.not-for-this-machine': 'không có tệp cho loại máy này',
  'releases.why.older': 'cũ hơn bản đang chạy',
  'releases.why.no-space': 'ổ đĩa đầy',
  'releases.why.damaged': 'tệp không nguyên vẹn',
  'releases.why.not-written': 'không ghi được vào ổ đĩa',
  'releases.why.not-proved': 'bản mới không được máy chủ xác nhận kịp',
  'releases.why.not-started': 'bản mới không khởi động được',
  'releases.start': 'Triển khai',
  'releases.resume': 'Triển khai tiếp',
  'releases.start.title': 'Triển khai phiên bản {version}?',
  'releases.start.means':
    'Các máy trong đợt đầu nhận bản này ngay khi kết nối; các đợt sau tự mở. Bản khác đang triển khai sẽ dừng.',
  'releases.field.pilot-agencies': 'Cơ quan thí điểm',
  'releases.field.pilot-hosts': 'Máy thí điểm',
  'releases.field.pilot-hosts.hint':
    'Nhận bản này trước mọi đợt. Không chọn ai thì đợt đầu mở ngay.',
  'releases.field.pilot-hosts.type': 'Gõ tên máy để tìm',
  'releases.field.percents.wrong':
    'Ghi các số từ 1 tới 100, tăng dần, số cuối là 100, ví dụ 5, 25, 100.',
  'releases.field.percents': 'Tỷ lệ máy của từng đợt, tăng dần tới 100',
  'releases.field.hours': 'Số giờ tối thiểu của mỗi đợt',
  'releases.field.failed': 'Tự tạm dừng khi tỷ lệ không cập nhật được vượt (%)',
  'releases.pause': 'Tạm dừng',
  'releases.pause.title': 'Tạm dừng triển khai phiên bản {version}?',
  'releases.pause.reason': 'Lý do',
  'releases.pause.means': 'Không máy nào khác được nhận bản này. Máy đã cập nhật giữ bản mới.',
} as const satisfies ReleaseTexts & Record<string, string>

import type { DeviceCheckResult } from '#protocol/device-checks.ts'

type Verdict = DeviceCheckResult['verdict']
type Because<Of extends Verdict> = Extract<
  DeviceCheckResult,
  { verdict: Of; because: string }
>['because']
type Words = Record<
  | `device-check.${'verdict' | 'means'}.${Verdict}`
  | `device-check.not-checked.${Because<'not-checked'>}`
  | `device-check.unidentified.${Because<'unidentified'>}`,
  string
>

/** Checks of devices: who allows them, and what came of them. */
export const deviceChecks = {
  'device-check.lead':
    'Máy tính của cơ quan hỏi camera, router, máy in xem còn mật khẩu mặc định không, mỗi ngày nhiều nhất một lần, theo văn bản được ký ngoài hệ thống.',
  'device-check.rule': 'Quy tắc',
  'device-check.rule.unknown':
    'Máy chủ này chưa biết quy tắc “{rule}”. Cập nhật máy chủ thu thập để xem hãng và cách khắc phục.',
  'device-check.remedy': 'Cách khắc phục',
  'device-check.remedy.after':
    'Sau khi đổi, lần kiểm tra tiếp theo hạ mức nghiêm trọng; phát hiện chỉ đóng khi thiết bị được rà soát lại.',
  'device-check.document': 'Tài liệu của hãng',
  'device-check.switch': 'Toàn tỉnh',
  'device-check.switch.stopped': 'Đang dừng',
  'device-check.switch.never': 'Chưa thiết lập',
  'device-check.switch.none': 'Đang tắt',
  'device-check.switch.on': 'Đang bật',
  'device-check.switch.stopped.why':
    'Không máy nào được kiểm tra thiết bị. Văn bản đã ký vẫn giữ nguyên và có hiệu lực lại khi bỏ lệnh dừng.',
  'device-check.switch.never.why':
    'Máy chủ thu thập chưa có khóa công khai của tỉnh, nên không văn bản nào ký được và không thiết bị nào bị hỏi.',
  'device-check.switch.none.why':
    'Chưa có văn bản đã ký nào đang có hiệu lực, nên không thiết bị nào bị hỏi.',
  'device-check.switch.on.why':
    '{count} văn bản đã ký đang có hiệu lực. Chỉ thiết bị ghi trong đó mới bị hỏi.',
  'device-check.switch.stop': 'Dừng toàn tỉnh',
  'device-check.switch.go-on': 'Bỏ lệnh dừng',
  'device-check.switch.stop.title': 'Dừng kiểm tra thiết bị trên toàn tỉnh',
  'device-check.switch.stop.means':
    'Máy đang kết nối dừng ngay, kể cả giữa chừng; máy khác dừng khi kết nối lại. Không cần chữ ký.',
  'device-check.switch.go-on.title': 'Bỏ lệnh dừng kiểm tra thiết bị',
  'device-check.switch.go-on.means':
    'Chỉ văn bản đã ký và còn hạn có hiệu lực lại; không mở rộng thêm điều gì.',
  'device-check.reason': 'Lý do',
  'device-check.list': 'Văn bản cho phép',
  'device-check.list.total': '{count} văn bản',
  'device-check.list.none': 'Chưa có văn bản cho phép nào',
  'device-check.list.none.why':
    'Chọn cơ quan, máy kiểm tra, thiết bị và khung giờ; sau đó thủ trưởng cơ quan đồng ý và văn bản được ký ngoài hệ thống.',
  'device-check.list.none.reader':
    'Quản trị viên của tỉnh soạn văn bản; thủ trưởng cơ quan đồng ý trước khi ký.',
  'device-check.list.filtered': 'Không có văn bản nào khớp bộ lọc',
  'device-check.list.search': 'Tìm số văn bản, cơ quan, máy',
  'device-check.number': 'Số {sequence}',
  'device-check.state': 'Trạng thái',
  'device-check.state.draft': 'Dự thảo',
  'device-check.state.agreed': 'Cơ quan đã đồng ý',
  'device-check.state.signed': 'Đã ký, chưa tới máy',
  'device-check.state.carried': 'Đã giao cho máy',
  'device-check.state.refused': 'Cơ quan không đồng ý',
  'device-check.state.expired': 'Đã hết hạn',
  'device-check.state.withdrawn': 'Đã thu hồi',
  'device-check.next': 'Việc tiếp theo',
  'device-check.next.draft': 'Thủ trưởng cơ quan đọc và đồng ý, hoặc nêu lý do không đồng ý.',
  'device-check.next.agreed':
    'Tải văn bản, ký trên máy giữ khóa (không nối mạng), rồi nộp tệp đã ký.',
  'device-check.next.signed': 'Chờ máy kiểm tra kết nối để nhận văn bản.',
  'device-check.next.carried': 'Máy kiểm tra tự làm trong khung giờ. Xem kết quả.',
  'device-check.next.refused': 'Sửa theo ý kiến của cơ quan và soạn văn bản mới nếu vẫn cần.',
  'device-check.next.expired': 'Soạn văn bản mới nếu vẫn cần.',
  'device-check.next.withdrawn':
    'Không còn kiểm tra theo văn bản này. Soạn văn bản mới nếu vẫn cần.',
  'device-check.draft': 'Soạn văn bản',
  'device-check.draft.lead':
    'Chưa có gì xảy ra khi lưu: thủ trưởng cơ quan phải đồng ý, sau đó văn bản được ký ngoài hệ thống.',
  'device-check.draft.save': 'Lưu dự thảo',
  'device-check.draft.agency': 'Cơ quan, đơn vị và máy kiểm tra',
  'device-check.draft.terms': 'Điều kiện',
  'device-check.draft.choose-agency':
    'Chọn cơ quan, đơn vị để xem máy tính và thiết bị của cơ quan đó.',
  'device-check.draft.devices': 'Thiết bị được hỏi',
  'device-check.draft.chosen': 'Đã chọn {chosen}/{max}',
  'device-check.draft.no-devices': 'Không có thiết bị nào có thể ghi vào văn bản',
  'device-check.draft.no-devices.why':
    'Thiết bị phải đã kê khai địa chỉ nội bộ và địa chỉ MAC, và đang rà soát hoặc đã được phép sử dụng.',
  'device-check.draft.no-hosts': 'Cơ quan này chưa có máy tính nào cài phần mềm giám sát an toàn.',
  'device-check.draft.empty':
    'Không chọn thiết bị nào: sau khi ký, văn bản này chấm dứt việc kiểm tra trên máy đó.',
  'device-check.host': 'Máy kiểm tra',
  'device-check.host.connected': 'đang kết nối',
  'device-check.host.away': 'chưa kết nối',
  'device-check.subnet': 'Mạng của máy kiểm tra',
  'device-check.subnet.hint': 'Mạng nội bộ, từ /22 trở xuống, ví dụ 192.168.1.0/24.',
  'device-check.subnet.wrong': 'Không phải mạng nội bộ từ /22 trở xuống.',
  'device-check.subnet.outside': 'Ngoài mạng đã ghi',
  'device-check.document-number': 'Số, ngày và trích yếu văn bản',
  'device-check.approved-by': 'Người phê duyệt',
  'device-check.until': 'Đến hết ngày',
  'device-check.until.hint': 'Nhiều nhất {days} ngày.',
  'device-check.hours': 'Khung giờ',
  'device-check.hours.from': 'Từ giờ',
  'device-check.hours.until': 'Đến giờ',
  'device-check.hours.wrong': 'Giờ kết thúc phải sau giờ bắt đầu.',
  'device-check.attempts': 'Số lần thử một thiết bị trong 24 giờ',
  'device-check.attempts.of-a-day': 'nhiều nhất {count} lần trong 24 giờ',
  'device-check.why': 'Lý do',
  'device-check.attempts.count': 'Số lần thử',
  'device-check.address': 'Địa chỉ',
  'device-check.protocol': 'Giao thức',
  'device-check.port': 'Cổng',
  'device-check.certificate': 'Dấu vân tay chứng thư (SHA-256)',
  'device-check.certificate.hint': '64 chữ số hệ 16',
  'device-check.include': 'Hỏi {device}',
  'device-check.gone': 'Không còn trong danh mục',
  'device-check.one.what': 'Nội dung sẽ ký',
  'device-check.one.what.done': 'Nội dung đã ký',
  'device-check.one.sum':
    '{host} được hỏi {devices} thiết bị của {agency}, từ {from} đến {until} hằng ngày, từ {first} đến hết {last}, mỗi thiết bị {attempts}.',
  'device-check.one.sum.none':
    'Văn bản này không có thiết bị nào: khi có hiệu lực, {host} của {agency} không hỏi thiết bị nào nữa.',
  'device-check.one.limits':
    'Chỉ đọc trang đầu và thử đăng nhập bằng đúng một mật khẩu mặc định của hãng; không ghi gì lên thiết bị. Có dấu hiệu khóa thì để yên một tuần.',
  'device-check.one.stopped': 'Toàn tỉnh đang dừng: văn bản này chưa được thực hiện.',
  'device-check.one.steps': 'Các bước',
  'device-check.one.step.drafted': 'Soạn dự thảo',
  'device-check.one.step.agreed': 'Cơ quan đồng ý',
  'device-check.one.step.refused': 'Cơ quan không đồng ý',
  'device-check.one.step.uploaded': 'Nộp văn bản đã ký',
  'device-check.one.step.carried': 'Giao cho máy kiểm tra',
  'device-check.one.step.withdrawn': 'Thu hồi',
  'device-check.one.checked': '{checked}/{all} thiết bị đã có kết quả',
  'device-check.one.devices': 'Thiết bị trong văn bản',
  'device-check.agree.title': 'Ý kiến của cơ quan',
  'device-check.agree.lead':
    'Bạn đồng ý đúng với nội dung ở trên. Tên của bạn và thời điểm đồng ý được ghi vào văn bản sẽ ký.',
  'device-check.agree': 'Đồng ý',
  'device-check.agree.refuse': 'Không đồng ý',
  'device-check.agree.reason': 'Lý do (bắt buộc khi không đồng ý)',
  'device-check.agree.reader': 'Chỉ thủ trưởng của {agency} đồng ý hoặc không đồng ý được.',
  'device-check.sign.title': 'Ký ngoài hệ thống',
  'device-check.sign.lead':
    'Khóa ký không nằm trên máy chủ nào. Tải văn bản, ký trên máy không nối mạng, rồi nộp tệp đã ký.',
  'device-check.sign.download': 'Tải văn bản để ký',
  'device-check.sign.upload': 'Nộp tệp đã ký',
  'device-check.sign.no-keys':
    'Máy chủ chưa có khóa công khai của tỉnh, nên chưa nộp được văn bản đã ký.',
  'device-check.sign.reader': 'Quản trị viên của tỉnh tải văn bản và nộp tệp đã ký.',
  'device-check.withdraw': 'Thu hồi',
  'device-check.withdraw.title': 'Thu hồi văn bản số {sequence}',
  'device-check.withdraw.means':
    'Máy kiểm tra bỏ văn bản này và không hỏi thiết bị nào theo nó nữa. Muốn kiểm tra lại phải có văn bản mới.',
  'device-check.results': 'Kết quả kiểm tra',
  'device-check.results.lead':
    'Mỗi dòng là một lần hỏi một thiết bị. “Không dùng mật khẩu mặc định này” không có nghĩa là an toàn.',
  'device-check.results.open': 'Xem kết quả',
  'device-check.results.total': '{count} kết quả',
  'device-check.results.none': 'Chưa có kết quả nào',
  'device-check.results.none.why':
    'Kết quả đến sau khi một văn bản đã ký có hiệu lực và máy kiểm tra đã hỏi thiết bị trong khung giờ.',
  'device-check.results.filtered': 'Không có kết quả nào khớp bộ lọc',
  'device-check.results.of-one': 'Chỉ kết quả theo một văn bản.',
  'device-check.results.of-device': 'Chỉ kết quả của một thiết bị.',
  'device-check.results.search': 'Tìm mã, hãng, địa chỉ, MAC, vị trí',
  'device-check.verdict': 'Kết quả',
  'device-check.when': 'Thời điểm',
  'device-check.steps.by': '{by}, {time}',
  'device-check.attempts.made': 'Đã thử {count} lần',
  'device-check.attempts.none': 'Không thử lần nào',
  'device-check.last': 'Kiểm tra mật khẩu mặc định',
  'device-check.last.none': 'Chưa kiểm tra lần nào.',
  'device-check.last.all': 'Xem tất cả',
  'device-check.last.by': '{time}, bằng máy {host}',
  'device-check.verdict.default': 'Đang dùng mật khẩu mặc định',
  'device-check.verdict.inactive': 'Chưa kích hoạt',
  'device-check.verdict.this-default-not-in-use': 'Không dùng mật khẩu mặc định này',
  'device-check.verdict.unidentified': 'Chưa nhận diện được',
  'device-check.verdict.unreachable': 'Không kết nối được',
  'device-check.verdict.not-checked': 'Chưa kiểm tra',
  'device-check.means.default':
    'Thiết bị cho đăng nhập bằng mật khẩu mà hãng giao kèm. Đổi ngay theo các bước dưới đây.',
  'device-check.means.inactive':
    'Thiết bị còn ở trạng thái xuất xưởng, ai kết nối trước sẽ đặt mật khẩu. Chưa thử mật khẩu nào.',
  'device-check.means.this-default-not-in-use':
    'Một mật khẩu mặc định đã bị từ chối. Điều này không có nghĩa là thiết bị an toàn: có thể còn mật khẩu mặc định khác. Thiết bị vẫn phải được rà soát.',
  'device-check.means.unidentified':
    'Thiết bị trả lời nhưng không khớp đúng một quy tắc nào, nên không thử mật khẩu nào.',
  'device-check.means.unreachable':
    'Thiết bị tắt, đã chuyển chỗ hoặc không mở cổng đã kê khai. Chưa biết gì về mật khẩu.',
  'device-check.means.not-checked': 'Máy kiểm tra đã dừng trước khi thử. Chưa biết gì về mật khẩu.',
  'device-check.not-checked.no-key': 'Máy kiểm tra chưa được cài khóa công khai',
  'device-check.not-checked.not-signed': 'Văn bản không có chữ ký hợp lệ',
  'device-check.not-checked.not-understood': 'Máy kiểm tra không đọc được văn bản',
  'device-check.not-checked.for-another-agent': 'Văn bản dành cho máy khác',
  'device-check.not-checked.replayed': 'Văn bản cũ hơn văn bản đã nhận',
  'device-check.not-checked.not-yet': 'Chưa đến ngày bắt đầu',
  'device-check.not-checked.expired': 'Văn bản đã hết hạn',
  'device-check.not-checked.outside-window': 'Ngoài khung giờ cho phép',
  'device-check.not-checked.not-listed': 'Thiết bị không có trong văn bản',
  'device-check.not-checked.outside-subnet': 'Máy kiểm tra không ở trong mạng đã ghi',
  'device-check.not-checked.not-private': 'Không phải địa chỉ mạng nội bộ',
  'device-check.not-checked.own-address': 'Địa chỉ là của chính máy kiểm tra',
  'device-check.not-checked.mac-unknown': 'Không đọc được địa chỉ MAC',
  'device-check.not-checked.mac-changed': 'Địa chỉ MAC khác với kê khai',
  'device-check.not-checked.certificate-changed': 'Chứng thư khác với văn bản',
  'device-check.not-checked.attempted-today': 'Đã thử trong 24 giờ qua',
  'device-check.not-checked.attempted-lately': 'Vừa thử chưa đến 10 phút',
  'device-check.not-checked.resting': 'Để yên một tuần vì có dấu hiệu khóa',
  'device-check.not-checked.clock-set-back': 'Đồng hồ máy kiểm tra bị lùi',
  'device-check.not-checked.ledger-damaged': 'Sổ ghi lần thử trên máy bị hỏng',
  'device-check.not-checked.ledger-not-written': 'Không ghi được sổ ghi lần thử',
  'device-check.not-checked.busy': 'Đang kiểm tra thiết bị khác',
  'device-check.not-checked.locked': 'Thiết bị báo đã khóa',
  'device-check.not-checked.banner-only': 'Giao thức này chỉ đọc lời chào, không thử',
  'device-check.not-checked.not-supported': 'Chưa hỗ trợ cách kiểm tra này',
  'device-check.unidentified.no-rule': 'Không có quy tắc nào khớp',
  'device-check.unidentified.two-rules': 'Quy tắc của hai hãng cùng khớp',
  'device-check.unidentified.answers-everything': 'Thiết bị trả lời mọi địa chỉ như nhau',
  'device-check.unidentified.leads-elsewhere': 'Thiết bị chuyển hướng sang nơi khác',
  'device-check.unidentified.not-understood': 'Không hiểu câu trả lời',
} as const satisfies Words & Record<string, string>

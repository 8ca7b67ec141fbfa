import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { JudgeSettingKey } from '#protocol/judge-settings.ts'
import type { Platform } from '#protocol/values.ts'

type Choice =
  'doesBuiltInCountAsLicensed' | 'doesFreeCountAsLicensed' | 'doesExpiredCountAsLicensed'
type Words = Record<
  | `catalogue.${CatalogueKind}`
  | `platform.${Platform}`
  | `decide.${Exclude<JudgeSettingKey, Choice>}.effect`
  | `decide.${Choice}.${'yes' | 'no'}`,
  string
>

/** The words of the screens about what judging rests on: settings, catalogues, products, readers, agents. */
export const judging = {
  'platform.linux': 'Linux',
  'platform.windows': 'Windows',
  'platform.macos': 'macOS',

  'settings.intro':
    'Những điểm mà văn bản của kế hoạch chưa nói rõ. Mỗi quyết định được in cạnh mọi con số phụ thuộc vào nó, kèm tên người và ngày quyết định.',
  'settings.only-administrators': 'Quản trị viên mới được quyết định.',
  'settings.controls': 'Ảnh hưởng:',
  'settings.history': 'Các lần quyết định ({count})',
  'settings.note': 'Căn cứ: {note}',
  'settings.decide': 'Quyết định',
  'settings.decide.title': 'Quyết định: {name}',
  'settings.decide.value': 'Giá trị',
  'settings.decide.note': 'Căn cứ (không bắt buộc)',
  'settings.decide.note.example': 'Ví dụ: kết luận cuộc họp ngày 12/11/2026',
  'settings.decide.rejudged': 'Mọi máy tính được đánh giá lại trong vài phút.',
  'settings.decide.signed': 'Quyết định được ghi với tên {name} và ngày hôm nay.',
  'settings.out-of-range': 'Nhập số ngày từ 1 đến {max}.',
  cancel: 'Hủy',

  'decide.signatureAgeDaysMax.effect':
    'Mẫu nhận diện cũ hơn {count} ngày sẽ không được coi là đã cập nhật.',
  'decide.listsAgeDaysMax.effect':
    'Máy có danh sách bản vá cũ hơn {count} ngày mà báo không thiếu bản vá sẽ là chưa xác định.',
  'decide.patchGraceDays.effect':
    'Máy có {count} ngày để cài một bản vá trước khi bị tính là bỏ lỡ.',
  'decide.silentAfterDays.effect':
    'Máy không gửi dữ liệu quá {count} ngày sẽ là lâu chưa gửi, và mọi kiểm soát khác của máy là chưa xác định.',
  'decide.doesBuiltInCountAsLicensed.yes':
    'Máy chỉ dùng phần mềm đi kèm hệ điều hành sẽ được tính là đạt về bản quyền.',
  'decide.doesBuiltInCountAsLicensed.no':
    'Máy chỉ dùng phần mềm đi kèm hệ điều hành sẽ bị tính là chưa đạt về bản quyền.',
  'decide.doesFreeCountAsLicensed.yes':
    'Máy chỉ dùng phần mềm miễn phí sẽ được tính là đạt về bản quyền.',
  'decide.doesFreeCountAsLicensed.no':
    'Máy chỉ dùng phần mềm miễn phí sẽ bị tính là chưa đạt về bản quyền.',
  'decide.doesExpiredCountAsLicensed.yes': 'Máy có bản quyền đã hết hạn vẫn được tính là đạt.',
  'decide.doesExpiredCountAsLicensed.no': 'Máy có bản quyền đã hết hạn bị tính là chưa đạt.',
  'decide.undecided': 'Những máy mà câu trả lời phụ thuộc vào điểm này sẽ là chưa xác định.',

  'catalogue.antivirus-products': 'Phần mềm diệt virus',
  'catalogue.os-support': 'Hỗ trợ hệ điều hành',
  'catalogue.service-rules': 'Dịch vụ rủi ro',
  'catalogues.unknown': 'Chưa có trong danh mục',
  'catalogues.readers': 'Cách đọc',
  'catalogues.parts': 'Các danh mục',
  'catalogues.shipped': 'Bản kèm theo sản phẩm, ngày {day}',
  'catalogues.signed': 'Bản đã ký số {sequence}, phát hành {day}',
  'catalogues.imported': '{author} nhập lúc {time}',
  'catalogues.rows': '{count} dòng, {verified} dòng đã kiểm tra trên máy thật',
  'catalogues.import': 'Nhập danh mục đã ký',
  'catalogues.import.title': 'Nhập danh mục?',
  'catalogues.import.means':
    'Tệp {file} sẽ thay danh mục đang dùng nếu chữ ký hợp lệ và số cao hơn bản đang giữ. Mọi máy tính được đánh giá lại.',
  'catalogues.import.done': 'Đã nhập: {what}',
  'catalogues.import.no-keys':
    'Chưa có khóa công khai nào được tin (KHIEN_CATALOGUE_KEYS), nên không nhập được danh mục đã ký.',
  'catalogues.product': 'Sản phẩm',
  'catalogues.origin': 'Doanh nghiệp',
  'catalogues.domestic': 'trong nước',
  'catalogues.foreign': 'nước ngoài ({country})',
  'catalogues.licence': 'Bản quyền',
  'catalogues.licence.unknown': 'chưa rõ loại',
  'catalogues.licence-end': 'Ngày hết hạn biết được từ',
  'catalogues.licence-end.reader': 'máy đọc được',
  'catalogues.licence-end.declaration': 'kê khai của cơ quan',
  'catalogues.licence-end.none': 'chưa có cách nào',
  'catalogues.read-by': 'Cách đọc',
  'catalogues.not-known': 'Điều chưa biết',
  'catalogues.source': 'Nguồn',
  'catalogues.verified': 'Đã kiểm tra',
  'catalogues.verified.yes': 'trên máy thật',
  'catalogues.verified.no': 'chưa',
  'catalogues.system': 'Hệ điều hành',
  'catalogues.ends': 'Hết hỗ trợ',
  'catalogues.extensions': 'Hỗ trợ mở rộng',
  'catalogues.extension': '{program} đến {day}',
  'catalogues.extension.free': '{program} đến {day}, miễn phí',
  'catalogues.service': 'Dịch vụ',
  'catalogues.severity': 'Mức (LAN / mọi địa chỉ / công cộng)',

  'products.intro':
    'Tên mà Security Center hoặc cách đọc trên máy báo về nhưng không danh mục nào có. Khi chưa xác định, chỉ biết những gì máy tự báo.',
  'products.none': 'Không có tên nào chờ xác định',
  'products.none.why':
    'Mọi tên phần mềm mà máy tính báo về đều có trong danh mục hoặc đã được quản trị viên xác định. Danh sách được rà lại mười phút một lần.',
  'products.name': 'Tên máy báo về',
  'products.hosts': 'Máy tính',
  'products.first-seen': 'Thấy lần đầu',
  'products.agencies': 'Cơ quan, đơn vị',
  'products.means': 'Xác định là',
  'products.choose': 'Chọn sản phẩm',
  'products.place': 'Là sản phẩm này',
  'products.not-antivirus': 'Không phải diệt virus',
  'products.more': 'Hiện {shown} trong tổng số {total} tên.',
  'products.confirm.title': 'Xác định “{name}”?',
  'products.confirm.product':
    'Mọi máy báo tên này sẽ được đánh giá như có {product}. Có thể bỏ xác định bất cứ lúc nào.',
  'products.confirm.none':
    'Tên này sẽ không được tính là phần mềm diệt virus ở bất kỳ máy nào. Có thể bỏ xác định bất cứ lúc nào.',
  'products.confirm': 'Xác định',
  'products.placed': 'Tên đã được xác định',
  'products.undo': 'Bỏ xác định',
  'products.undo.title': 'Bỏ xác định “{name}”?',
  'products.undo.means': 'Tên này trở lại danh sách chờ; máy được đánh giá lại.',

  'readers.intro':
    'Kết quả dựa trên cách đọc chưa ai kiểm tra bằng tay trên máy thật được đánh dấu “tạm tính”. Chạy lệnh ở mỗi dòng trên một máy thật rồi so sánh hai kết quả.',
  'readers.counts': '{checked} trên {total} cách đọc đã được kiểm tra',
  'readers.reader': 'Đọc',
  'readers.platform': 'Hệ điều hành',
  'readers.state': 'Kiểm tra',
  'readers.command': 'Lệnh để kiểm tra',
  'readers.beside': 'So với',
  'readers.window': 'cửa sổ của chính sản phẩm',
  'readers.checked': 'ngày {day}, {by}, {machine}',
  'readers.unchecked': 'chưa kiểm tra',

  'agents.title': 'Phần mềm giám sát dùng hết bao nhiêu',
  'agents.intro':
    'Tính cho ngày trọn vẹn gần nhất của từng máy. Số liệu được làm tròn lên lũy thừa của hai. Bấm vào số để xem danh sách máy.',
  'agents.none': 'Chưa có máy nào chạy đủ một ngày',
  'agents.none.why':
    'Phần mềm giám sát gửi số liệu về chính nó sau ngày trọn vẹn đầu tiên; trang này được tính lại mười phút một lần.',
  'agents.figure': 'Số liệu',
  'agents.median': 'Trung vị',
  'agents.p95': '95% máy không quá',
  'agents.max': 'Cao nhất',
  'agents.cpu': 'Thời gian xử lý mỗi ngày',
  'agents.memory': 'Bộ nhớ cao nhất',
  'agents.hosts': '{count} máy có số liệu',
  'agents.hosts.one': '1 máy có số liệu',
  'agents.at-least': 'từ mức này trở lên: {count} máy',
  'agents.at-least.one': 'từ mức này trở lên: 1 máy',
  'agents.seconds': '{count} giây',
  'agents.versions': 'Phiên bản đang dùng',
  'agents.version': 'Phiên bản',

  'column.actions': 'Thao tác',
  'column.agent': 'Phần mềm giám sát',
  'filter.product': 'Có “{name}”',
  'filter.agent-version': 'Phần mềm giám sát {version}',
  'filter.agent-cpu': 'Xử lý từ {amount} mỗi ngày',
  'filter.agent-memory': 'Bộ nhớ từ {amount}',
} as const satisfies Words & Record<string, string>

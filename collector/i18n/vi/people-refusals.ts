import type { peopleRefusals } from '#protocol/people-refusals.ts'

/** What is wrong with a sign-in, an account or its second factor. */
export const peopleRefusalTexts = {
  'refusal.SIGN_IN_CODE_WRONG':
    'Mã xác thực không đúng hoặc đã dùng rồi. Hãy chờ mã tiếp theo hoặc dùng mã khôi phục.',
  'refusal.SIGN_IN_STEP_OVER': 'Đã quá lâu từ khi nhập mật khẩu. Hãy đăng nhập lại từ đầu.',
  'refusal.ACCOUNT_DISABLED': 'Tài khoản này đã bị khóa. Hãy liên hệ quản trị viên của tỉnh.',
  'refusal.ACCOUNT_WITHOUT_ROLE':
    'Mật khẩu đúng nhưng tài khoản không thuộc nhóm nào được giao vai trò trong Khiên. Hãy liên hệ quản trị viên.',
  'refusal.ACCOUNT_NAME_HELD':
    'Tên “{name}” đã thuộc một tài khoản khác của Khiên. Quản trị viên cần đổi tên một trong hai tài khoản.',
  'refusal.DIRECTORY_UNAVAILABLE':
    'Chưa hỏi được thư mục tài khoản của tỉnh nên chưa biết mật khẩu đúng hay sai. Tài khoản tại chỗ vẫn đăng nhập được; hãy thử lại sau.',
  'refusal.PROVIDER_NOT_SET': 'Máy chủ này chưa nối với dịch vụ đăng nhập một lần.',
  'refusal.PROVIDER_UNAVAILABLE':
    'Dịch vụ đăng nhập một lần không trả lời. Tài khoản tại chỗ vẫn đăng nhập được; hãy thử lại sau.',
  'refusal.PROVIDER_REFUSED':
    'Dịch vụ đăng nhập một lần không xác nhận lần đăng nhập này ({detail}). Hãy đăng nhập lại từ đầu.',
  'refusal.PASSWORD_WRONG': 'Mật khẩu hiện tại không đúng.',
  'refusal.PASSWORD_TOO_SHORT': 'Mật khẩu phải có ít nhất {min} ký tự.',
  'refusal.PASSWORD_COMMON':
    'Mật khẩu này quá dễ đoán: nằm trong danh sách hay bị thử trước tiên, hoặc chỉ lặp lại vài ký tự. Hãy chọn một câu dài hơn.',
  'refusal.PASSWORD_IS_NAME':
    'Mật khẩu không được là tên đăng nhập hoặc chỉ thêm vài ký tự vào tên.',
  'refusal.PASSWORD_UNCHANGED': 'Mật khẩu mới phải khác mật khẩu đang dùng.',
  'refusal.PASSWORD_ELSEWHERE':
    'Mật khẩu của tài khoản này do thư mục hoặc dịch vụ đăng nhập của tỉnh giữ. Hãy đổi mật khẩu ở đó.',
  'refusal.TOTP_CODE_WRONG':
    'Mã xác thực không đúng. Hãy kiểm tra đồng hồ của điện thoại rồi nhập mã đang hiện.',
  'refusal.TOTP_NOT_STARTED': 'Chưa bắt đầu thiết lập xác thực hai bước. Hãy mở lại bước quét mã.',
  'refusal.TOTP_ON_ALREADY': 'Xác thực hai bước đã bật cho tài khoản này.',
  'refusal.TOTP_NOT_ON': 'Xác thực hai bước chưa bật cho tài khoản này.',
  'refusal.TOTP_REQUIRED':
    'Vai trò của bạn bắt buộc xác thực hai bước nên không tắt được. Mất điện thoại thì nhờ quản trị viên đặt lại.',
  'refusal.PERSON_NOT_FOUND': 'Không tìm thấy tài khoản {id}.',
  'refusal.PERSON_NAME_TAKEN': 'Đã có tài khoản tên “{name}”. Hoa, thường và dấu không phân biệt.',
  'refusal.PERSON_NOT_LOCAL':
    'Tài khoản này do thư mục hoặc dịch vụ đăng nhập của tỉnh giữ. Hãy đổi nhóm hoặc mật khẩu ở đó.',
  'refusal.LAST_ADMINISTRATOR':
    'Đây là quản trị viên tại chỗ cuối cùng đang hoạt động. Hãy thêm một quản trị viên tại chỗ khác trước.',
  'refusal.SESSION_NOT_FOUND': 'Phiên làm việc này đã kết thúc.',
} as const satisfies Record<`refusal.${keyof typeof peopleRefusals}`, string>

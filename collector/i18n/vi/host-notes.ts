/** Notes about a computer, and what the register says of it. */
export const hostNotes = {
  'notes.title': 'Ghi chú',
  'notes.none': 'Chưa có ghi chú nào về máy này.',
  'notes.none.past': 'Đến ngày này chưa có ghi chú nào về máy.',
  'notes.text': 'Ghi chú mới',
  'notes.hint':
    'Không sửa được sau khi lưu, chỉ rút lại được. Không ghi thông tin cá nhân hay mật khẩu.',
  'notes.left': 'còn {count} ký tự',
  'notes.save': 'Lưu ghi chú',
  'notes.retract': 'Rút lại',
  'notes.retract.one': 'Rút lại ghi chú của {by} lúc {time}',
  'notes.retract.why':
    'Ghi chú vẫn được giữ và hiện là đã rút lại, kèm tên người rút. Không hoàn tác được.',
  'notes.retracted': 'Đã rút lại: {by}, {time}',
  'host-register.title': 'Trong danh mục',
  'host-register.matched': 'Là máy {code} trong danh mục',
  'host-register.by': 'Khớp theo {basis}.',
  'host-register.by.person': '{actor} xác nhận cùng một máy, {time}.',
  'host-register.also': 'Cũng trùng: {signs}.',
  'host-register.differs': 'Khác nhau: {signs}.',
  'host-register.room': 'Nơi đặt: {room}',
  'host-register.forbidden':
    'Danh mục ghi máy này không được cài phần mềm giám sát (bí mật nhà nước), nhưng máy đang gửi dữ liệu. Gỡ phần mềm khỏi máy, hoặc sửa danh mục nếu ghi sai.',
  'host-register.open': 'Mở mục kê khai',
  'host-register.doubtful': 'Có thể là {count} máy trong danh mục, chờ người quyết định',
  'host-register.doubtful.one': 'Có thể là máy {code} trong danh mục, chờ người quyết định',
  'host-register.doubtful.why': 'Cho tới khi có quyết định, hai bên được đếm là hai máy.',
  'host-register.decide': 'Quyết định',
  'host-register.none': 'Không khớp với máy nào trong danh mục',
  'host-register.none.nothing-declared':
    '{agency} chưa kê khai máy tính nào. Máy này vẫn nằm trong mẫu số.',
  'host-register.none.only-counted':
    '{agency} chỉ kê khai số lượng, chưa kê khai từng máy, nên không có gì để đối chiếu.',
  'host-register.none.no-sign-agrees':
    'Trong {listed} máy mà {agency} kê khai, không máy nào trùng số sê-ri, thẻ tài sản, địa chỉ MAC hoặc tên.',
  'host-register.none.rejected':
    'Máy từng khớp đã được xác nhận là máy khác. Trong {listed} máy mà {agency} kê khai không còn máy nào khớp.',
  'host-register.none.not-in-scope':
    '{agency} đã nhập vào cơ quan, đơn vị khác ngoài phạm vi của bạn, nên không đối chiếu được.',
  'host-register.next.import': 'Nhập danh mục máy tính',
  'host-register.next.declare': 'Mở danh mục để kê khai máy này',
  'host-register.next.review': 'Xem lại các quyết định',
  'host-register.entry-host': 'Máy đã đăng ký: ',
  'host-register.entry-host.none': 'Chưa khớp với máy đã đăng ký nào.',
} as const satisfies Record<string, string>

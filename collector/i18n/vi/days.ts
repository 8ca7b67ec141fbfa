/** What a field of days says of what is typed into it. */
export const days = {
  'day.missing': 'Hãy ghi ngày.',
  'day.form': 'Ghi ngày theo dạng dd/MM/yyyy, ví dụ 31/12/2026.',
  'day.calendar': 'Lịch không có ngày {day}.',
  'day.too-early': 'Sớm nhất là ngày {day}.',
  'day.too-late': 'Muộn nhất là ngày {day}.',
  'moment.day': 'Ngày',
  'moment.time': 'Giờ',
  'moment.day-missing': 'Hãy ghi cả ngày.',
  'moment.time-missing': 'Hãy ghi cả giờ, theo dạng HH:mm.',
  'moment.time-form': 'Ghi giờ theo dạng HH:mm, ví dụ 08:30.',
  'moment.too-late': 'Thời điểm này chưa tới.',
} as const

import type { JudgeSettingKey } from '#protocol/judge-settings.ts'

type SettingTexts = Record<`judgeSetting.${JudgeSettingKey}.${'name' | 'unit' | 'meaning'}`, string>

/** The choices by which hosts are judged: what they are called, in which unit, and what they mean. */
export const judgeSettings = {
  'judgeSetting.signatureAgeDaysMax.name': 'Tuổi tối đa của mẫu nhận diện',
  'judgeSetting.signatureAgeDaysMax.unit': 'ngày',
  'judgeSetting.signatureAgeDaysMax.meaning':
    'Mẫu nhận diện virus cũ hơn số ngày này thì không được coi là đã cập nhật.',
  'judgeSetting.listsAgeDaysMax.name': 'Tuổi tối đa của danh sách bản vá',
  'judgeSetting.listsAgeDaysMax.unit': 'ngày',
  'judgeSetting.listsAgeDaysMax.meaning':
    'Kết luận "không còn thiếu bản vá" dựa trên danh sách cũ hơn số ngày này là chưa xác định.',
  'judgeSetting.patchGraceDays.name': 'Thời gian cho phép để cài bản vá',
  'judgeSetting.patchGraceDays.unit': 'ngày',
  'judgeSetting.patchGraceDays.meaning':
    'Sau số ngày này kể từ kỳ vá hằng tháng của Microsoft, hoặc từ khi máy khác cùng phiên bản đã có bản mới hơn, thì tính là bỏ lỡ.',
  'judgeSetting.doesBuiltInCountAsLicensed.name':
    'Phần mềm đi kèm hệ điều hành có tính là có bản quyền',
  'judgeSetting.doesBuiltInCountAsLicensed.unit': 'có hoặc không',
  'judgeSetting.doesBuiltInCountAsLicensed.meaning':
    'Quyết định 2458/QĐ-UBND không nói rõ. Khi chưa quyết định, máy chỉ dùng phần mềm đi kèm là chưa xác định.',
  'judgeSetting.doesFreeCountAsLicensed.name': 'Phần mềm miễn phí có tính là có bản quyền',
  'judgeSetting.doesFreeCountAsLicensed.unit': 'có hoặc không',
  'judgeSetting.doesFreeCountAsLicensed.meaning':
    'Khi chưa quyết định, máy chỉ dùng phần mềm miễn phí là chưa xác định.',
  'judgeSetting.doesExpiredCountAsLicensed.name': 'Bản quyền đã hết hạn vẫn tính là có bản quyền',
  'judgeSetting.doesExpiredCountAsLicensed.unit': 'có hoặc không',
  'judgeSetting.doesExpiredCountAsLicensed.meaning':
    'Nếu có, máy từng được cấp bản quyền vẫn đạt sau ngày hết hạn.',
  'judgeSetting.silentAfterDays.name': 'Thời hạn gửi dữ liệu',
  'judgeSetting.silentAfterDays.unit': 'ngày',
  'judgeSetting.silentAfterDays.meaning':
    'Máy không gửi dữ liệu lâu hơn số ngày này được coi là im lặng: mọi nội dung khác của máy là chưa xác định.',
} as const satisfies SettingTexts

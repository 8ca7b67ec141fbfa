import type { PlanRefusalCode } from '#protocol/plan-refusals.ts'

/** What is wrong with a plan that somebody writes, and what to do about it. */
export const planRefusals = {
  'refusal.PLAN_VERSION_NOT_FOUND': 'Không có phiên bản {version} của kế hoạch {planId}.',
  'refusal.PLAN_INDICATOR_NOT_FOUND': 'Kế hoạch {planId} không có chỉ tiêu {indicator}.',
  'refusal.PLAN_DRAFT_EXISTS':
    'Kế hoạch {planId} đã có bản dự thảo (phiên bản {version}). Hãy sửa hoặc hủy bản đó trước.',
  'refusal.PLAN_NOT_DRAFT':
    'Phiên bản {version} của kế hoạch {planId} đã ban hành nên không sửa được. Hãy lập phiên bản mới.',
  'refusal.PLAN_BODY_INVALID': 'Nội dung kế hoạch chưa hợp lệ: {detail}.',
  'refusal.PLAN_QUOTE_MISSING':
    'Chỉ tiêu {indicator} chưa có trích nguyên văn, văn bản hoặc điều khoản. Hãy ghi đủ cả ba.',
  'refusal.PLAN_METRIC_UNKNOWN':
    'Chỉ tiêu {indicator} dùng cách đo “{metric}” mà phần mềm không có. Hãy chọn trong danh sách cách đo.',
  'refusal.PLAN_UNIT_UNKNOWN':
    'Chỉ tiêu {indicator} dùng đơn vị “{unit}” không có. Đơn vị là tỷ lệ phần trăm, tỷ số hoặc số lượng.',
  'refusal.PLAN_UNIT_UNFIT':
    'Chỉ tiêu {indicator} dùng đơn vị “{unit}”, còn cách đo của nó tính bằng “{expected}”.',
  'refusal.PLAN_AGGREGATION_UNFIT':
    'Chỉ tiêu {indicator}: cách tổng hợp “{aggregation}” không dùng được với cách đo đã chọn.',
  'refusal.PLAN_FIGURE_MISSING':
    'Chỉ tiêu {indicator} lấy số kê khai nhưng chưa ghi tên số liệu mà cơ quan phải kê khai.',
  'refusal.PLAN_TARGET_IMPOSSIBLE':
    'Chỉ tiêu {indicator} có mục tiêu {numerator}/{denominator}. Một tỷ lệ phần trăm chỉ có thể từ 0% đến 100%, và “trên 100%” hay “dưới 0%” thì không bao giờ đạt được.',
  'refusal.PLAN_TOLERANCE_UNFIT':
    'Chỉ tiêu {indicator}: sai số cho phép chỉ dành cho mục tiêu “khoảng”, phải lớn hơn 0 và nhỏ hơn mục tiêu.',
  'refusal.PLAN_INDICATOR_TWICE': 'Mã chỉ tiêu {indicator} được dùng hai lần.',
  'refusal.PLAN_SUCCESSOR_UNKNOWN':
    'Chỉ tiêu {indicator} được thay bằng {successor}, nhưng kế hoạch không có chỉ tiêu đó.',
  'refusal.PLAN_SUCCESSOR_CYCLE':
    'Các chỉ tiêu thay thế nhau thành vòng: {indicators}. Hãy bỏ một bước thay thế.',
  'refusal.PLAN_SUCCESSOR_OVERLAPS':
    'Chỉ tiêu {indicator} phải hết hiệu lực trước ngày {successor} bắt đầu ({from}).',
  'refusal.PLAN_DATES_REVERSED': '{what}: ngày cuối ({until}) đứng trước ngày đầu ({from}).',
  'refusal.PLAN_VALIDITY_OVERLAPS':
    'Phiên bản {version} của kế hoạch này đã có hiệu lực từ {from}. Phiên bản mới phải bắt đầu sau ngày đó và không trùng thời gian.',
} as const satisfies Record<`refusal.${PlanRefusalCode}`, string>

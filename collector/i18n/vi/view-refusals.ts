/** What can be wrong with a saved view. */
export const viewRefusalTexts = {
  'refusal.VIEW_NOT_FOUND': 'Không còn cách xem này. Có thể nó đã được xóa ở một cửa sổ khác.',
  'refusal.VIEW_NAME_TAKEN': 'Đã có cách xem tên “{name}”. Hãy chọn tên khác.',
  'refusal.VIEWS_TOO_MANY': 'Đã có {max} cách xem, nhiều nhất được lưu. Hãy xóa bớt trước.',
} as const

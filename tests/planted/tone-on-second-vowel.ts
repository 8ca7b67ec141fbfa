export const planted = 'Xoá'

export const planted = { type: 'date' }

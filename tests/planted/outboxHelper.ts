export const planted: number = 'one'

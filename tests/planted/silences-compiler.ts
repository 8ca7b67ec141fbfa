// @ts-ignore: planted
export const planted: number = 'one'

export const planted = process.title

export const planted = process.platform

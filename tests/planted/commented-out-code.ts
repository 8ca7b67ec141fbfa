// const before = planted()
export const planted = 1

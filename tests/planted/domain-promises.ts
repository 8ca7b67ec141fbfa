export const planted = () => Promise.resolve(1)

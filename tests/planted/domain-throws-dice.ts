export const planted = () => Math.random()

export const planted = async () => 1

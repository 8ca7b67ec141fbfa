export const planted = (names: readonly string[]): string => names[0]

export const planted = (value: any): void => value.go()

import { foldForSearch } from '#domain/fold.ts'

export const planted = foldForSearch('')

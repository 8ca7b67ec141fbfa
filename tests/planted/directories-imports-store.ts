import type { Db } from '#store/schema.ts'

export type Asked = Db

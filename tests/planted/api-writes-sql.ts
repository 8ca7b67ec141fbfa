import type { Db } from '#store/schema.ts'

export const planted = (db: Db) => db.selectFrom('host').select('id').execute()

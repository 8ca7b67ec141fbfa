import { planted } from '#collector/ingest/planted.ts'

export const other = planted

import { planted } from '#collector/api/planted.ts'

export const other = planted

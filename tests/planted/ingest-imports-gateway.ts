import { planted } from '#collector/gateway/planted.ts'

export const other = planted

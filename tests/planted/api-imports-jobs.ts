import { planted } from '#collector/jobs/planted.ts'

export const other = planted

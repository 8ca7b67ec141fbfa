import { planted } from '../api/planted.ts'

export const other = planted

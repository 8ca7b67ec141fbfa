import { judgeProducts, licensedOf } from '../antivirus.ts'
import type { Control } from '../control.ts'

/**
 * Is an antivirus with a valid licence installed? It need not run.
 * Source: decision 2458/QĐ-UBND, "được cài đặt phần mềm phòng chống virus có bản quyền".
 */
export const antivirusLicensed = {
  id: 'antivirus-licensed',
  reads: ['antivirus'],
  judge: (host, context, nowMs) =>
    judgeProducts({ host, context, nowMs }, (product) => licensedOf(product, context, nowMs)),
} as const satisfies Control

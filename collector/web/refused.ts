import { refusalCodes } from '#protocol/refusals.ts'
import type { RefusalBody } from '#protocol/routes.ts'

/** What a body says that was no answer; null for what the collector does not say, such as the page of a proxy. */
export function refusalOf(body: unknown): RefusalBody | null {
  if (!isRecord(body) || !isRecord(body['params'])) return null
  const code = codes.find((known) => known === body['code'])
  if (code === undefined) return null
  const values = Object.entries(body['params'])
  return values.every(isValue) ? { code, params: Object.fromEntries(values) } : null
}

const codes = [...refusalCodes, 'BUG'] as const

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isValue = (entry: [string, unknown]): entry is [string, string | number] =>
  typeof entry[1] === 'string' || typeof entry[1] === 'number'

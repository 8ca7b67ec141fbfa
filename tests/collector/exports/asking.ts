import type { PlainKey } from '#i18n/translator.ts'
import { routes, type RouteName, type RouteOutput } from '#protocol/routes.ts'
import { addressOf } from '#tests/collector/access/two-agencies.ts'
import { call, type RunningApi, type SignedIn } from '#tests/collector/api/running-api.ts'

export type ExportName = Extract<RouteName, `export${string}`>
export type Asked = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

/** Reads a list as the screen does. */
export type Ask = <Name extends RouteName>(name: Name, asked?: Asked) => Promise<RouteOutput<Name>>

export const askAs =
  (api: RunningApi, as: SignedIn): Ask =>
  async (name, { params = {}, query = {} } = {}) => {
    const answer = await call(api, as, { method: 'GET', url: addressOf(name, params, query) })
    if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.body}`)
    return routes[name].output.parse(answer.json()) as never
  }

/** A file, what it is asked with, and one of its columns as the list of the screen has it, all pages. */
export type Listed = Asked & {
  /** The head of the column that is compared. */
  readonly head: PlainKey
  readonly rows: (ask: Ask, asked: Asked) => Promise<readonly string[]>
  /** Why the list of this province is empty; without it, a file without rows fails. */
  readonly empty?: string
}

/** All pages of a list, five rows at a time. */
export async function everyPage<Row>(
  read: (
    page: Readonly<Record<string, string>>,
  ) => Promise<{ total: number; rows: readonly Row[] }>,
): Promise<Row[]> {
  const all: Row[] = []
  for (let page = 1; ; page += 1) {
    const { total, rows } = await read({ page: String(page), pageSize: '5' })
    all.push(...rows)
    if (all.length >= total || rows.length === 0) return all
  }
}

import { expect } from 'vitest'
import { routes, type Route, type RouteName } from '#protocol/routes.ts'
import { sessionView } from '#protocol/views.ts'
import { host, trySignIn, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { csrfHeader } from '#protocol/routes.ts'

type Sent = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  readonly bytes?: Uint8Array
}

/** Routes that change nothing and hand out nothing of the province, each with the reason. */
export const changesNothing: Partial<Record<RouteName, string>> = {
  checkImport: 'a dry run',
  previewOrganisationChange: 'a dry run',
  recheckAnswers: 'tells which of the asked hosts have answered',
  importTemplate: 'an empty form',
  standardReportTemplate: 'an empty form',
  reportTemplateFile: 'an empty form',
  reprintReport: 'compares the archived report with itself; hands out two hashes',
  offerTotp: 'an offer that is written down when it is confirmed',
  signInTotpOffer: 'an offer that is written down when it is confirmed',
  oidcStart: 'leads to the sign-in service',
  metrics: 'figures of the collector itself, nothing of the province',
}

/** Proved by the tests of sign-in, where there is an authenticator and a real sign-in service. */
export const provedElsewhere: readonly RouteName[] = [
  'signInTotp',
  'signInPassword',
  'signInTotpSetup',
  'oidcCallback',
]

/** Whether a call of a route changes something, or lets something leave as a file. */
export const leavesTrace = ({ method, isFile }: Route) => method !== 'GET' || isFile === true

/** Calls routes by name, and proves of each call that it succeeded and left a new entry in the audit. */
export function walker(api: RunningApi) {
  const walked = new Set<RouteName>()
  const entries = async () => {
    const row = await api.store.db
      .selectFrom('audit')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }
  async function send(as: SignedIn, name: RouteName, sent: Sent = {}) {
    const route: Route = routes[name]
    const path = Object.entries(sent.params ?? {}).reduce<string>(
      (url, [key, value]) => url.replace(`:${key}`, value),
      route.path,
    )
    const query = new URLSearchParams(sent.query).toString()
    const headers = { host, cookie: as.cookie, [csrfHeader]: as.csrf }
    return api.app.inject({
      method: route.method,
      url: query === '' ? path : `${path}?${query}`,
      headers: sent.bytes ? { ...headers, 'content-type': 'application/octet-stream' } : headers,
      ...(sent.body ? { body: sent.body } : {}),
      ...(sent.bytes ? { payload: Buffer.from(sent.bytes) } : {}),
    })
  }
  async function walk(as: SignedIn, name: RouteName, sent: Sent = {}) {
    api.clock.nowMs += 1000
    const before = await entries()
    const answer = await send(as, name, sent)
    expect([name, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([
      name,
      200,
      '',
    ])
    expect([name, (await entries()) > before]).toEqual([name, true])
    walked.add(name)
    return answer
  }
  return { walk, send, walked }
}

/** Signs somebody in once more; each sign-in is a session of its own. */
export async function signInAgain(
  api: RunningApi,
  name: string,
  secret: string,
): Promise<SignedIn> {
  const answer = await trySignIn(api, { name, password: secret })
  const { csrf } = sessionView.parse(answer.json())
  const [cookie] = answer.cookies
  if (!cookie || csrf === null) throw new Error(answer.body)
  return { cookie: `${cookie.name}=${cookie.value}`, csrf }
}

/** What nobody has touched yet. */
export const unchanged = { expectedRevision: 0 }

/** The id that an answer tells, wherever it stands. */
export async function idOf(
  answer: Promise<{ json(): unknown }>,
  ...path: readonly string[]
): Promise<string> {
  let value: unknown = (await answer).json()
  for (const name of path) value = (value as Record<string, unknown>)[name]
  return String(value)
}

import { Refusal } from '#protocol/refusals.ts'
import type { RouteInput, RouteName, RouteOutput } from '#protocol/routes.ts'
import type { ServerClock } from './clock.ts'
import { routes } from './contract.ts'
import { refusalOf } from './refused.ts'
import { createRepeatKeys } from './repeat-keys.ts'

type Route = (typeof routes)[RouteName]

/** The collector could not be reached at all: not an answer, so nothing is known. */
export class NetworkFailure extends Error {
  constructor(cause: unknown) {
    super('the collector cannot be reached', { cause })
    this.name = 'NetworkFailure'
  }
}

/** The collector failed, or answered with what the contract does not know. */
export class UnexpectedAnswer extends Error {
  readonly status: number
  /** Under which the collector has logged it; null where it gave none. */
  readonly requestId: string | null

  constructor(status: number, requestId: string | null, options?: ErrorOptions) {
    super(`unexpected answer, status ${status}`, options)
    this.name = 'UnexpectedAnswer'
    this.status = status
    this.requestId = requestId
  }
}

type Needed<Input> = { [K in keyof Input as [Input[K]] extends [never] ? never : K]: Input[K] }
/** What a call gives: only the parts that its route has. */
export type CallInput<Name extends RouteName> = Needed<RouteInput<Name>>

/** Calls the routes of the contract. Throws Refusal, NetworkFailure or UnexpectedAnswer. */
export type Api = {
  call<Name extends RouteName>(
    name: Name,
    input: CallInput<Name>,
    signal?: AbortSignal,
  ): Promise<RouteOutput<Name>>
  /** The same for a route whose body is a file. */
  upload<Name extends RouteName>(
    name: Name,
    input: CallInput<Name>,
    file: Blob,
  ): Promise<RouteOutput<Name>>
  /** The time of the collector. */
  readonly clock: ServerClock
}

type Parts = {
  params?: Readonly<Record<string, unknown>>
  query?: Readonly<Record<string, unknown>>
  body?: unknown
  file?: Blob
}

type Sending = { signal: AbortSignal | undefined; key?: string }

/** A file stands for itself by name, size and time. */
function textOf(name: RouteName, { file, ...parts }: Parts): string {
  const changedMs = file instanceof File ? file.lastModified : null
  return JSON.stringify([name, parts, file?.size, changedMs])
}

/** `readCsrf` gives the token of the session now, or null before there is one. */
export function createApi(options: {
  origin: string
  readCsrf: () => string | null
  clock: ServerClock
  /** At random, so that no two are the same. */
  newKey: () => string
}): Api {
  const { clock, newKey } = options
  const repeats = createRepeatKeys({ newKey, now: () => clock.now() })
  return {
    clock,
    call: (name, input, signal) => ask(name, input, signal),
    upload: (name, input, file) => ask(name, { ...input, file }),
  }

  async function ask<Name extends RouteName>(
    name: Name,
    parts: Parts,
    signal?: AbortSignal,
  ): Promise<RouteOutput<Name>> {
    const route = routes[name]
    if (route.method !== 'POST') return answerOf<Name>(route, await send(route, parts, { signal }))
    const asked = textOf(name, parts)
    const key = repeats.keyOf(asked)
    try {
      const answer = await answerOf<Name>(route, await send(route, parts, { signal, key }))
      repeats.end(asked, null)
      return answer
    } catch (error) {
      repeats.end(asked, error)
      throw error
    }
  }

  async function send(route: Route, parts: Parts, { signal, key }: Sending): Promise<Response> {
    const csrf = options.readCsrf()
    const headers: Record<string, string> = { accept: 'application/json' }
    if (key !== undefined) headers['idempotency-key'] = key
    if (parts.body !== undefined) headers['content-type'] = 'application/json'
    if (parts.file !== undefined) headers['content-type'] = 'application/octet-stream'
    if (route.method !== 'GET' && csrf !== null) headers['x-khien-csrf'] = csrf
    try {
      const response = await fetch(`${options.origin}${addressOf(route, parts)}`, {
        method: route.method,
        headers,
        credentials: 'same-origin',
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
        ...(parts.file === undefined ? {} : { body: parts.file }),
        ...(signal ? { signal } : {}),
      })
      clock.hear(response.headers.get('date'))
      return response
    } catch (error) {
      if (signal?.aborted) throw error
      throw new NetworkFailure(error)
    }
  }
}

async function answerOf<Name extends RouteName>(
  { answers }: Route,
  response: Response,
): Promise<RouteOutput<Name>> {
  const body = await readJson(response)
  if (!response.ok) throw toFailure(response.status, body)
  // What stands between may answer for the collector: its words would break the screen that draws them.
  const isObject = typeof body === 'object' && body !== null
  if (answers !== undefined && !(isObject && answers in body)) {
    throw new UnexpectedAnswer(response.status, null)
  }
  // The collector holds every answer against the contract before it sends it: docs/decisions/0032.
  return body as RouteOutput<Name>
}

/** Path and query of a call; parameters that are undefined are left out. */
export function addressOf(route: Pick<Route, 'path'>, parts: Parts): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(parts.params?.[key] ?? '')),
  )
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined) query.set(key, String(value))
  }
  return query.size > 0 ? `${path}?${query.toString()}` : path
}

/** Null for what is no JSON; the caller then judges by the status. */
async function readJson(response: Response): Promise<unknown> {
  const body = await response.text().catch((error: unknown) => {
    throw new NetworkFailure(error)
  })
  try {
    return JSON.parse(body)
  } catch (error) {
    if (response.ok) throw new UnexpectedAnswer(response.status, null, { cause: error })
    return null
  }
}

function toFailure(status: number, body: unknown): Error {
  const refusal = refusalOf(body)
  if (refusal === null) return new UnexpectedAnswer(status, null)
  const { code, params } = refusal
  if (code === 'BUG') return new UnexpectedAnswer(status, String(params['requestId'] ?? '') || null)
  return new Refusal(code, params)
}

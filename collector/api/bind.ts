import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import { csrfHeader, routes, type Route, type RouteName } from '#protocol/routes.ts'
import type { ApiDeps, Call, Handlers } from './call.ts'
import {
  isLongRead,
  questionOf,
  withConnected,
  type LongReadName,
  type LongReads,
} from './long-reads.ts'
import { createFileSlots, type FileSlots } from './file-slots.ts'
import { createCallers, type Caller, type Callers } from './callers.ts'
import { doOnce, repeatKeyOf, type Once } from './repeats.ts'
import { scopeOf } from './scope.ts'
import { sendJson } from './send-json.ts'

const detailLengthMax = 200
/** Whether the answer was given before; nothing was done this time. */
const repeatedHeader = 'idempotency-replayed'

/** Serves every route of the contract: checks who calls and what they give, and what the handler answers. */
export function bindRoutes(app: FastifyInstance, deps: ApiDeps, handlers: Handlers): void {
  const callers = createCallers(deps)
  const bound = { ...deps, callers, files: createFileSlots() }
  for (const name of z.array(z.string()).parse(Object.keys(routes)) as RouteName[]) {
    const route: Route = routes[name]
    if (route.takesBytesMax === undefined) bindRoute(app, bound, { name, handlers })
    else takeFile(app, (scope) => bindRoute(scope, bound, { name, handlers }))
  }
}

/** A route of files alone: its handler reads the bytes, after it is known who sends them and not before. */
function takeFile(app: FastifyInstance, bind: (scope: FastifyInstance) => void): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/octet-stream', (_request, payload, parsed) =>
      parsed(null, payload),
    )
    bind(scope)
    done()
  })
}

type Bound = ApiDeps & { readonly callers: Callers; readonly files: FileSlots }

function bindRoute<Name extends RouteName>(
  app: FastifyInstance,
  deps: Bound,
  { name, handlers }: { name: Name; handlers: Handlers },
): void {
  const route: Route = routes[name]
  app.route({
    method: route.method,
    url: route.path,
    ...bodyLimitOf(route),
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const call = await admitCall<Name>(deps, route, { request, reply })
      if (deps.longReads && isLongRead(name, call.query)) {
        return sendJson(
          request,
          reply,
          await readLong({ ...deps, longReads: deps.longReads }, name, call),
        )
      }
      if (route.isFile) await deps.files.hold(() => handlers[name](call))
      if (route.isStream) await handlers[name](call)
      // A stream or a file has taken the reply over.
      if (route.isStream || route.isFile) return reply
      const work = async () => JSON.stringify(route.output.parse(await handlers[name](call)))
      return sendJson(request, reply, await answerTo(deps, { name, route, call, work }))
    },
  })
}

type Asked = {
  readonly name: RouteName
  readonly route: Route
  readonly call: Pick<Call<'signIn'>, 'user' | 'session' | 'by' | 'request' | 'reply'>
  readonly work: Once['work']
}

/** What a caller gave a key to is done once; the answer says whether it was given before. */
async function answerTo({ store }: Bound, { name, route, call, work }: Asked): Promise<string> {
  const { repeat } = route
  const { user, session, request, reply } = call
  const key = repeatKeyOf(request)
  if (repeat === undefined || repeat === 'harmless' || key === null || user === null) return work()
  const { params, query, body, headers } = request
  const fileBytes = route.takesBytesMax === undefined ? null : (headers['content-length'] ?? null)
  const asked = JSON.stringify([name, params, query, fileBytes === null ? body : fileBytes])
  const caller = `${session ? 'person' : 'token'} ${user.id}`
  const once = { repeat, caller, asked, nowMs: call.by.nowMs, work }
  const { text, isRepeated } = await doOnce(store.db, key, once)
  reply.header(repeatedHeader, String(isRepeated))
  return text
}

async function readLong(
  deps: Bound & { readonly longReads: LongReads },
  name: LongReadName,
  call: unknown,
): Promise<string> {
  // The schemas of the route of this name have parsed it.
  const question = await questionOf(deps, name, call as Call<'work'>)
  const text = await deps.longReads.answer(question)
  return withConnected({ question, text, connections: deps.connections, now: deps.now })
}

function bodyLimitOf({ takesBytesMax, bodyBytesMax }: Route): { bodyLimit?: number } {
  const bodyLimit = takesBytesMax ?? bodyBytesMax
  return bodyLimit === undefined ? {} : { bodyLimit }
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

async function admitCall<Name extends RouteName>(
  deps: Bound,
  route: Route,
  exchange: Exchange,
): Promise<Call<Name>> {
  const { request } = exchange
  const nowMs = deps.now()
  const caller = await deps.callers.callerOf(request, nowMs)
  checkMayCall(route, request, caller)
  const call = {
    params: parsePart('params', route.params, request.params),
    query: parsePart('query', route.query, request.query),
    body: parsePart('body', route.body, request.body),
    user: caller?.user ?? null,
    session: caller?.session ?? null,
    scope: caller ? await scopeOf(deps.store.reader, caller.user, nowMs) : nothingInScope,
    by: {
      actor: actorOf(caller),
      address: request.ip,
      nowMs,
    },
    ...exchange,
  } as const
  // The schemas of `route` have parsed the parts and checkMayCall() has seen who calls.
  return call as unknown as Call<Name>
}

const nothingInScope = { agencyIds: [] } as const

/** As the audit names who calls. */
function actorOf(caller: Caller | null): string {
  if (!caller) return 'nobody'
  return caller.session ? `user ${caller.user.name}` : `api-token ${caller.user.name}`
}

/** @throws Refusal NOT_SIGNED_IN, NOT_ALLOWED */
function checkMayCall(route: Route, request: FastifyRequest, caller: Caller | null): void {
  if (route.access === 'public') {
    if (route.method !== 'GET') checkSameOrigin(request)
    return
  }
  if (!caller) throw new Refusal('NOT_SIGNED_IN')
  const { user, session } = caller
  if (!route.access.includes(user.role)) throw new Refusal('NOT_ALLOWED')
  if (!session) {
    // No page can make a browser send a token, so there is no other site to tell it from.
    if (route.isOfSession) throw new Refusal('NOT_ALLOWED')
    return
  }
  if (route.method !== 'GET' && !isSame(request.headers[csrfHeader], session.csrf)) {
    throw new Refusal('NOT_ALLOWED')
  }
}

function isSame(given: string | string[] | undefined, held: string): boolean {
  if (typeof given !== 'string') return false
  const [left, right] = [Buffer.from(given), Buffer.from(held)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * Before there is a session there is no token to compare, so another site is told by what browsers say of it.
 * A caller that says nothing is no browser, and no page can make it call.
 */
function checkSameOrigin({ headers, host }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw new Refusal('NOT_ALLOWED')
  }
  const { origin } = headers
  if (origin === undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new Refusal('NOT_ALLOWED')
}

function parsePart(part: string, schema: z.ZodObject | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues
    .map(({ path, code }) => `${[part, ...path].join('.')} (${code})`)
    .join(', ')
  throw new Refusal('REQUEST_INVALID', { detail: detail.slice(0, detailLengthMax) })
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import { csrfHeader, routes, type Route, type RouteName } from '#protocol/routes.ts'
import type { Role } from '#protocol/views.ts'
import type { Session } from '#store/sessions.ts'
import type { ApiDeps, Call, Handlers } from './call.ts'
import { sessionOf } from './session-cookie.ts'

const rank: Record<Role, number> = { reader: 1, administrator: 2 }
const detailLengthMax = 200

/** Serves every route of the contract: checks who calls and what they give, and what the handler answers. */
export function bindRoutes(app: FastifyInstance, deps: ApiDeps, handlers: Handlers): void {
  for (const name of z.array(z.string()).parse(Object.keys(routes)) as RouteName[]) {
    const route: Route = routes[name]
    if (route.takesBytesMax === undefined) bindRoute(app, deps, { name, handlers })
    else takeFile(app, (scope) => bindRoute(scope, deps, { name, handlers }))
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

function bindRoute<Name extends RouteName>(
  app: FastifyInstance,
  deps: ApiDeps,
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
      const answer: unknown = await handlers[name](call)
      // A stream or a file has taken the reply over.
      if (route.isStream || route.isFile) return reply
      return reply.send(route.output.parse(answer))
    },
  })
}

function bodyLimitOf({ takesBytesMax, bodyBytesMax }: Route): { bodyLimit?: number } {
  const bodyLimit = takesBytesMax ?? bodyBytesMax
  return bodyLimit === undefined ? {} : { bodyLimit }
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

async function admitCall<Name extends RouteName>(
  deps: ApiDeps,
  route: Route,
  exchange: Exchange,
): Promise<Call<Name>> {
  const { request } = exchange
  const nowMs = deps.now()
  const session = await sessionOf(deps.store, request, nowMs)
  checkMayCall(route, request, session)
  const call = {
    params: parsePart('params', route.params, request.params),
    query: parsePart('query', route.query, request.query),
    body: parsePart('body', route.body, request.body),
    session,
    scope: 'all',
    by: {
      actor: session ? `user ${session.user.name}` : 'nobody',
      address: request.ip,
      nowMs,
    },
    ...exchange,
  } as const
  // The schemas of `route` have parsed the parts and checkMayCall() has seen the session.
  return call as unknown as Call<Name>
}

/** @throws Refusal NOT_SIGNED_IN, NOT_ALLOWED */
function checkMayCall(route: Route, request: FastifyRequest, session: Session | null): void {
  if (route.role === 'public') {
    if (route.method !== 'GET') checkSameOrigin(request)
    return
  }
  if (!session) throw new Refusal('NOT_SIGNED_IN')
  if (rank[session.user.role] < rank[route.role]) throw new Refusal('NOT_ALLOWED')
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

import type { FastifyInstance } from 'fastify'
import type { Metrics } from '#collector/deps.ts'
import { routes, type Route } from '#protocol/routes.ts'

/** Times every answer by the name of its route. A stream ends when its reader goes, which says nothing. */
export function timeAnswers(app: FastifyInstance, metrics: Metrics): void {
  const names = routeNames()
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request.routeOptions
    const route = names.get(`${method} ${url}`) ?? 'web'
    if (!streams.has(route)) {
      const seconds = reply.elapsedTime / 1000
      metrics.timeAnswer({ route, status: reply.statusCode, seconds })
    }
    done()
  })
}

const streams: ReadonlySet<string> = new Set(
  Object.entries<Route>(routes).flatMap(([name, { isStream }]) => (isStream ? [name] : [])),
)

function routeNames(): ReadonlyMap<string, string> {
  const addresses = Object.entries<Route>(routes).map(
    ([name, { method, path }]) => [`${method} ${path}`, name] as const,
  )
  return new Map(addresses)
}

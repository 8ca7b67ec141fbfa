import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '#collector/deps.ts'
import { Refusal, refusalTable } from '#protocol/refusals.ts'
import type { RefusalBody } from '#protocol/routes.ts'

/** Answers what was thrown: a refusal with its code, a bug with the id of the request under which it is logged. */
export function answerError(log: Log) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store')
    const refusal = toRefusal(error)
    if (refusal) {
      const retryAfter = refusal.params['retryAfterSeconds']
      if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
      const body: RefusalBody = { code: refusal.code, params: refusal.params }
      return reply.status(refusalTable[refusal.code].status).send(body)
    }
    const requestId = request.id
    const { method } = request
    const path = request.routeOptions.url ?? null
    log.error({ err: error, requestId, method, path }, 'request failed: this is a bug')
    const body: RefusalBody = { code: 'BUG', params: { requestId } }
    return reply.status(500).send(body)
  }
}

/** What Fastify itself finds wrong with a request (not JSON, too long) is the caller's. */
function toRefusal(error: FastifyError | Error): Refusal | null {
  if (error instanceof Refusal) return error
  if (!('statusCode' in error) || error.statusCode === undefined) return null
  const isOfCaller = error.statusCode >= 400 && error.statusCode < 500
  return isOfCaller ? new Refusal('REQUEST_INVALID', { detail: error.code }) : null
}

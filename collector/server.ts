import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { SecureContextOptions, TlsOptions } from 'node:tls'
import { answerError } from './api/answer-error.ts'
import { timeAnswers } from './api/answer-times.ts'
import { bindRoutes } from './api/bind.ts'
import type { ApiDeps } from './api/call.ts'
import { createLive } from './api/live.ts'
import { createHandlers } from './api/registry.ts'
import { createSignInLimits } from './api/sign-in-limits.ts'
import { serveWeb } from './web-pages.ts'

const bodyBytesMax = 65_536
/** From the first byte of a request to its last; the event stream is an answer and not meant. */
const requestTimeoutMs = 30_000
/**
 * Longer than browsers keep a connection that nothing passes over (Chromium: 300 s), so that never the one is closed
 * here that a browser is about to use.
 */
const keepAliveMs = 330_000

type Options = ApiDeps & {
  readonly tls: Pick<SecureContextOptions, 'key' | 'cert'> & Pick<TlsOptions, 'SNICallback'>
  /** The built browser application; it may not be there. */
  readonly webFolder: string
  readonly liveHeartbeatMs?: number
}

/**
 * The HTTPS side of the collector: the API and the browser application. It does not listen yet; `app.server`
 * is the TLS server whose upgrades belong to the gateway. Closing it ends the open event streams.
 */
export async function createServer(options: Options): Promise<FastifyInstance> {
  const { tls, webFolder, liveHeartbeatMs, ...deps } = options
  const app = fastify({
    https: { ...tls, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] },
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
  })
  app.setErrorHandler(answerError(deps.log))
  await app.register(helmet, securityHeaders)
  await app.register(cookie)
  timeAnswers(app, deps.upkeep.metrics)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })

  const live = createLive({ ...deps, heartbeatMs: liveHeartbeatMs })
  app.addHook('preClose', async () => live.close())
  const limits = createSignInLimits(deps.now)
  bindRoutes(app, deps, createHandlers(deps, { live, limits }))
  await serveWeb(app, webFolder)
  return app
}

const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Mantine writes style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  frameguard: { action: 'deny' },
  // Other names under ours are not ours to decide about.
  strictTransportSecurity: { includeSubDomains: false },
} as const

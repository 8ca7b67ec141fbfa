import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal, refusalTable } from '#protocol/refusals.ts'
import { languages, translator } from '#i18n/translator.ts'

const yearMs = 365 * 86_400_000

/**
 * Serves the built browser application from `folder`, and its page for every address that is not under /api:
 * which screen that is, the page decides. Without a build every address says so, in both languages.
 */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    suppressWarning: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // The build names what stands in assets/ by its content.
      const isNamedByContent = path.startsWith(join(folder, 'assets'))
      const cached = `public, max-age=${yearMs / 1000}, immutable`
      reply.header('cache-control', isNamedByContent ? cached : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) throw new Refusal('NOT_FOUND')
    if (existsSync(join(folder, 'index.html'))) return reply.sendFile('index.html')
    return sayNotBuilt(reply)
  })
}

function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? ''
  const isFile = /\.[a-z0-9]+$/i.test(path)
  return method === 'GET' && path !== '/api' && !path.startsWith('/api/') && !isFile
}

function sayNotBuilt(reply: FastifyReply): FastifyReply {
  const sentences = languages.map((language) => {
    const sentence = translator(language).t('refusal.WEB_NOT_BUILT')
    return `<p lang="${language}">${sentence}</p>`
  })
  return reply
    .status(refusalTable.WEB_NOT_BUILT.status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(`<!doctype html><meta charset="utf-8"><title>Khiên</title>${sentences.join('')}`)
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { hash } from 'node:crypto'

/**
 * Answers with JSON; what was read carries a strong ETag over its bytes, and a program that names the tag in
 * If-None-Match is told 304 instead of the bytes. Browsers still keep nothing: the answer says `no-store`.
 */
export function sendJson(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  reply.type('application/json; charset=utf-8')
  if (request.method !== 'GET') return reply.send(text)
  const tag = `"${hash('sha256', text, 'base64url')}"`
  reply.header('etag', tag)
  if (names(request.headers['if-none-match'], tag)) return reply.status(304).send()
  return reply.send(text)
}

/** If-None-Match compares weakly: RFC 9110, section 13.1.2. */
function names(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { providerRequestMs } from '#store/people/provider-requests.ts'
import { signInStepsMs } from '#store/people/sign-in-steps.ts'

/** As for the session: Secure, Path=/ and this very host. */
const stepName = '__Host-khien-step'
const providerName = '__Host-khien-oidc'
const cookieLength = 43
const attributes = { path: '/', secure: true, httpOnly: true } as const
const strict = { ...attributes, sameSite: 'strict' } as const
/** The sign-in service sends the browser back, and a strict cookie does not come along from another site. */
const lax = { ...attributes, sameSite: 'lax' } as const

export function stepCookieOf(request: FastifyRequest): string | null {
  return cookieNamed(request, stepName)
}

export function setStepCookie(reply: FastifyReply, cookie: string): void {
  void reply.setCookie(stepName, cookie, { ...strict, maxAge: signInStepsMs / 1000 })
}

export function clearStepCookie(reply: FastifyReply): void {
  void reply.clearCookie(stepName, strict)
}

export function providerCookieOf(request: FastifyRequest): string | null {
  return cookieNamed(request, providerName)
}

export function setProviderCookie(reply: FastifyReply, cookie: string): void {
  void reply.setCookie(providerName, cookie, { ...lax, maxAge: providerRequestMs / 1000 })
}

export function clearProviderCookie(reply: FastifyReply): void {
  void reply.clearCookie(providerName, lax)
}

function cookieNamed(request: FastifyRequest, name: string): string | null {
  const cookie = request.cookies[name]
  return cookie?.length === cookieLength ? cookie : null
}

import type { FastifyReply } from 'fastify'
import type { ApiDeps, Handlers } from '#collector/api/call.ts'
import type { SignInProvider } from '#collector/deps.ts'
import { Refusal, refusalTable } from '#protocol/refusals.ts'
import { rememberProviderRequest, takeProviderRequest } from '#store/people/provider-requests.ts'
import { admitVouched } from './credentials.ts'
import { continuePage, refusedPage } from './provider-pages.ts'
import { enter, type Exchange } from './sign-in-flow.ts'
import { clearProviderCookie, providerCookieOf, setProviderCookie } from './step-cookies.ts'

/** Signing in over the sign-in service of the province. Browsers come here by themselves, so answers are pages. */
export function providerHandlers(deps: ApiDeps): Pick<Handlers, 'oidcStart' | 'oidcCallback'> {
  const { store, randomBytes } = deps
  return {
    oidcStart: ({ query, by, reply }) =>
      asPage(reply, async () => {
        const { url, checks } = await providerOf(deps).begin()
        const request = { ...checks, returnTo: pathOfOurs(query.to) }
        const { nowMs } = by
        setProviderCookie(
          reply,
          await rememberProviderRequest(store.db, request, { nowMs, randomBytes }),
        )
        await reply.redirect(url.href)
      }),

    oidcCallback: ({ by, request, reply }) =>
      asPage(reply, async () => {
        const returnTo = await comeBack(deps, { by, request, reply })
        await sendPage(reply, 200, continuePage(returnTo))
      }),
  }
}

async function comeBack(deps: ApiDeps, exchange: Exchange): Promise<string> {
  const { by, request, reply } = exchange
  const cookie = providerCookieOf(request)
  const asked = cookie && (await takeProviderRequest(deps.store.db, cookie, by.nowMs))
  clearProviderCookie(reply)
  if (!asked) throw new Refusal('SIGN_IN_STEP_OVER')
  const query = new URL(request.url, 'https://localhost').searchParams
  const person = await providerOf(deps).finish(query, asked)
  const account = await admitVouched(deps, { source: 'oidc', person, known: null }, by)
  await enter(deps, exchange, { account, pending: null })
  return asked.returnTo
}

function providerOf({ signInWays }: ApiDeps): SignInProvider {
  if (!signInWays.provider) throw new Refusal('PROVIDER_NOT_SET')
  return signInWays.provider
}

/** A path of this collector; anything that a browser would take for another place becomes the start page. */
export function pathOfOurs(asked: string | undefined): string {
  if (asked === undefined || !/^\/(?![/\\])[\x21-\x7E]*$/.test(asked)) return '/'
  const url = new URL(asked, 'https://localhost')
  const isOurs = url.origin === 'https://localhost' && !url.pathname.startsWith('/api/')
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : '/'
}

/** A person reads this answer, so a refusal is a page too. */
async function asPage(reply: FastifyReply, answer: () => Promise<void>): Promise<void> {
  try {
    await answer()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sendPage(reply, refusalTable[error.code].status, refusedPage(error))
  }
}

async function sendPage(reply: FastifyReply, status: number, page: string): Promise<void> {
  await reply.status(status).type('text/html; charset=utf-8').send(page)
}

import type { InjectOptions } from 'fastify'
import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { hashPassword } from '#collector/api/passwords.ts'
import type { Role } from '#protocol/access.ts'
import { csrfHeader } from '#protocol/routes.ts'
import { createUser } from '#store/users.ts'
import { host, type RunningApi } from '../api/running-api.ts'

/** A browser that keeps cookies, reads who it is and sends the token along. */
export function openBrowser(api: RunningApi, userAgent = 'Mozilla/5.0 Firefox/140.0') {
  const cookies = new Map<string, string>()
  const held: { csrf: string | null } = { csrf: null }

  async function send(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const request: InjectOptions = {
      method,
      url,
      headers: {
        host,
        'user-agent': userAgent,
        ...(cookie === '' ? {} : { cookie }),
        ...(held.csrf === null ? {} : { [csrfHeader]: held.csrf }),
      },
      ...(body ? { body } : {}),
    }
    const answer = await api.app.inject(request)
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const said: unknown = answer.headers['content-type']?.toString().includes('json')
      ? answer.json()
      : null
    noteCsrf(said)
    return { status: answer.statusCode, said, headers: answer.headers, text: answer.body }
  }

  function noteCsrf(said: unknown) {
    const session = isRecord(said) && isRecord(said['session']) ? said['session'] : said
    if (isRecord(session) && 'csrf' in session) {
      held.csrf = typeof session['csrf'] === 'string' ? session['csrf'] : null
    }
  }

  return {
    cookies,
    get: (url: string) => send('GET', url),
    post: (url: string, body?: object) => send('POST', url, body ?? {}),
    delete: (url: string) => send('DELETE', url),
    signIn: (name: string, password: string) => send('POST', '/api/session', { name, password }),
    who: async () => (await send('GET', '/api/session')).said,
  }
}

export type Browser = ReturnType<typeof openBrowser>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Adds a local account as the command line would. */
export async function addLocal(
  api: RunningApi,
  { name, role, password }: { name: string; role: Role; password: string },
) {
  const by = { actor: 'command', address: null, nowMs: api.clock.nowMs, newId: randomUUID }
  const passwordHash = await hashPassword(password)
  return createUser(api.store.db, { name, passwordHash, role, agencyId: null }, by)
}

/** What an authenticator with this secret shows at a moment. */
export function codeAt(secret: string, atMs: number): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: atMs })
}

/** The actions that the audit has written down, oldest first. */
export async function auditedActions({ store }: RunningApi): Promise<string[]> {
  const rows = await store.reader.selectFrom('audit').select('action').orderBy('id').execute()
  return rows.map(({ action }) => action)
}

import { madeSecret } from '../api/made-secret.ts'
import { hashPassword } from '../api/passwords.ts'
import type { Store } from '../deps.ts'
import { createUser, hasAnyUser } from '#store/users.ts'
import type { Tools } from './tools.ts'

const name = 'admin'
const groups = 4

/**
 * Gets the first administrator ready when nobody can sign in yet; the answer makes it. Its password is that of the
 * settings, or a made-up one of 20 characters that is printed this once. The slow part, hashing, is done before the
 * port opens; the account is made after, so that a start which fails shows no password that counts.
 */
export async function prepareAdministrator(
  store: Store,
  tools: Tools,
): Promise<() => Promise<void>> {
  if (await hasAnyUser(store.db)) return () => Promise.resolve()
  const { config, print, words } = tools
  const password = config.adminPassword ?? madeSecret(tools.randomBytes, groups)
  const passwordHash = await hashPassword(password)
  return async () => {
    const by = { actor: 'first-start', address: null, nowMs: tools.now(), newId: tools.newId }
    await createUser(store.db, { name, passwordHash, role: 'administrator', agencyId: null }, by)
    if (config.adminPassword !== null) print(words.t('collector.administrator.given', { name }))
    else print(words.t('collector.administrator.made', { name, password }))
  }
}

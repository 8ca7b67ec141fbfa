import { passwordTrouble } from '#domain/password-rules.ts'
import { passwordLengthMin } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import { openStoreBeside } from '#store/open.ts'
import { createUser, hasAnyUser } from '#store/users.ts'
import { hashPassword } from '../../api/passwords.ts'
import { readSecretFile } from '../secret-file.ts'
import type { Terminal } from '../terminal.ts'
import { storeOptions, type Tools } from '../tools.ts'

type Asked = {
  readonly administrator: string
  /** '': asked for at a terminal, otherwise left to the first start. */
  readonly passwordFile: string
  readonly terminal: Terminal | null
}

/** Makes the first administrator where nobody can sign in yet; works beside a collector that is running. */
export async function makeFirstAdministrator(
  tools: Tools,
  { administrator, passwordFile, terminal }: Asked,
): Promise<void> {
  const { now, newId, print, words } = tools
  const store = await openStoreBeside(storeOptions(tools))
  try {
    if (await hasAnyUser(store.db)) return print(words.t('setup.administrator.there'))
    if (passwordFile === '' && !terminal) return print(words.t('setup.administrator.later'))
    const name =
      terminal && passwordFile === ''
        ? await terminal.ask(words.t('setup.ask.administrator'), administrator)
        : administrator
    const password =
      terminal && passwordFile === ''
        ? await askPassword(name, { terminal, tools })
        : readSecretFile('--password-file', passwordFile, passwordLengthMin)
    const trouble = passwordTrouble(password, name)
    if (trouble) throw new Refusal(trouble.code, trouble.params)
    const by = { actor: 'command', address: null, nowMs: now(), newId }
    const passwordHash = await hashPassword(password)
    await createUser(store.db, { name, passwordHash, role: 'administrator', agencyId: null }, by)
    print(words.t('setup.administrator.made', { name }))
  } finally {
    await store.close()
  }
}

type Asking = { readonly terminal: Terminal; readonly tools: Tools }

/** Until it is good and was typed twice alike; Ctrl+C ends it. */
async function askPassword(name: string, { terminal, tools }: Asking): Promise<string> {
  const { print, words } = tools
  for (;;) {
    const password = await terminal.askSecret(
      words.t('setup.ask.password', { min: passwordLengthMin }),
    )
    const trouble = passwordTrouble(password, name)
    if (trouble) {
      print(words.say(`refusal.${trouble.code}`, trouble.params))
      continue
    }
    if ((await terminal.askSecret(words.t('setup.ask.password-again'))) === password)
      return password
    print(words.t('setup.ask.password-differs'))
  }
}

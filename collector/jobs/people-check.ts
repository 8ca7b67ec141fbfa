import type { Directory } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { accountsSignedIn, type Account } from '#store/people/accounts.ts'
import { applyGroups } from '#store/people/external.ts'
import type { Job, JobDeps } from './job.ts'

/** Null: this collector has no directory. */
export type PeopleCheckDeps = Pick<JobDeps, 'store' | 'now' | 'log'> & {
  readonly directory: Directory | null
}

/**
 * Asks the directory again for those of it who are signed in: whoever has left all groups that have a role, or is
 * gone, loses their sessions. A directory that cannot be asked changes nothing.
 */
export function peopleCheck({ store, now, log, directory }: PeopleCheckDeps): Job {
  const run = async () => {
    if (!directory) return
    for (const account of await accountsSignedIn(store.reader, 'ldap')) {
      const by = { actor: 'directory', address: null, nowMs: now() }
      const found = await askFor(directory, account)
      if (found === 'unavailable') {
        log.warn('the directory could not be asked: everybody stays signed in')
        return
      }
      await applyGroups(store.db, { account, role: found?.role ?? null }, by)
    }
  }
  return { id: 'people-check', schedule: '*/10 * * * *', run }
}

/** Null: gone, or somebody else has the name now. */
async function askFor(directory: Directory, { user, externalId }: Account) {
  try {
    const person = await directory.lookUp(user.name)
    return person?.externalId === externalId ? person : null
  } catch (error) {
    if (error instanceof Refusal) return 'unavailable' as const
    throw error
  }
}

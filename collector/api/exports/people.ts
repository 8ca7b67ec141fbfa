import { personName } from '#i18n/audit-text.ts'
import type { ApiTokenView } from '#protocol/api-tokens.ts'
import type { PersonView } from '#protocol/people.ts'
import { matchesPerson } from '#protocol/person-search.ts'
import { translator } from '#i18n/translator.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf } from './columns.ts'
import { listFile } from './list-file.ts'

type Lists = Pick<Handlers, 'people' | 'apiTokens'>

/** The tables of people and of programs that may call as files; never a password or a secret. */
export function peopleExports(
  { store: { db } }: ApiDeps,
  lists: Lists,
): Pick<Handlers, 'exportPeople' | 'exportApiTokens'> {
  return {
    exportPeople: listFile(db, {
      name: 'people',
      title: 'people.title',
      columns: personColumns,
      rows: async (call) => {
        const { q = '', language } = call.query
        const { t } = translator(language)
        const { people } = await lists.people(call)
        return people.filter((one) => matchesPerson(one, t(`role.${one.role}`), q))
      },
    }),
    exportApiTokens: listFile(db, {
      name: 'api-tokens',
      title: 'api-tokens.title',
      columns: tokenColumns,
      rows: async (call) => (await lists.apiTokens(call)).tokens,
    }),
  }
}

const person = columnsOf<PersonView>()
const personColumns = [
  person.text('people.name', ({ name }) => name),
  person.text('account.role', ({ role }, { t }) => t(`role.${role}`)),
  person.name('account.agency', ({ agency }, { t }) => agency?.name ?? t('account.province')),
  person.text('account.source', ({ source }, { t }) => t(`source.${source}`)),
  person.text('people.state', ({ isDisabled, mustChangePassword }, { t }) => {
    if (isDisabled) return t('people.state.disabled')
    return t(mustChangePassword ? 'people.state.one-time' : 'people.state.active')
  }),
  person.text('people.totp', ({ hasTotp }, { t }) =>
    t(hasTotp ? 'people.totp.on' : 'people.totp.off'),
  ),
  person.moment('account.last-sign-in', ({ lastSignInMs }) => lastSignInMs),
  person.count('people.sessions', ({ sessions }) => sessions),
]

const token = columnsOf<ApiTokenView>()
const tokenColumns = [
  token.text('api-tokens.name', ({ name }) => name),
  token.text('api-tokens.role', ({ role }, { t }) => t(`role.${role}`)),
  token.name(
    'api-tokens.agency',
    ({ agency }, { t }) => agency?.name ?? t('api-tokens.agency.province'),
  ),
  token.moment('api-tokens.made', ({ createdMs }) => createdMs),
  token.text('export.recorded-by', ({ createdBy }, words) => personName(words, createdBy)),
  token.moment('api-tokens.expires', ({ expiresMs }) => expiresMs),
  token.moment('api-tokens.used', ({ lastUsedMs }) => lastUsedMs),
  token.text('api-tokens.state', ({ state }, { t }) =>
    state === 'revoked' ? t('api-tokens.revoke') : t(`api-tokens.state.${state}`),
  ),
  token.moment('export.revoked', ({ revokedMs }) => revokedMs),
]

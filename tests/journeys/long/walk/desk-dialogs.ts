import type { TextKey } from '#i18n/translator.ts'
import { password } from '#tests/collector/api/running-api.ts'
import { codeAt } from '#tests/collector/people/signing-in.ts'
import type { FullProvince } from '#tests/support/full-province.ts'
import { at, presses, type DialogWalk } from './dialog-walk.ts'
import type { Hand } from './hand.ts'

const agency = ({ health }: FullProvince) => `/organisations/${health}`
const people = at('/administration/people')

/** An action of the menu of an organisation. */
const action =
  (key: TextKey) =>
  async ({ press, item }: Hand) => {
    await press('organisations.change')
    await item(key)
  }
/** An action of the menu of the person of that role; the administrator's own row is another matter. */
const personAction =
  (key: TextKey) =>
  async ({ page, item, words }: Hand) => {
    await page.getByRole('button', { name: `${words('people.actions')} officer` }).click()
    await item(key)
  }

const ofOrganisations: readonly DialogWalk[] = [
  {
    file: 'screens/organisations/organisation-actions.tsx',
    path: agency,
    open: presses('organisations.change'),
  },
  ...(['rename', 'move', 'end'] as const).map((name) => ({
    file: 'screens/organisations/describe-dialogs.tsx',
    path: agency,
    open: action(`organisations.action.${name}`),
  })),
  {
    file: 'screens/organisations/describe-dialogs.tsx',
    path: at('/organisations'),
    open: presses('organisations.create'),
  },
  {
    file: 'screens/organisations/describe-dialogs.tsx',
    path: agency,
    open: presses('organisations.correct'),
  },
  ...(['merge', 'split'] as const).map((name) => ({
    file: 'screens/organisations/succeed-dialogs.tsx',
    path: agency,
    open: action(`organisations.action.${name}`),
  })),
  {
    file: 'screens/organisations/assign-dialogs.tsx',
    path: agency,
    open: action('organisations.action.exclude'),
  },
  {
    file: 'screens/organisations/assign-dialogs.tsx',
    path: at('/organisations/roles'),
    open: presses('roles.assign'),
  },
  {
    file: 'screens/organisations/assign-dialogs.tsx',
    path: agency,
    open: presses('organisations.stop'),
  },
  {
    file: 'screens/organisations/changes-card.tsx',
    path: at('/organisations'),
    open: presses('organisations.undo'),
  },
]

const ofDuties: readonly DialogWalk[] = [
  { file: 'screens/reports/make-report.tsx', path: at('/reports'), open: presses('report.make') },
  {
    file: 'screens/reports/report-templates.tsx',
    path: at('/reports'),
    open: presses('report.templates.withdraw'),
  },
  {
    file: 'screens/reports/report.tsx',
    path: ({ report }) => `/reports/${report}`,
    open: presses('report.confirm'),
  },
  {
    file: 'screens/obligations/adopt-card.tsx',
    path: at('/obligations'),
    open: presses('obligations.adopted.withdraw'),
  },
  {
    file: 'screens/obligations/report-flow.tsx',
    path: ({ health }) => `/obligations/tq1670.o01/2026-Q4?open=${health}`,
    open: () => Promise.resolve(),
  },
]

const ofPeople: readonly DialogWalk[] = [
  {
    file: 'screens/people/person-rows.tsx',
    path: people,
    open: ({ page, words }) =>
      page.getByRole('button', { name: `${words('people.actions')} officer` }).click(),
  },
  { file: 'screens/people/person-dialog.tsx', path: people, open: presses('people.add') },
  { file: 'screens/people/person-changes.tsx', path: people, open: personAction('people.disable') },
  {
    file: 'screens/people/person-sessions.tsx',
    path: people,
    open: ({ page }) => page.locator('tbody button:not([aria-haspopup])').first().click(),
  },
  {
    file: 'screens/people/one-time-password.tsx',
    path: people,
    open: async (hand) => {
      await personAction('people.reset-password')(hand)
      await hand.press('people.reset-password', hand.page.getByRole('dialog'))
      await hand.page.locator('output').waitFor()
    },
  },
  {
    file: 'screens/people/api-tokens.tsx',
    path: at('/administration/api-tokens'),
    open: presses('api-tokens.revoke'),
  },
]

const account = at('/account')

/** In this order: each but the first needs what the one before has done. */
const ofTheAccount: readonly DialogWalk[] = [
  {
    file: 'screens/account/totp-card.tsx',
    path: account,
    open: ({ press, page }) =>
      press('account.totp.start').then(() => page.locator('input[name=code]').waitFor()),
  },
  {
    file: 'screens/account/totp-card.tsx',
    path: account,
    open: async ({ api, page, press }) => {
      // A code that was used once is not taken again.
      api.clock.nowMs += 60_000
      await press('account.totp.start')
      const dialog = page.getByRole('dialog')
      await dialog.locator('summary').click()
      const secret = (await dialog.locator('code').textContent())?.replaceAll(' ', '') ?? ''
      await page.locator('input[name=code]').fill(codeAt(secret, api.clock.nowMs))
      await press('totp.confirm', dialog)
      await page.locator('input[name=code]').waitFor({ state: 'detached' })
    },
  },
  { file: 'screens/account/totp-card.tsx', path: account, open: presses('account.totp.renew') },
  {
    file: 'screens/account/totp-card.tsx',
    path: account,
    open: async ({ page, press }) => {
      await press('account.totp.stop')
      await page.getByRole('dialog').locator('input[type=password]').fill(password)
    },
  },
]

/** The session of the walk ends with this one. */
const last: DialogWalk = {
  file: 'shell/sign-in-again.tsx',
  path: at('/hosts'),
  open: async ({ api, page, press }) => {
    await api.store.db.deleteFrom('console_session').execute()
    await press('views.button')
    await page.locator('input[name=password]').waitFor()
  },
}

/** Of organisations, duties, people and the account; the session of the walk ends with the last. */
export const deskDialogs: readonly DialogWalk[] = [
  ...ofOrganisations,
  ...ofDuties,
  ...ofPeople,
  ...ofTheAccount,
  last,
]

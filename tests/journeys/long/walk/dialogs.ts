import { at, presses, type DialogWalk } from './dialog-walk.ts'
import { deskDialogs } from './desk-dialogs.ts'

/** Files that frame the dialogs of others, each of which is walked. */
export const frames: readonly string[] = [
  'parts/confirm.tsx',
  'screens/organisations/change-dialog.tsx',
]

const draft = '/plans/qn-next/versions/1'
const entries = at('/register/entries?kind=machine')

const ofTheShell: readonly DialogWalk[] = [
  {
    file: 'shell/day-panel.tsx',
    path: at('/hosts'),
    open: ({ page }) => page.locator('header [aria-haspopup=dialog]').first().click(),
  },
  {
    file: 'shell/palette/palette.tsx',
    path: at('/todo'),
    open: ({ page }) => page.keyboard.press('Control+k'),
  },
  {
    file: 'shell/user-menu-panel.tsx',
    path: at('/hosts'),
    open: ({ page }) => page.locator('header [aria-haspopup=menu]').first().click(),
  },
  {
    file: 'shell/shortcuts-help.tsx',
    path: at('/todo'),
    open: ({ page }) => page.keyboard.press('?'),
  },
  { file: 'parts/export-button.tsx', path: at('/hosts'), open: presses('export.button') },
]

const ofAgents: readonly DialogWalk[] = [
  {
    file: 'screens/install/tokens-card.tsx',
    path: ({ health }) => `/install?agency=${health}`,
    open: presses('install.tokens.revoke'),
  },
  {
    file: 'screens/install/decide-waiting.tsx',
    path: ({ health }) => `/install?agency=${health}`,
    open: ({ page }) => page.locator('#waiting button').first().click(),
  },
  {
    file: 'screens/releases/start-release.tsx',
    path: at('/administration/releases'),
    open: presses('releases.start'),
  },
  {
    file: 'screens/releases/pause-release.tsx',
    path: at('/administration/releases'),
    open: presses('releases.pause'),
  },
]

const ofNumbers: readonly DialogWalk[] = [
  { file: 'screens/overview/source-panel.tsx', path: at('/'), open: presses('source.open') },
  { file: 'screens/plans/start-draft.tsx', path: at('/plans'), open: presses('plans.start') },
  { file: 'screens/plans/finish-draft.tsx', path: at(draft), open: presses('plan.issue') },
  { file: 'screens/plans/finish-draft.tsx', path: at(draft), open: presses('plan.discard') },
  {
    file: 'screens/settings/decide-setting.tsx',
    path: at('/settings'),
    open: presses('settings.decide.title'),
  },
  {
    file: 'screens/retention/decide-retention.tsx',
    path: at('/administration/retention'),
    open: presses('retention.decide'),
  },
  {
    file: 'screens/snapshots/take-dialog.tsx',
    path: at('/snapshots'),
    open: presses('snapshots.take'),
  },
  {
    file: 'screens/snapshots/cut-off-dialog.tsx',
    path: at('/snapshots'),
    open: presses('snapshots.cut-off.decide'),
  },
  {
    file: 'screens/snapshots/amend-dialog.tsx',
    path: ({ snapshot }) => `/snapshots/${snapshot}`,
    open: presses('snapshots.amend'),
  },
  {
    file: 'screens/catalogues/placed-products.tsx',
    path: at('/catalogues?part=unknown'),
    open: presses('products.undo'),
  },
  {
    file: 'screens/catalogues/place-product.tsx',
    path: at('/catalogues?part=unknown'),
    open: presses('products.not-antivirus'),
  },
  {
    file: 'screens/catalogues/import-catalogue.tsx',
    path: at('/catalogues'),
    open: ({ page }) =>
      page.locator('#main input[type=file]').setInputFiles({
        name: 'danh-muc.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{}'),
      }),
  },
]

const ofMachines: readonly DialogWalk[] = [
  {
    file: 'screens/register/ignore-neighbour.tsx',
    path: at('/register/neighbours?standing=new'),
    open: ({ page }) => page.locator('tbody button[data-variant=default]').first().click(),
  },
  { file: 'screens/hosts/column-chooser.tsx', path: at('/hosts'), open: presses('hosts.columns') },
  { file: 'screens/hosts/saved-views.tsx', path: at('/hosts'), open: presses('views.button') },
  {
    file: 'screens/host/notes-card.tsx',
    path: ({ host }) => `/hosts/${host}`,
    open: presses('notes.retract'),
  },
  {
    file: 'screens/work/item-dialog.tsx',
    path: ({ remedy }) => `/todo/${remedy}`,
    open: ({ page }) => page.locator('tbody button[data-status]').first().click(),
  },
  {
    file: 'screens/work/bulk-bar.tsx',
    path: ({ remedy }) => `/todo/${remedy}`,
    open: async ({ page, press }) => {
      await page.locator('tbody input[type=checkbox]').first().check()
      await press('work.decide')
    },
  },
  {
    file: 'screens/hand-check/finish-card.tsx',
    path: ({ handCheck }) => `/hand-checks/${handCheck}`,
    open: async ({ page, words, api, press }) => {
      await page.getByLabel(words('hand-check.finish.by')).fill('Ông A')
      const day = new Date(api.clock.nowMs).toISOString().slice(0, 10)
      await page.getByLabel(words('hand-check.finish.on')).fill(day)
      await press('hand-check.finish')
    },
  },
]

const ofTheRegister: readonly DialogWalk[] = [
  {
    file: 'screens/device-checks/set-switch.tsx',
    path: at('/register/device-checks'),
    open: presses('device-check.switch.stop'),
  },
  {
    file: 'screens/device-checks/withdraw-check.tsx',
    path: at('/register/device-checks'),
    open: async ({ page, press }) => {
      await page.locator('tbody th a').first().click()
      await press('device-check.withdraw')
    },
  },
  { file: 'screens/register/entry-form.tsx', path: entries, open: presses('register.add') },
  {
    file: 'screens/register/entry-history.tsx',
    path: entries,
    open: presses('register.history.one'),
  },
  {
    file: 'screens/register/entry-withdraw.tsx',
    path: entries,
    open: presses('register.withdraw'),
  },
  {
    file: 'screens/register/import-done.tsx',
    path: ({ importId }) => `/register/imports/${importId}`,
    open: presses('import.undo'),
  },
]

/** Every dialog, drawer and menu of the console. */
export const dialogs: readonly DialogWalk[] = [
  ...ofTheShell,
  ...ofAgents,
  ...ofNumbers,
  ...ofMachines,
  ...ofTheRegister,
  ...deskDialogs,
]

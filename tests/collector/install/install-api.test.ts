import { createHash } from 'node:crypto'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinPlaceholder } from '#domain/agency-installer.ts'
import { decodeJoin } from '#protocol/join.ts'
import { routes } from '#protocol/routes.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { ask, newcomer } from './newcomers.ts'
import { installerBytes, writeInstaller } from './packages.ts'

const msi = 'khien-agent-0.1.0-windows-x64.msi'
const deb = 'khien-agent-0.1.0-linux-x64.deb'
let api: RunningApi
let province: SeededProvince
let admin: SignedIn
let officer: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store)
  admin = await signInAs(api, 'administrator')
  officer = await signInAs(api, 'agency-officer', 'can-bo-y-te', province.health)
}, 60_000)
afterAll(() => api.stop())

const get = (as: SignedIn, url: string) => call(api, as, { method: 'GET', url })
const post = (as: SignedIn, url: string, body: object) =>
  call(api, as, { method: 'POST', url, body })

async function tokenFor(agencyId: string, changes: object = {}) {
  const limits = { usesMax: 5, validForHours: 24, networks: ['10.0.0.0/8'] }
  const body = { agencyId, waitsBeyondDeclared: true, ...limits, ...changes }
  return routes.createToken.output.parse((await post(admin, '/api/enrolment-tokens', body)).json())
}
const installOf = async (as: SignedIn, agency: string) =>
  routes.install.output.parse((await get(as, `/api/install/agencies/${agency}`)).json())
const msiOf = (as: SignedIn, agency: string, joined: string) =>
  post(as, `/api/install/agencies/${agency}/msi`, { join: joined })
const codeOf = (answer: { json(): { code: string } }) => answer.json().code

test('an agency is told what it declares, what has come, and by which token; the numbers open their lists', async () => {
  const { token, join: joined } = await tokenFor(province.health, { waitsBeyondDeclared: false })
  const { token: secret } = decodeJoin(joined)
  const { enrolled: before } = await installOf(officer, province.health)
  expect(
    await ask(api.store, newcomer(secret), { address: '10.1.1.1', nowMs: api.clock.nowMs }),
  ).toBe('enrolled')
  const view = await installOf(officer, province.health)
  expect(view).toMatchObject({
    agency: { id: province.health },
    declared: null,
    enrolled: before + 1,
    waiting: 0,
  })
  const shown = view.tokens.find(({ id }) => id === token.id)
  expect(shown).toMatchObject({ hosts: 1, uses: 1, networks: ['10.0.0.0/8'] })
  const total = async (query: string) => (await get(officer, `/api/hosts?${query}`)).json().total
  expect(await total(`token=${token.id}`)).toBe(1)
  expect(await total(`agency=${province.health}`)).toBe(view.enrolled)
})

test('packages are listed with their sums, and what is no package of ours is not', async () => {
  const folder = api.packagesFolder
  await writeInstaller(folder, msi)
  await writeFile(join(folder, 'khien-agent-0.1.0-linux-x64.deb.txt'), 'nothing')
  await writeFile(join(folder, 'secret.deb'), 'nothing')
  await mkdir(join(folder, 'khien-agent-0.1.0-linux-arm64.deb'))
  await symlink('/etc/hostname', join(folder, deb))
  const { packages } = routes.installPackages.output.parse(
    (await get(officer, '/api/install/packages')).json(),
  )
  const bytes = installerBytes()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const told = { kind: 'windows-msi', version: '0.1.0', bytes: bytes.length, sha256 }
  expect(packages).toEqual([{ name: msi, ...told }])
})

test('a package comes byte for byte and is written down', async () => {
  await writeInstaller(api.packagesFolder, msi)
  const answer = await get(officer, `/api/install/packages/${msi}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.rawPayload.equals(installerBytes())).toBe(true)
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="${msi}"`)
  const newest = await api.store.db
    .selectFrom('audit')
    .select(['action', 'subject', 'actor'])
    .orderBy('id', 'desc')
    .executeTakeFirst()
  expect(newest).toEqual({ action: 'export-package', subject: msi, actor: 'user can-bo-y-te' })
})

test.each([
  '../khien.db',
  '..%2fkhien.db',
  deb,
  'SHA256SUMS',
  '.',
  'khien-agent-0.1.0-linux-x64.rpm',
])('%s is never handed out', async (name) => {
  const answer = await get(admin, `/api/install/packages/${encodeURIComponent(name)}`)
  expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'PACKAGE_NOT_FOUND'])
})

test('the installer of an agency differs from the common one in its join string and nothing else', async () => {
  await writeInstaller(api.packagesFolder, msi)
  const { join: joined } = await tokenFor(province.health)
  const answer = await msiOf(officer, province.health, joined)
  expect(answer.statusCode).toBe(200)
  const expected = installerBytes()
  const at = expected.indexOf(joinPlaceholder)
  expected.write(joined.padEnd(joinPlaceholder.length), at, 'latin1')
  expect(answer.rawPayload.equals(expected)).toBe(true)
})

test('its name is letters, digits and hyphens, whatever the agency is called', async () => {
  await writeInstaller(api.packagesFolder, msi)
  const names: (string | undefined)[] = []
  for (const name of [
    'Sở Giáo dục & Đào tạo “A”; rm -rf / $(x) %PATH% `y`',
    '<script>alert(1)</script>',
    'Ủy ban nhân dân xã Đặc biệt dài '.repeat(7).slice(0, 200).trim(),
    '教育局',
  ]) {
    const made = await post(admin, '/api/agencies', { name, kind: 'agency' })
    const { id } = routes.createAgency.output.parse(made.json())
    const { join: joined } = await tokenFor(id)
    const answer = await msiOf(admin, id, joined)
    names.push(/filename="(.+)"$/.exec(String(answer.headers['content-disposition']))?.[1])
  }
  expect(names).toEqual([
    'khien-agent-0.1.0-windows-x64-so-giao-duc-dao-tao-a-rm-rf-x-path-y.msi',
    'khien-agent-0.1.0-windows-x64-script-alert-1-script.msi',
    'khien-agent-0.1.0-windows-x64-uy-ban-nhan-dan-xa-dac-biet-dai-uy-ban-n.msi',
    'khien-agent-0.1.0-windows-x64-agency.msi',
  ])
})

test('a token that is too wide for SYSVOL makes no installer', async () => {
  await writeInstaller(api.packagesFolder, msi)
  for (const changes of [{ networks: [] }, { waitsBeyondDeclared: false }]) {
    const { join: joined } = await tokenFor(province.health, changes)
    expect(codeOf(await msiOf(admin, province.health, joined))).toBe('INSTALLER_TOKEN_TOO_WIDE')
  }
})

test('nor does one of another agency, of another collector, one that ended, or no join string', async () => {
  await writeInstaller(api.packagesFolder, msi)
  const { token, join: joined } = await tokenFor(province.health)
  const { join: foreign } = await tokenFor(province.finance)
  const elsewhere = `khien1.${Buffer.from(
    JSON.stringify({ ...decodeJoin(joined), address: 'other.example:8443' }),
  ).toString('base64url')}`
  const refused = async (text: string) => codeOf(await msiOf(admin, province.health, text))
  expect(await refused(foreign)).toBe('INSTALLER_JOIN_FOREIGN')
  expect(await refused(elsewhere)).toBe('INSTALLER_JOIN_FOREIGN')
  expect(await refused('khien1.<script>')).toBe('JOIN_STRING_INVALID')
  await call(api, admin, { method: 'DELETE', url: `/api/enrolment-tokens/${token.id}` })
  expect(await refused(joined)).toBe('TOKEN_REVOKED')
})

test('without a package, or with one that has no room, the answer says which', async () => {
  const { join: joined } = await tokenFor(province.health)
  await rm(join(api.packagesFolder, msi), { force: true })
  expect(codeOf(await msiOf(admin, province.health, joined))).toBe('PACKAGE_NOT_FOUND')
  await writeFile(join(api.packagesFolder, msi), 'an installer of somebody else')
  expect(codeOf(await msiOf(admin, province.health, joined))).toBe('INSTALLER_NOT_JOINABLE')
})

test('networks that are none are refused before a token is made', async () => {
  const body = { agencyId: province.health, usesMax: 1, validForHours: 1 }
  for (const networks of [['10.0.0.0/33'], ['mạng nội bộ'], Array(21).fill('10.0.0.0/8')]) {
    const answer = await post(admin, '/api/enrolment-tokens', { ...body, networks })
    expect(codeOf(answer)).toBe('REQUEST_INVALID')
  }
})

test('when a machine waits or is decided about, the live channel says so', async () => {
  const seen: string[] = []
  const stop = api.events.subscribe(({ kind }) => seen.push(kind))
  const hostIds = ['k4xq7m2c5wz3hnd6b2rtyaoev4']
  const wanted = { hostIds, decision: 'approved' }
  const answer = await post(officer, '/api/waiting-machines/decision', wanted)
  stop()
  expect(answer.json()).toEqual({ decided: 0 })
  expect(seen).toEqual(['enrolments-changed'])
})

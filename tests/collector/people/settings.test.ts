import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#collector/config.ts'
import { readGroupRoles } from '#collector/directories/group-roles.ts'
import { temporaryFolder } from '#tests/support/processes.ts'

const ldap = {
  KHIEN_LDAP_URL: 'ldaps://ad.tinh.vn',
  KHIEN_LDAP_BASE: 'dc=tinh,dc=vn',
  KHIEN_LDAP_BIND_DN: 'cn=khien,dc=tinh,dc=vn',
  KHIEN_LDAP_BIND_PASSWORD_FILE: '/etc/khien/ldap-password',
  KHIEN_LDAP_GROUPS: '/etc/khien/ldap-groups.json',
}
const oidc = {
  KHIEN_OIDC_ISSUER: 'https://dang-nhap.tinh.vn/realms/tinh',
  KHIEN_OIDC_CLIENT_ID: 'khien',
  KHIEN_OIDC_CLIENT_SECRET_FILE: '/etc/khien/oidc-secret',
  KHIEN_OIDC_GROUPS: '/etc/khien/oidc-groups.json',
}
const read = (environment: Record<string, string>) => readConfig(['quang-ngai'], environment)

test('a directory and a sign-in service are set by their settings, and by none there are none', () => {
  expect(read({})).toMatchObject({ ldap: null, oidc: null })
  expect(read({ ...ldap, ...oidc })).toMatchObject({
    ldap: { url: 'ldaps://ad.tinh.vn', isStartTls: false, caFile: null },
    oidc: { issuer: oidc.KHIEN_OIDC_ISSUER, groupsClaim: 'groups' },
  })
  const startTls = { KHIEN_LDAP_URL: 'ldap://ad.tinh.vn:389', KHIEN_LDAP_STARTTLS: 'yes' }
  expect(read({ ...ldap, ...startTls }).ldap?.isStartTls).toBe(true)
})

test.each([
  ['KHIEN_LDAP_URL', { ...ldap, KHIEN_LDAP_URL: 'ldap://ad.tinh.vn' }],
  ['KHIEN_LDAP_URL', { ...ldap, KHIEN_LDAP_URL: 'http://ad.tinh.vn' }],
  ['KHIEN_LDAP_URL', { KHIEN_LDAP_BASE: 'dc=tinh' }],
  ['KHIEN_LDAP_USER_FILTER', { ...ldap, KHIEN_LDAP_USER_FILTER: '(uid=hoa)' }],
  ['KHIEN_LDAP_GROUPS', { ...ldap, KHIEN_LDAP_GROUPS: '' }],
  ['KHIEN_OIDC_ISSUER', { ...oidc, KHIEN_OIDC_ISSUER: 'http://dang-nhap.tinh.vn' }],
  ['KHIEN_OIDC_ISSUER', { ...oidc, KHIEN_OIDC_ISSUER: '' }],
  ['KHIEN_OIDC_CLIENT_SECRET_FILE', { ...oidc, KHIEN_OIDC_CLIENT_SECRET_FILE: '' }],
])('%s is refused in %j', (name, environment) => {
  expect(() => read(environment)).toThrow(
    expect.objectContaining({
      code: 'SETTING_INVALID',
      params: expect.objectContaining({ name }) as unknown,
    }),
  )
})

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => void (folder = await temporaryFolder()))
afterAll(() => folder.remove())

async function groups(text: string) {
  const file = join(folder.path, 'groups.json')
  await writeFile(file, text)
  return readGroupRoles(file, 'KHIEN_LDAP_GROUPS')
}

test('a group gives a role, or a role in an agency', async () => {
  const text = JSON.stringify({ 'cn=a,dc=b': 'administrator', 'cn=c': 'agency-officer:so-y-te' })
  expect(await groups(text)).toEqual([
    { group: 'cn=a,dc=b', role: 'administrator', agencyId: null },
    { group: 'cn=c', role: 'agency-officer', agencyId: 'so-y-te' },
  ])
})

test.each([
  'not json',
  '[]',
  '{"cn=a": "king"}',
  '{"cn=a": "agency-officer"}',
  '{"cn=a": "officer:so-y-te"}',
  '{"cn=a": 1}',
])('the groups %j are refused', async (text) => {
  await expect(groups(text)).rejects.toMatchObject({ code: 'SETTING_INVALID' })
})

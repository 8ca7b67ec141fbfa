import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '#collector/config.ts'
import type { Refusal } from '#protocol/refusals.ts'

const provinces = ['quang-ngai', 'tuyen-quang']
const read = (environment: Record<string, string>) => readConfig(provinces, environment)

function refusal(environment: Record<string, string>): Pick<Refusal, 'code' | 'params'> | null {
  try {
    read(environment)
    return null
  } catch (error) {
    return error as Refusal
  }
}

test('without settings the collector serves this machine alone, from ./data', () => {
  expect(read({ PATH: '/bin' })).toEqual({
    dataDir: resolve('data'),
    port: 8443,
    listen: '127.0.0.1',
    address: 'localhost:8443',
    adminPassword: null,
    databaseUrl: null,
    province: 'quang-ngai',
    catalogueKeys: [],
    browserCertificate: null,
    language: 'vi',
    logLevel: 'info',
    ldap: null,
    oidc: null,
    backup: {
      folder: null,
      hour: 1,
      keeping: { days: 14, weeks: 8 },
      passphraseFile: null,
    },
    configFile: resolve('data/collector.conf'),
    releaseKeys: [],
    deviceCheckKeys: [],
    settings: {},
  })
})

test('every setting is read; an empty one is none', () => {
  expect(
    read({
      KHIEN_DATA_DIR: '/srv/khien',
      KHIEN_PORT: '443',
      KHIEN_LISTEN: '0.0.0.0',
      KHIEN_ADDRESS: 'khien.tuyenquang.gov.vn:443',
      KHIEN_ADMIN_PASSWORD: 'mật khẩu đủ dài',
      KHIEN_DATABASE_URL: 'postgres://khien@db/khien',
      KHIEN_PROVINCE: 'tuyen-quang',
      KHIEN_TLS_CERT_FILE: '/etc/khien/a.crt',
      KHIEN_TLS_KEY_FILE: '/etc/khien/a.key',
      KHIEN_LANGUAGE: 'en',
      KHIEN_CATALOGUE_KEYS: `${'a'.repeat(43)}, ${'b'.repeat(43)}`,
      KHIEN_LOG_LEVEL: '',
      KHIEN_BACKUP_DIR: '/backup',
      KHIEN_BACKUP_HOUR: '23',
      KHIEN_BACKUP_KEEP_DAYS: '3',
      KHIEN_BACKUP_KEEP_WEEKS: '0',
      KHIEN_BACKUP_PASSPHRASE_FILE: '/etc/khien/passphrase',
      KHIEN_CONFIG_FILE: '/etc/khien/other.conf',
    }),
  ).toMatchObject({
    dataDir: '/srv/khien',
    port: 443,
    listen: '0.0.0.0',
    address: 'khien.tuyenquang.gov.vn:443',
    adminPassword: 'mật khẩu đủ dài',
    databaseUrl: 'postgres://khien@db/khien',
    province: 'tuyen-quang',
    catalogueKeys: ['a'.repeat(43), 'b'.repeat(43)],
    browserCertificate: { certFile: '/etc/khien/a.crt', keyFile: '/etc/khien/a.key' },
    language: 'en',
    logLevel: 'info',
    ldap: null,
    oidc: null,
    backup: {
      folder: '/backup',
      hour: 23,
      keeping: { days: 3, weeks: 0 },
      passphraseFile: '/etc/khien/passphrase',
    },
    configFile: '/etc/khien/other.conf',
  })
})

test('the address of join strings follows the port', () => {
  expect(read({ KHIEN_PORT: '9000' }).address).toBe('localhost:9000')
})

test('an unknown setting is refused with the nearest known one', () => {
  expect(refusal({ KHIEN_PROT: '1' })).toMatchObject({
    code: 'SETTING_UNKNOWN',
    params: { name: 'KHIEN_PROT', nearest: 'KHIEN_PORT' },
  })
})

test.each([
  ['KHIEN_PORT', '70000', '“70000” → a number from 0 to 65535'],
  ['KHIEN_PORT', '8443x', '“8443x” → a number from 0 to 65535'],
  ['KHIEN_LISTEN', 'a b', '“a b” → a local address, e.g. 0.0.0.0 or ::'],
  ['KHIEN_ADDRESS', 'khien', '“khien” → host:port, e.g. khien.tinh.vn:8443'],
  ['KHIEN_ADMIN_PASSWORD', 'short', '“***” → at least 12 characters'],
  ['KHIEN_DATABASE_URL', 'mysql://a:b@c/d', '“***” → postgres://user:password@host/database'],
  ['KHIEN_PROVINCE', 'ha-noi', '“ha-noi” → one of quang-ngai, tuyen-quang'],
  [
    'KHIEN_CATALOGUE_KEYS',
    'short',
    '“short” → at most 8 raw Ed25519 public keys in base64url, comma separated',
  ],
  ['KHIEN_LANGUAGE', 'fr', '“fr” → vi or en'],
  ['KHIEN_LOG_LEVEL', 'loud', '“loud” → one of debug, info, warn, error'],
])('%s=%s is refused with its rule', (name, value, detail) => {
  expect(refusal({ [name]: value })).toMatchObject({
    code: 'SETTING_INVALID',
    params: { name, detail },
  })
})

test('half a pair of certificate and key is refused with the name of the half that is missing', () => {
  expect(refusal({ KHIEN_TLS_CERT_FILE: '/a.crt' })?.params['name']).toBe('KHIEN_TLS_KEY_FILE')
  expect(refusal({ KHIEN_TLS_KEY_FILE: '/a.key' })?.params['name']).toBe('KHIEN_TLS_CERT_FILE')
})

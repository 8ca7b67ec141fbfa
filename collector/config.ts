import { resolve } from 'node:path'
import { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import { findUnknownSetting, type SettingName } from '#protocol/settings.ts'
import type { Keeping } from '#domain/backup-keeping.ts'
import { languages, type Language } from '#i18n/translator.ts'
import {
  defaultConfigFile,
  defaultDataFolder,
  knownSettings,
  readConfigFile,
  type Settings,
} from './config-file.ts'
import {
  readLdapConfig,
  readOidcConfig,
  type LdapConfig,
  type OidcConfig,
} from './sign-in-config.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const

/** How this collector was told to run. */
export type Config = {
  readonly dataDir: string
  readonly port: number
  /** The local address to listen on; 127.0.0.1 unless told otherwise, 0.0.0.0 for a province. */
  readonly listen: string
  /** `host:port` under which agents and browsers reach it; stands in join strings. */
  readonly address: string
  /** Of the first administrator, at the first start only. Null: one is generated and shown once. */
  readonly adminPassword: string | null
  /** Null: SQLite in the data folder. */
  readonly databaseUrl: string | null
  readonly province: string
  /** Raw Ed25519 public keys, base64url, whose signature on a catalogue is believed. */
  readonly catalogueKeys: readonly string[]
  /** Raw Ed25519 public keys, base64url, whose signature on an authorisation of device checks is believed. */
  readonly deviceCheckKeys: readonly string[]
  /** Whose releases may be added; none: the collector leaves the signature to the agents. */
  readonly releaseKeys: readonly string[]
  /** The certificate that browsers are given. Null: one of the collector's own authority. */
  readonly browserCertificate: { readonly certFile: string; readonly keyFile: string } | null
  readonly language: Language
  readonly logLevel: (typeof logLevels)[number]
  /** The directory and the sign-in service of the province; null: local accounts alone. */
  readonly ldap: LdapConfig | null
  readonly oidc: OidcConfig | null
  readonly backup: BackupConfig
  /** The file that was read, or would have been. */
  readonly configFile: string
  /** All of it as it was given, for whoever sets up another machine the same. */
  readonly settings: Settings
}

/** Where backups go, when, and for how long. */
export type BackupConfig = {
  /** Null: none is taken by itself. */
  readonly folder: string | null
  /** Of Asia/Ho_Chi_Minh, 0 to 23. */
  readonly hour: number
  readonly keeping: Keeping
  /** Null: backups are not sealed. */
  readonly passphraseFile: string | null
}

type Environment = Readonly<Record<string, string | undefined>>

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'a number from 0 to 65535')
const address = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]{1,253}):\d{1,5}$/, 'host:port, e.g. khien.tinh.vn:8443')
const listen = z.string().regex(/^[0-9a-zA-Z.:-]{1,253}$/, 'a local address, e.g. 0.0.0.0 or ::')
const password = z.string().min(12, 'at least 12 characters').max(200, 'at most 200 characters')
const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'postgres://user:password@host/database')
const publicKeys = z
  .string()
  .transform((value) => value.split(',').map((key) => key.trim()))
  .refine(
    (keys) => keys.length <= 8 && keys.every((key) => /^[A-Za-z0-9_-]{43}$/.test(key)),
    'at most 8 raw Ed25519 public keys in base64url, comma separated',
  )
const wholeNumber = (min: number, max: number) =>
  z.coerce.number(`${min} to ${max}`).pipe(z.int(`${min} to ${max}`).min(min).max(max))
const path = z.string().min(1, 'a path').max(1000, 'a path of at most 1000 characters')

/**
 * Reads the settings of the collector, the only place that looks at the environment.
 * An empty value is the same as none. The values `provinces` are those for which there are plans.
 * @throws Refusal SETTING_UNKNOWN, SETTING_INVALID
 */
export function readConfig(
  provinces: readonly string[],
  environment: Environment = readEnvironment(),
): Config {
  const unknown = findUnknownSetting(environment)
  if (unknown) throw new Refusal('SETTING_UNKNOWN', unknown)

  const oneOf = (values: readonly string[]) => z.enum(values, `one of ${values.join(', ')}`)
  const listenPort = read(environment, 'KHIEN_PORT', port) ?? 8443
  return {
    dataDir: resolve(read(environment, 'KHIEN_DATA_DIR', path) ?? defaultDataFolder),
    port: listenPort,
    listen: read(environment, 'KHIEN_LISTEN', listen) ?? '127.0.0.1',
    address: read(environment, 'KHIEN_ADDRESS', address) ?? `localhost:${listenPort}`,
    adminPassword: read(environment, 'KHIEN_ADMIN_PASSWORD', password),
    databaseUrl: read(environment, 'KHIEN_DATABASE_URL', databaseUrl),
    province: read(environment, 'KHIEN_PROVINCE', oneOf(provinces)) ?? 'quang-ngai',
    catalogueKeys: read(environment, 'KHIEN_CATALOGUE_KEYS', publicKeys) ?? [],
    releaseKeys: read(environment, 'KHIEN_RELEASE_KEYS', publicKeys) ?? [],
    deviceCheckKeys: read(environment, 'KHIEN_DEVICE_CHECK_KEYS', publicKeys) ?? [],
    browserCertificate: readCertificate(environment),
    language: read(environment, 'KHIEN_LANGUAGE', z.enum(languages, 'vi or en')) ?? 'vi',
    logLevel:
      read(environment, 'KHIEN_LOG_LEVEL', z.enum(logLevels, `one of ${logLevels.join(', ')}`)) ??
      'info',
    ldap: readLdapConfig((name, schema) => read(environment, name, schema)),
    oidc: readOidcConfig((name, schema) => read(environment, name, schema)),
    backup: readBackupConfig(environment),
    configFile: configFileOf(environment),
    settings: knownSettings(environment),
  }
}

/**
 * The environment over the configuration file: what stands in both is taken from the environment.
 * @throws Refusal FILE_NOT_READABLE, also when the file that KHIEN_CONFIG_FILE names is not there; SETTING_UNKNOWN
 */
export function readEnvironment(environment: Environment = process.env): Environment {
  const file = configFileOf(environment)
  const settings = readConfigFile(file)
  if (settings === null && environment['KHIEN_CONFIG_FILE']) {
    throw new Refusal('FILE_NOT_READABLE', { file, detail: 'ENOENT' })
  }
  const given = Object.entries(environment).filter(([, value]) => value !== '')
  return { ...settings, ...Object.fromEntries(given) }
}

/**
 * The settings in the environment of this process alone.
 * @throws Refusal SETTING_UNKNOWN
 */
export function readProcessSettings(environment: Environment = process.env): Environment {
  const unknown = findUnknownSetting(environment)
  if (unknown) throw new Refusal('SETTING_UNKNOWN', unknown)
  return environment
}

/** The configuration file that the environment names, or the usual one. */
export function configFileOf(environment: Environment = process.env): string {
  return resolve(environment['KHIEN_CONFIG_FILE'] || defaultConfigFile)
}

/** The language to refuse in when the settings themselves are refused. */
export function readLanguage(environment: Environment = process.env): Language {
  const language = environment['KHIEN_LANGUAGE'] || languageOfFile(environment)
  return language === 'en' ? 'en' : 'vi'
}

function languageOfFile(environment: Environment): string | undefined {
  try {
    return readConfigFile(configFileOf(environment))?.KHIEN_LANGUAGE
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function readBackupConfig(environment: Environment): BackupConfig {
  const folder = read(environment, 'KHIEN_BACKUP_DIR', path)
  const passphraseFile = read(environment, 'KHIEN_BACKUP_PASSPHRASE_FILE', path)
  return {
    folder: folder === null ? null : resolve(folder),
    hour: read(environment, 'KHIEN_BACKUP_HOUR', wholeNumber(0, 23)) ?? 1,
    keeping: {
      days: read(environment, 'KHIEN_BACKUP_KEEP_DAYS', wholeNumber(1, 3660)) ?? 14,
      weeks: read(environment, 'KHIEN_BACKUP_KEEP_WEEKS', wholeNumber(0, 520)) ?? 8,
    },
    passphraseFile: passphraseFile === null ? null : resolve(passphraseFile),
  }
}

function read<Schema extends z.ZodType>(
  environment: Environment,
  name: SettingName,
  schema: Schema,
): z.output<Schema> | null {
  const value = environment[name]
  if (value === undefined || value === '') return null
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  // A password is not repeated, not even a wrong one.
  const shown = name === 'KHIEN_ADMIN_PASSWORD' || name === 'KHIEN_DATABASE_URL' ? '***' : value
  const rule = parsed.error.issues[0]?.message ?? ''
  throw new Refusal('SETTING_INVALID', { name, detail: `“${shown.slice(0, 200)}” → ${rule}` })
}

function readCertificate(environment: Environment): Config['browserCertificate'] {
  const certFile = read(environment, 'KHIEN_TLS_CERT_FILE', path)
  const keyFile = read(environment, 'KHIEN_TLS_KEY_FILE', path)
  if (certFile === null && keyFile === null) return null
  if (certFile !== null && keyFile !== null) {
    return { certFile: resolve(certFile), keyFile: resolve(keyFile) }
  }
  const [missing, given] =
    certFile === null
      ? ['KHIEN_TLS_CERT_FILE', 'KHIEN_TLS_KEY_FILE']
      : ['KHIEN_TLS_KEY_FILE', 'KHIEN_TLS_CERT_FILE']
  throw new Refusal('SETTING_INVALID', { name: missing, detail: `“” → ${given}` })
}

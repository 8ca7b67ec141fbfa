import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { languages, type Language } from '#i18n/speech.ts'
import { decodeJoin, type JoinTicket } from '#protocol/join.ts'
import { isPrivateNetwork, networkLimits } from '#protocol/networks.ts'
import { Refusal } from '#protocol/refusals.ts'
import { findUnknownSetting, type SettingName } from '#protocol/settings.ts'
import { proxySetting, type Proxy } from './proxy.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const

/** How this agent was told to run. */
export type Config = {
  readonly dataDir: string
  /** For `run` on a machine that is not enrolled yet; null: none was given. */
  readonly join: JoinTicket | null
  /** Where a join string may lie instead; null: nowhere. It is looked at by `run`, and removed once it has served. */
  readonly joinFile: string | null
  /** Through which the collector is reached; null: directly. HTTPS_PROXY and the like are not looked at. */
  readonly proxy: Proxy | null
  readonly language: Language
  /** Private networks on which neighbours may be told. None: no neighbour is looked at. */
  readonly networks: readonly string[]
  /** Raw Ed25519 public keys, base64url, whose signature on a catalogue is believed. None: offers are ignored. */
  readonly catalogueKeys: readonly string[]
  /**
   * Whether something started this agent that starts another version when it ends with exit code 75; else no release
   * is taken.
   */
  readonly isLaunched: boolean
  /** The keys whose releases are believed, where none are compiled in: for builds of one's own. */
  readonly releaseKeys: readonly string[]
  /** Whose authorisations of device checks are believed. None: no device is ever asked anything. */
  readonly deviceCheckKeys: readonly string[]
  readonly logLevel: (typeof logLevels)[number]
}

export type Environment = Readonly<Record<string, string | undefined>>

const path = z.string().min(1, 'a path').max(1000, 'a path of at most 1000 characters')
const publicKeys = z
  .string()
  .transform((value) => value.split(',').map((key) => key.trim()))
  .pipe(
    z
      .array(z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'public keys of 43 characters, base64url'))
      .max(8, 'at most 8 public keys'),
  )
const privateNetworks = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter((one) => one !== ''))
  .pipe(
    z
      .array(z.string().refine(isPrivateNetwork, 'private networks, e.g. 192.168.1.0/24'))
      .max(networkLimits.networksMax, `at most ${networkLimits.networksMax} networks`),
  )
const oneOf = <const Value extends string>(values: readonly Value[]) =>
  z.enum(values, `one of ${values.join(', ')}`)

/**
 * Reads the settings of the agent, the only place that looks at the environment. An empty value is the same as none.
 * Without KHIEN_AGENT_DATA_DIR it is ./data/agent in a checkout, else the folder that the system has for such data;
 * likewise the join file, which a checkout has only where KHIEN_JOIN_FILE names one.
 * @throws Refusal SETTING_UNKNOWN, SETTING_INVALID, JOIN_STRING_INVALID
 */
export function readConfig(
  environment: Environment = process.env,
  folder: string = process.cwd(),
): Config {
  const unknown = findUnknownSetting(environment)
  if (unknown) throw new Refusal('SETTING_UNKNOWN', unknown)
  const joined = read(environment, 'KHIEN_JOIN', z.string())
  const dataDir = read(environment, 'KHIEN_AGENT_DATA_DIR', path)
  return {
    dataDir: resolve(folder, dataDir ?? defaultDataDir(environment, folder)),
    join: joined === null ? null : decodeJoin(joined),
    joinFile: joinFileOf(environment, folder),
    proxy: read(environment, 'KHIEN_PROXY', proxySetting),
    networks: read(environment, 'KHIEN_NETWORKS', privateNetworks) ?? [],
    catalogueKeys: read(environment, 'KHIEN_CATALOGUE_KEYS', publicKeys) ?? [],
    isLaunched: read(environment, 'KHIEN_LAUNCHED', oneOf(['1'])) !== null,
    releaseKeys: read(environment, 'KHIEN_RELEASE_KEYS', publicKeys) ?? [],
    deviceCheckKeys: read(environment, 'KHIEN_DEVICE_CHECK_KEYS', publicKeys) ?? [],
    language: read(environment, 'KHIEN_LANGUAGE', oneOf(languages)) ?? 'vi',
    logLevel: read(environment, 'KHIEN_LOG_LEVEL', oneOf(logLevels)) ?? 'info',
  }
}

/** The environment of this process: it wins over what the installer was told, and a policy wins over both. */
export function environmentUnder(policies: Environment, installed: Environment): Environment {
  // Windows finds a variable however it is spelled, and a copy of its environment does not.
  const own = { ...process.env, ProgramData: process.env['ProgramData'] }
  return { ...installed, ...own, ...policies }
}

/** The language to refuse in when the settings themselves are refused. */
export function readLanguage(environment: Environment = process.env): Language {
  return environment['KHIEN_LANGUAGE'] === 'en' ? 'en' : 'vi'
}

function read<Schema extends z.ZodType>(
  environment: Environment,
  name: SettingName,
  schema: Schema,
): z.output<Schema> | null {
  const value = environment[name]?.trim()
  if (!value) return null
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues[0]?.message ?? 'not valid'
  throw new Refusal('SETTING_INVALID', { name, detail })
}

function joinFileOf(environment: Environment, folder: string): string | null {
  const given = read(environment, 'KHIEN_JOIN_FILE', path)
  if (given !== null) return resolve(folder, given)
  if (isCheckout(folder)) return null
  const programData = environment['ProgramData']
  return programData ? join(programData, 'Khien', 'join') : '/etc/khien/join'
}

function defaultDataDir(environment: Environment, folder: string): string {
  if (isCheckout(folder)) return join('data', 'agent')
  const programData = environment['ProgramData']
  return programData ? join(programData, 'Khien', 'agent') : '/var/lib/khien-agent'
}

const manifest = z.object({ name: z.literal('khien') })

function isCheckout(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8')
    return manifest.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

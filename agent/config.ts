import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { languages, type Language } from '#i18n/translator.ts'
import { decodeJoin, type JoinTicket } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { findUnknownSetting, type SettingName } from '#protocol/settings.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const

/** How this agent was told to run. */
export type Config = {
  readonly dataDir: string
  /** For `run` on a machine that is not enrolled yet; null: none was given. */
  readonly join: JoinTicket | null
  readonly language: Language
  /** Raw Ed25519 public keys, base64url, whose signature on a catalogue is believed. None: offers are ignored. */
  readonly catalogueKeys: readonly string[]
  readonly logLevel: (typeof logLevels)[number]
}

type Environment = Readonly<Record<string, string | undefined>>

const path = z.string().min(1, 'a path').max(1000, 'a path of at most 1000 characters')
const publicKeys = z
  .string()
  .transform((value) => value.split(',').map((key) => key.trim()))
  .pipe(
    z
      .array(z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'public keys of 43 characters, base64url'))
      .max(8, 'at most 8 public keys'),
  )
const oneOf = <const Value extends string>(values: readonly Value[]) =>
  z.enum(values, `one of ${values.join(', ')}`)

/**
 * Reads the settings of the agent, the only place that looks at the environment. An empty value is the same as none.
 * Without KHIEN_AGENT_DATA_DIR it is ./data/agent in a checkout, else the folder that the system has for such data.
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
    catalogueKeys: read(environment, 'KHIEN_CATALOGUE_KEYS', publicKeys) ?? [],
    language: read(environment, 'KHIEN_LANGUAGE', oneOf(languages)) ?? 'vi',
    logLevel: read(environment, 'KHIEN_LOG_LEVEL', oneOf(logLevels)) ?? 'info',
  }
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

import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { provinces } from '#domain/plan.ts'
import { translator, type Translator } from '#i18n/translator.ts'
import { readConfig, type Config } from '../config.ts'
import type { Clock, Log } from '../deps.ts'

/** What every command is given: its settings, time and chance, and where it speaks. */
export type Tools = {
  readonly config: Config
  readonly now: Clock
  readonly random: () => number
  readonly randomBytes: (count: number) => Buffer
  readonly newId: () => string
  /** JSON lines on stderr. */
  readonly log: Log
  /** For a person, on stdout. */
  readonly print: (line: string) => void
  readonly words: Translator
}

/** @throws Refusal SETTING_UNKNOWN, SETTING_INVALID */
export function openTools(): Tools {
  return openToolsFor(readConfig(provinces.map(({ id }) => id)))
}

/** The same for settings that are not, or not yet, those of this process. */
export function openToolsFor(config: Config): Tools {
  return {
    config,
    now: () => Date.now(),
    random: () => Math.random(),
    randomBytes,
    newId: randomUUID,
    log: pino(
      { name: 'khien-collector', level: config.logLevel },
      pino.destination({ fd: 2, sync: true }),
    ),
    print: (line) => void process.stdout.write(`${line}\n`),
    words: translator(config.language),
  }
}

/** What stands in the data folder. */
const databaseFile = (config: Config) => join(config.dataDir, 'khien.sqlite')
/** Keeps two backups from being taken at once. */
export const backupLock = (config: Config) => join(config.dataDir, 'backup')
/** What an operator puts there for the computers of agencies. */
export const packagesFolder = (config: Config) => join(config.dataDir, 'packages')
export const authorityFolder = (config: Config) => join(config.dataDir, 'authority')

/** The database that the settings name, as the store opens it. */
export const storeOptions = ({ config, log }: Tools) => ({
  url: config.databaseUrl,
  file: databaseFile(config),
  log,
})

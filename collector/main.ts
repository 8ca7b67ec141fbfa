import { parseArgs } from 'node:util'
import { z } from 'zod'
import { network } from '#protocol/install.ts'
import { Refusal, type RefusalCode } from '#protocol/refusals.ts'
import { marking } from '#protocol/reports.ts'
import { period } from '#protocol/snapshots.ts'
import { translator } from '#i18n/translator.ts'
import { backup } from './commands/backup.ts'
import { importCatalogueFile } from './commands/catalogue.ts'
import { importReports } from './commands/import-report.ts'
import { judge } from './commands/judge.ts'
import { recount } from './commands/recount.ts'
import { release } from './commands/release.ts'
import { report, reportVerbs, type ReportAsked, type ReportVerb } from './commands/report.ts'
import { restore } from './commands/restore.ts'
import { run } from './commands/run.ts'
import { setup } from './commands/setup.ts'
import { settingOptions, setupAsked } from './commands/setup/options.ts'
import { share } from './commands/share.ts'
import { token } from './commands/token.ts'
import { openTools, type Tools } from './commands/tools.ts'
import { headOnPaper, verify } from './commands/verify.ts'
import { addPackages, listPackages } from './commands/packages.ts'
import { status } from './commands/status.ts'
import { readLanguage } from './config.ts'
import { collectorVersion } from './version.ts'

/** Exit codes; the same as in the text of --help. */
const exits = { ok: 0, refused: 1, misused: 2, differing: 3, bug: 70 } as const
type ExitCode = (typeof exits)[keyof typeof exits]

/** After a signal the process ends within this time; what was acknowledged is committed by then. */
const stopMsMax = 4_500

const misuses: ReadonlySet<RefusalCode> = new Set([
  'COMMAND_UNKNOWN',
  'SETTING_UNKNOWN',
  'SETTING_INVALID',
])

async function obey(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args)
  const [command, ...files] = positionals
  const words = translator(readLanguage())
  if (values.version) return say(collectorVersion)
  if (values.help || command === 'help') return say(words.t('collector.help'))
  switch (command) {
    case undefined:
      say(words.t('collector.help'))
      return exits.misused
    case 'run':
      return runUntilSignal(openTools())
    case 'token':
      await token(openTools(), tokenWanted(values))
      return exits.ok
    case 'packages':
      await keepPackages(files)
      return exits.ok
    case 'status':
      return (await status(openTools())) ? exits.ok : exits.refused
    case 'judge':
      if (files.length === 0) throw new Refusal('COMMAND_UNKNOWN', { command: 'judge ?' })
      return judgeFiles(files, values.json)
    case 'catalogue': {
      const [verb, file] = files
      if (verb !== 'import' || file === undefined) {
        throw new Refusal('COMMAND_UNKNOWN', { command: `catalogue ${files.join(' ')}` })
      }
      await importCatalogueFile(openTools(), file)
      return exits.ok
    }
    case 'import-report':
      if (files.length === 0) throw new Refusal('COMMAND_UNKNOWN', { command: 'import-report ?' })
      return explainAll(await importReports(openTools(), files))
    case 'release':
      await release(openTools(), files)
      return exits.ok
    case 'report':
      await report(openTools(), reportAsked(files, values))
      return exits.ok
    case 'share':
      await share(openTools(), {
        period: option('--period', period, values.period),
        out: values.out ?? '.',
      })
      return exits.ok
    case 'setup':
      return (await setup(setupAsked(values))) ? exits.ok : exits.refused
    case 'backup':
      await backup(openTools(), { out: values.out ?? '', isScheduled: values.scheduled })
      return exits.ok
    case 'restore':
      return bringBack(files, values)
    case 'verify':
      return (await verify(openTools(), headsAsked(values))) ? exits.ok : exits.differing
    case 'recount':
      return (await recount(openTools(), values.repair)) ? exits.ok : exits.differing
    default:
      throw new Refusal('COMMAND_UNKNOWN', { command })
  }
}

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  agency: { type: 'string', default: '' },
  uses: { type: 'string', default: '1' },
  hours: { type: 'string', default: '24' },
  create: { type: 'boolean', default: false },
  network: { type: 'string', multiple: true, default: [] as string[] },
  wait: { type: 'boolean', default: false },
  repair: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  period: { type: 'string', default: '' },
  out: { type: 'string' },
  plan: { type: 'string', default: '' },
  template: { type: 'string', default: '' },
  marking: { type: 'string', default: '' },
  pdf: { type: 'boolean', default: false },
  head: { type: 'string', multiple: true },
  'snapshot-head': { type: 'string', multiple: true },
  replace: { type: 'boolean', default: false },
  scheduled: { type: 'boolean', default: false },
  'passphrase-file': { type: 'string', default: '' },
  ...settingOptions,
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new Refusal('COMMAND_UNKNOWN', { command: args.join(' ').slice(0, 80) })
  }
}

type ReportValues = Readonly<
  Record<'period' | 'agency' | 'plan' | 'template' | 'marking', string> & {
    out?: string | undefined
    pdf: boolean
  }
>

function reportAsked([verb = '?']: readonly string[], values: ReportValues): ReportAsked {
  const isVerb = (word: string): word is ReportVerb => Object.hasOwn(reportVerbs, word)
  if (!isVerb(verb)) throw new Refusal('COMMAND_UNKNOWN', { command: `report ${verb}` })
  const nameOf = (value: string) => value.trim().normalize('NFC')
  return {
    verb,
    period: option('--period', period, values.period),
    agency: nameOf(values.agency),
    plan: nameOf(values.plan),
    template: nameOf(values.template),
    marking: values.marking === '' ? null : option('--marking', marking, nameOf(values.marking)),
    isPdfWanted: values.pdf,
    out: values.out ?? '.',
  }
}

async function keepPackages([verb, ...files]: readonly string[]): Promise<void> {
  if (verb === 'list' && files.length === 0) return listPackages(openTools())
  if (verb === 'add' && files.length > 0) return addPackages(openTools(), files)
  throw new Refusal('COMMAND_UNKNOWN', { command: `packages ${verb ?? '?'}` })
}

async function bringBack(
  [file]: readonly string[],
  values: { replace: boolean; 'passphrase-file': string },
): Promise<ExitCode> {
  if (file === undefined) throw new Refusal('COMMAND_UNKNOWN', { command: 'restore ?' })
  const passphraseFile = values['passphrase-file']
  await restore(openTools(), { file, isReplacing: values.replace, passphraseFile })
  return exits.ok
}

type Heads = { head?: readonly string[]; 'snapshot-head'?: readonly string[] }

const headsAsked = ({ head = [], 'snapshot-head': snapshotHead = [] }: Heads) => ({
  audit: head.map((one) => option('--head', headOnPaper, one)),
  snapshots: snapshotHead.map((one) => option('--snapshot-head', headOnPaper, one)),
})

const wholeNumber = (max: number) => z.coerce.number().pipe(z.int().min(1).max(max))

type TokenValues = Readonly<Record<'agency' | 'uses' | 'hours', string>> & {
  create: boolean
  wait: boolean
  network: readonly string[]
}

function tokenWanted(values: TokenValues) {
  const agency = option('--agency', z.string().trim().min(1).max(200), values.agency)
  const usesMax = option('--uses', wholeNumber(100_000), values.uses)
  const hours = option('--hours', wholeNumber(24 * 366), values.hours)
  const networks = values.network.map((text) => option('--network', network, text))
  const limits = { usesMax, hours, networks, waitsBeyondDeclared: values.wait }
  return { agency: agency.normalize('NFC'), create: values.create, ...limits }
}

function option<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  value: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const detail = `“${value.slice(0, 80)}” → ${parsed.error.issues[0]?.message ?? ''}`
  throw new Refusal('SETTING_INVALID', { name, detail })
}

/** One bad file stops no other: each is explained, and the exit code says that there was one. */
async function judgeFiles(files: readonly string[], isJson: boolean): Promise<ExitCode> {
  return explainAll(await judge(openTools(), files, { isJson }))
}

function explainAll(refusals: readonly Refusal[]): ExitCode {
  for (const refusal of refusals) explain(refusal)
  return refusals.length > 0 ? exits.refused : exits.ok
}

async function runUntilSignal(tools: Tools): Promise<ExitCode> {
  const stopping = new AbortController()
  const stop = () => {
    if (stopping.signal.aborted) return
    stopping.abort()
    setTimeout(() => process.exit(exits.ok), stopMsMax).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  await run(tools, stopping.signal)
  return exits.ok
}

function say(text: string): ExitCode {
  process.stdout.write(`${text}\n`)
  return exits.ok
}

function explain(error: unknown): ExitCode {
  if (!(error instanceof Refusal)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return exits.bug
  }
  const { code, params } = error
  process.stderr.write(`${translator(readLanguage()).say(`refusal.${code}`, params)}\n`)
  return misuses.has(code) ? exits.misused : exits.refused
}

process.exitCode = await obey(process.argv.slice(2)).catch(explain)

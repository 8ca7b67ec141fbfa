import { uptime } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { probeId, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { Refusal, type RefusalCode } from '#protocol/refusals.ts'
import { agentTranslator } from '#i18n/agent-translator.ts'
import { enrol } from './commands/enrol.ts'
import { record, replay } from './commands/recordings.ts'
import { run } from './commands/run.ts'
import { snapshot } from './commands/snapshot.ts'
import { status } from './commands/status.ts'
import type { Tools } from './commands/tools.ts'
import { uninstall } from './commands/uninstall.ts'
import { environmentUnder, readConfig, readLanguage } from './config.ts'
import { dataFiles } from './data-folder.ts'
import { checkByStreams, checkingCommand } from './device-check/child.ts'
import { keepOutOfDumps } from './dumps.ts'
import { comparingCommand } from './factory-passwords/answers.ts'
import { compareByStreams } from './factory-passwords/compare.ts'
import { readInstalled, readPolicies } from './policies.ts'
import { describeRefusal } from './sentence.ts'
import { openSystem, type Keeping } from './system.ts'
import { agentVersion } from './version.ts'

/** Exit codes; the same as in the text of --help. */
const exits = { ok: 0, refused: 1, misused: 2, notWell: 3, bug: 70, restart: 75 } as const
type ExitCode = (typeof exits)[keyof typeof exits]

/** After a signal the process ends within this time, whatever a probe is doing. */
const stopMsMax = 1800

const misuses: ReadonlySet<RefusalCode> = new Set([
  'COMMAND_UNKNOWN',
  'SETTING_UNKNOWN',
  'SETTING_INVALID',
  'JOIN_STRING_INVALID',
])

/** `keeps`: what was found of passwords is written down; who only looks writes nothing. */
async function openTools({ keeps } = { keeps: false }): Promise<Tools> {
  const registry = openSystem(null)
  const policies = await readPolicies(registry)
  const installed = await readInstalled(registry)
  const config = readConfig(environmentUnder(policies.settings, installed.settings))
  const log = pino(
    { name: 'khien-agent', level: config.logLevel },
    pino.destination({ fd: 2, sync: true }),
  )
  if (policies.ignored.length > 0) log.warn({ ignored: policies.ignored }, 'policies not obeyed')
  if (installed.ignored.length > 0) {
    log.warn({ ignored: installed.ignored }, 'properties of the installer not obeyed')
  }
  return {
    config,
    clock: { now: () => Date.now(), steadyMs: () => uptime() * 1000 },
    random: () => Math.random(),
    system: openSystem(keeps ? keeping(config.dataDir) : null),
    log,
    words: agentTranslator(config.language),
    print: (line) => void process.stdout.write(`${line}\n`),
  }
}

const keeping = (folder: string): Keeping => ({
  verdicts: join(folder, dataFiles.factoryPasswords),
  answers: join(folder, dataFiles.serviceAnswers),
  now: () => Date.now(),
})

async function obey(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args)
  const [command, argument] = positionals
  const words = agentTranslator(readLanguage())
  if (values.version) return say(agentVersion)
  if (values.help || command === 'help') return say(words.t('agent.help'))
  if (command === undefined) {
    say(words.t('agent.help'))
    return exits.misused
  }
  switch (command) {
    case 'run':
      return runUntilStopped(await openTools({ keeps: true }), values['until-input-ends'])
    case 'enrol':
      await enrol(await openTools(), argument ?? '')
      return exits.ok
    case 'snapshot':
      await snapshot(await openTools(), values.probe.map(probeNamed))
      return exits.ok
    case 'record':
      await record(await openTools(), needed(command, argument))
      return exits.ok
    case 'replay':
      await replay(await openTools(), needed(command, argument))
      return exits.ok
    case 'status':
      return status(await openTools()) ? exits.ok : exits.notWell
    case 'uninstall':
      return (await uninstall(await openTools(), leaving(values))) ? exits.ok : exits.misused
    case comparingCommand:
      keepOutOfDumps()
      return (await compareByStreams(process.stdin, process.stdout)) ? exits.ok : exits.bug
    case checkingCommand:
      keepOutOfDumps()
      return (await checkOneDevice()) ? exits.ok : exits.bug
    default:
      throw new Refusal('COMMAND_UNKNOWN', { command })
  }
}

const checkOneDevice = () =>
  checkByStreams(process.stdin, process.stdout, {
    system: openSystem(null),
    now: () => Date.now(),
  })

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'keep-data': { type: 'boolean', default: false },
  'until-input-ends': { type: 'boolean', default: false },
  probe: { type: 'string', multiple: true, default: [] as string[] },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new Refusal('COMMAND_UNKNOWN', { command: args.join(' ').slice(0, 80) })
  }
}

const leaving = (values: { yes: boolean; 'keep-data': boolean }) => ({
  keepsData: values['keep-data'],
  isAgreed: values.yes,
})

function probeNamed(name: string): ProbeId {
  const parsed = probeId.safeParse(name)
  if (parsed.success) return parsed.data
  const detail = `${name}: ${probeIds.join(', ')}`
  throw new Refusal('SETTING_INVALID', { name: '--probe', detail })
}

function needed(command: string, argument: string | undefined): string {
  if (argument === undefined) throw new Refusal('COMMAND_UNKNOWN', { command: `${command} ?` })
  return argument
}

/** `untilInputEnds`: Windows has no signal for a service to stop its child by; the end of its input is one. */
async function runUntilStopped(tools: Tools, untilInputEnds: boolean): Promise<ExitCode> {
  const stopping = new AbortController()
  const stop = () => {
    if (stopping.signal.aborted) return
    stopping.abort()
    setTimeout(() => process.exit(exits.ok), stopMsMax).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  if (untilInputEnds) process.stdin.once('end', stop).once('error', stop).resume()
  const exitCode = await run(tools, stopping.signal).then(
    (end) => (end === 'restart' ? exits.restart : exits.ok),
    explain,
  )
  // A look that is still under way must not hold the process: nobody waits for its answer.
  return process.exit(exitCode)
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
  process.stderr.write(`${describeRefusal(error, agentTranslator(readLanguage()))}\n`)
  return misuses.has(error.code) ? exits.misused : exits.refused
}

/** Not awaited at the top: a single executable holds a script, and a script cannot wait there. */
void obey(process.argv.slice(2))
  .catch(explain)
  .then((exitCode) => {
    process.exitCode = exitCode
  })

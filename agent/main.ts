import { uptime } from 'node:os'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { probeId, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { Refusal, type RefusalCode } from '#protocol/refusals.ts'
import { translator } from '#i18n/translator.ts'
import { enrol } from './commands/enrol.ts'
import { record, replay } from './commands/recordings.ts'
import { run } from './commands/run.ts'
import { snapshot } from './commands/snapshot.ts'
import { status } from './commands/status.ts'
import type { Tools } from './commands/tools.ts'
import { uninstall } from './commands/uninstall.ts'
import { readConfig, readLanguage } from './config.ts'
import { describeRefusal } from './sentence.ts'
import { openSystem } from './system.ts'
import { agentVersion } from './version.ts'

/** Exit codes; the same as in the text of --help. */
const exits = { ok: 0, refused: 1, misused: 2, notWell: 3, bug: 70 } as const
type ExitCode = (typeof exits)[keyof typeof exits]

/** After a signal the process ends within this time, whatever a probe is doing. */
const stopMsMax = 1800

const misuses: ReadonlySet<RefusalCode> = new Set([
  'COMMAND_UNKNOWN',
  'SETTING_UNKNOWN',
  'SETTING_INVALID',
  'JOIN_STRING_INVALID',
])

function openTools(): Tools {
  const config = readConfig()
  return {
    config,
    clock: { now: () => Date.now(), steadyMs: () => uptime() * 1000 },
    random: () => Math.random(),
    system: openSystem(),
    log: pino(
      { name: 'khien-agent', level: config.logLevel },
      pino.destination({ fd: 2, sync: true }),
    ),
    words: translator(config.language),
    print: (line) => void process.stdout.write(`${line}\n`),
  }
}

async function obey(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args)
  const [command, argument] = positionals
  const words = translator(readLanguage())
  if (values.version) return say(agentVersion)
  if (values.help || command === 'help') return say(words.t('agent.help'))
  if (command === undefined) {
    say(words.t('agent.help'))
    return exits.misused
  }
  switch (command) {
    case 'run':
      return runUntilSignal(openTools())
    case 'enrol':
      await enrol(openTools(), argument ?? '')
      return exits.ok
    case 'snapshot':
      await snapshot(openTools(), values.probe.map(probeNamed))
      return exits.ok
    case 'record':
      await record(openTools(), needed(command, argument))
      return exits.ok
    case 'replay':
      await replay(openTools(), needed(command, argument))
      return exits.ok
    case 'status':
      return status(openTools()) ? exits.ok : exits.notWell
    case 'uninstall':
      return (await uninstall(openTools(), values.yes)) ? exits.ok : exits.misused
    default:
      throw new Refusal('COMMAND_UNKNOWN', { command })
  }
}

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  probe: { type: 'string', multiple: true, default: [] as string[] },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new Refusal('COMMAND_UNKNOWN', { command: args.join(' ').slice(0, 80) })
  }
}

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

async function runUntilSignal(tools: Tools): Promise<ExitCode> {
  const stopping = new AbortController()
  const stop = () => {
    if (stopping.signal.aborted) return
    stopping.abort()
    setTimeout(() => process.exit(exits.ok), stopMsMax).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  const exitCode = await run(tools, stopping.signal).then(() => exits.ok, explain)
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
  process.stderr.write(`${describeRefusal(error, translator(readLanguage()))}\n`)
  return misuses.has(error.code) ? exits.misused : exits.refused
}

process.exitCode = await obey(process.argv.slice(2)).catch(explain)

import { join, resolve } from 'node:path'
import { startChild, type Child, type Ended } from './start/child.ts'
import { enrolFirstHost } from './start/first-host.ts'
import { isTaken, untilHealthy, type Place } from './start/readiness.ts'
import { say } from './start/terminal.ts'
import { buildWeb, isWebStale } from './web.ts'

const usage = `npm start
Builds the web pages when they are stale, starts the collector, enrols this computer in the sample agency at
the first start, and starts its agent. Ctrl+C stops both. Settings are KHIEN_* variables: see README.md.
`

/** Why it is time to stop: a person said so, or one of the two processes ended. */
type Reason = 'asked' | Ended

const environment = process.env
const dataDir = resolve(environment['KHIEN_DATA_DIR'] || 'data')
const settings = {
  KHIEN_DATA_DIR: dataDir,
  KHIEN_AGENT_DATA_DIR: environment['KHIEN_AGENT_DATA_DIR'] || join(dataDir, 'agent'),
  KHIEN_LOG_LEVEL: environment['KHIEN_LOG_LEVEL'] || 'warn',
}

async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  const stopping = new AbortController()
  const asked = untilAsked().finally(() => stopping.abort())
  const isBuilt = await buildsWeb()
  if (stopping.signal.aborted) return 0
  if (!isBuilt) return 1
  const children: Child[] = []
  const reason = await Promise.race([asked, runUntilOneEnds(children, stopping.signal)])
  if (reason === 'asked') say('start.stopping')
  else if (reason !== null && children.length > 1) {
    const how = reason.signal ?? String(reason.code)
    say(reason.part === 'agent' ? 'start.agentEnded' : 'start.collectorEnded', { how })
  }
  const ends = await Promise.all(children.toReversed().map((child) => child.stop()))
  if (reason !== 'asked') return 1
  const isClean = ends.every(({ code }) => code === 0)
  if (isClean) say('start.stopped')
  return isClean ? 0 : 1
}

function untilAsked(): Promise<Reason> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve('asked'))
  })
}

async function buildsWeb(): Promise<boolean> {
  if (!isWebStale()) return true
  say('start.buildingWeb')
  const { exitCode, output } = await buildWeb()
  if (exitCode !== 0) {
    say('start.webNotBuilt')
    process.stderr.write(output)
  }
  return exitCode === 0
}

/** Brings both up in order; what it started stands in `children`. Null: it could not get that far. */
async function runUntilOneEnds(children: Child[], stopping: AbortSignal): Promise<Ended | null> {
  const place = listensAt()
  const wasTaken = place === null || (await isTaken(place))
  if (stopping.aborted) return null
  const collector = startChild('collector', settings)
  children.push(collector)
  // What listened before answers for somebody else: our collector refuses the port in its own words and ends.
  if (wasTaken) return collector.ended
  const ended = await Promise.race([collector.ended, untilHealthy(place, stopping)])
  if (ended) return ended
  const trouble = await enrolFirstHost(settings.KHIEN_AGENT_DATA_DIR, settings)
  if (stopping.aborted) return null
  if (trouble !== null) {
    say('start.notEnrolled')
    process.stderr.write(trouble)
    return null
  }
  const agent = startChild('agent', settings)
  children.push(agent)
  say('start.ready', { address: `https://localhost:${place.port}` })
  say('start.signIn')
  say('start.certificate')
  say('start.howToStop')
  return Promise.race([collector.ended, agent.ended])
}

/** Where the collector will listen; null where only the collector can tell, or will refuse the setting. */
function listensAt(): Place | null {
  const listen = environment['KHIEN_LISTEN'] || '127.0.0.1'
  const port = Number(environment['KHIEN_PORT'] || 8443)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return null
  return { host: ['0.0.0.0', '::'].includes(listen) ? '127.0.0.1' : listen, port }
}

process.exitCode = await main()

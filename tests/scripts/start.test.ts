import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isHealthy } from '#scripts/start/readiness.ts'
import {
  administratorPassword,
  freePort,
  runProduct,
  startScript,
  temporaryFolder,
  until,
  type Running,
} from '../support/processes.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let port = 0
const started: Start[] = []

beforeEach(async () => {
  folder = await temporaryFolder()
  port = await freePort()
})
afterEach(async () => {
  for (const start of started.splice(0)) await start.stop()
  await folder.remove()
})

type Start = Running & {
  children(): number[]
  stop(): Promise<number | null>
}

/** `npm start` as npm runs it, on a data folder and a port of the test's own. */
function npmStart(): Start {
  const running = startScript('start', [], {
    KHIEN_DATA_DIR: folder.path,
    KHIEN_PORT: String(port),
    KHIEN_ADMIN_PASSWORD: administratorPassword,
  })
  const start: Start = {
    ...running,
    children: () => childrenOf(running.pid),
    stop() {
      running.signal('SIGINT')
      return running.ended
    },
  }
  started.push(start)
  return start
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === parent)
    .map(Number)
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  return parentOf(String(pid)) !== null
}

async function readyAgain(start: Start): Promise<void> {
  await until('the address on the terminal', () => start.output().includes('Ctrl+C'), {
    deadlineMs: 60_000,
    explain: start.output,
  })
}

function agentStatus() {
  return runProduct('agent', ['status'], { KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent') })
}

test('a first start enrols this machine and it reports; a second goes on as the same host', async () => {
  const first = npmStart()
  await readyAgain(first)
  expect(first.output()).toContain(`https://localhost:${port}`)
  const acknowledged = async () => {
    const asked = await agentStatus()
    return asked.output.includes('Last acknowledged:') && asked
  }
  const status = await until('an acknowledgement', acknowledged, { deadlineMs: 60_000 })
  expect(status.exitCode).toBe(0)
  const children = first.children()
  expect(children).toHaveLength(2)

  expect(await first.stop()).toBe(0)
  expect(children.filter(isAlive)).toEqual([])
  expect(await isHealthy({ host: '127.0.0.1', port })).toBe(false)

  const second = npmStart()
  await readyAgain(second)
  expect(second.output()).not.toContain('Enrolling')
  const connected = async () => {
    const asked = await agentStatus()
    return asked.exitCode === 0 && asked
  }
  const again = await until('the connection', connected, { deadlineMs: 60_000 })
  const hostOf = (output: string) => /^Host: (\S+)/m.exec(output)?.[1]
  expect(hostOf(again.output)).toBe(hostOf(status.output))
  expect(await second.stop()).toBe(0)
}, 240_000)

test('when one process dies the other is stopped too, and the terminal says which', async () => {
  const start = npmStart()
  await readyAgain(start)
  const children = start.children()
  const agent = children.find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('agent/bin.mjs'),
  )
  process.kill(agent ?? 0, 'SIGKILL')
  expect(await start.ended).toBe(1)
  expect(start.output()).toContain('The agent has ended (SIGKILL)')
  expect(children.filter(isAlive)).toEqual([])
}, 240_000)

test('a port in use is refused in the words of the collector', async () => {
  const other = createServer().listen(port, '127.0.0.1')
  const start = npmStart()
  expect(await start.ended).toBe(1)
  other.close()
  expect(start.output()).toContain(String(port))
  expect(start.output()).toContain('KHIEN_PORT')
}, 60_000)

import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isHealthy } from '#scripts/start/readiness.ts'
import { checkout } from '#scripts/tool.ts'

export const administratorPassword = 'a long enough password'

type Part = 'agent' | 'collector'

/** A process of the product as a person would start it; everything that it printed is kept for the report of a failure. */
export type Running = {
  readonly pid: number
  output(): string
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
  signal(name: NodeJS.Signals): void
}

/**
 * Starts `agent/bin.mjs` or `collector/bin.mjs` with nothing of the caller's KHIEN_* settings but what is given; in a
 * network namespace that stands where one is named.
 */
export function startProduct(
  started: Part | { readonly part: Part; readonly network: string },
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Running {
  const { part, network } = typeof started === 'string' ? { part: started, network: null } : started
  const own = [process.execPath, join(checkout, part, 'bin.mjs'), ...args]
  return startCommand(network === null ? own : ['ip', 'netns', 'exec', network, ...own], {
    cwd: settings['KHIEN_DATA_DIR'] ?? checkout,
    settings: { KHIEN_LANGUAGE: 'en', ...settings },
  })
}

/** Starts a script of `scripts/` as npm does, with nothing of the caller's KHIEN_* settings but what is given. */
export const startScript = (
  name: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Running =>
  startCommand([process.execPath, `scripts/${name}.mjs`, ...args], { cwd: checkout, settings })

type Surroundings = {
  readonly cwd: string
  readonly settings: Readonly<Record<string, string>>
}

function startCommand(
  [command = '', ...args]: readonly string[],
  { cwd, settings }: Surroundings,
): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KHIEN_'))
  const child = spawn(command, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout.on('data', (data: Buffer) => printed.push(data.toString()))
  child.stderr.on('data', (data: Buffer) => printed.push(data.toString()))
  return {
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    ended: exitOf(child),
    signal: (name) => void child.kill(name),
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) =>
    child.once('close', (code) => resolve(code)).once('error', reject),
  )
}

/** Runs a command of the product to its end. */
export async function runProduct(
  part: Part,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<{ exitCode: number | null; output: string }> {
  const running = startProduct(part, args, settings)
  const exitCode = await running.ended
  return { exitCode, output: running.output() }
}

/** Waits until `look` gives something; the error names what was awaited and adds `explain()`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  options: { deadlineMs?: number; explain?: () => string } = {},
): Promise<T> {
  const endMs = Date.now() + (options.deadlineMs ?? 20_000)
  while (Date.now() < endMs) {
    const seen = await look()
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`waited in vain for: ${what}\n${options.explain?.() ?? ''}`)
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

/** A temporary folder and the way to remove it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'khien-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

export type CollectorProcess = Running & { readonly port: number }

/** A collector that is up; `settings` win over what is set here. */
export async function startCollector(
  dataDir: string,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<CollectorProcess> {
  const running = startProduct('collector', ['run'], {
    KHIEN_DATA_DIR: dataDir,
    KHIEN_PORT: String(port),
    KHIEN_ADMIN_PASSWORD: administratorPassword,
    ...settings,
  })
  let hasEnded = false
  void running.ended.then(() => (hasEnded = true))
  await until(
    'the collector to answer',
    async () => hasEnded || (await isHealthy({ host: '127.0.0.1', port })),
    {
      deadlineMs: 30_000,
      explain: running.output,
    },
  )
  if (hasEnded) throw new Error(`the collector ended at its start:\n${running.output()}`)
  return { ...running, port }
}

/** A join string for an agency, which is created when there is none of that name. */
export async function makeJoin(
  collector: { readonly dataDir: string; readonly port: number },
  agency: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const own = { KHIEN_DATA_DIR: collector.dataDir, KHIEN_PORT: String(collector.port) }
  const args = ['token', '--agency', agency, '--create', '--uses', '1000']
  const { exitCode, output } = await runProduct('collector', args, { ...own, ...settings })
  const join = /khien1\.[A-Za-z0-9_-]+/.exec(output)?.[0]
  if (exitCode !== 0 || !join) throw new Error(`no join string:\n${output}`)
  return join
}

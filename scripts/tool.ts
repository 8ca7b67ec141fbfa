import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The folder of the checkout. */
export const checkout = join(import.meta.dirname, '..')

export type Finished = { exitCode: number; output: string; tookMs: number }

/**
 * Runs a program of `node_modules/.bin`, or of the system, to its end.
 * The environment finds the Node of this process first, whatever the machine has.
 */
export function runTool(
  command: readonly [program: string, ...args: string[]],
  options: { shows?: boolean; cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  const [program, ...args] = command
  const startedMs = performance.now()
  const child = spawn(program, args, {
    cwd: options.cwd ?? checkout,
    env: { ...process.env, PATH: toolPath(), ...options.env },
    stdio: options.shows ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout?.on('data', (data: Buffer) => printed.push(data.toString()))
  child.stderr?.on('data', (data: Buffer) => printed.push(data.toString()))
  return new Promise((resolve) => {
    const finish = (exitCode: number) =>
      resolve({ exitCode, output: printed.join(''), tookMs: performance.now() - startedMs })
    child.on('error', (error) => {
      printed.push(`${program}: ${error.message}\n`)
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

function toolPath(): string {
  const own = join(checkout, 'node_modules', '.bin')
  return [own, process.env['PATH'] ?? ''].join(delimiter)
}

/** `1.2 s`, for a person. */
export function seconds(tookMs: number): string {
  return `${(tookMs / 1000).toFixed(1)} s`
}

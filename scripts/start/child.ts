import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { checkout } from '../tool.ts'

export type Part = 'collector' | 'agent'
export type Settings = Readonly<Record<string, string | undefined>>
export type Ended = {
  readonly part: Part
  readonly code: number | null
  readonly signal: string | null
}

/** One of the two processes while it runs. */
export type Child = {
  readonly part: Part
  readonly pid: number
  readonly ended: Promise<Ended>
  /** Asks it to stop and waits; after the deadline it is killed. */
  stop(): Promise<Ended>
}

const stopDeadlineMs = 15_000

/**
 * Starts `run` of a part with the terminal of this process. It gets a process group of its own: Ctrl+C reaches
 * every process of the terminal's group, and a part that is told to stop twice would not stop cleanly.
 */
export function startChild(part: Part, settings: Settings): Child {
  const child = spawn(process.execPath, [binOf(part), 'run'], {
    cwd: checkout,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({ part, code: null, signal: error.message }))
    child.once('exit', (code, signal) => resolve({ part, code, signal }))
  })
  return {
    part,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill('SIGINT')
      const kill = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs)
      const end = await ended
      clearTimeout(kill)
      return end
    },
  }
}

const commandDeadlineMs = 60_000
const printedBytesMax = 64 * 1024

/** Runs a command of a part to its end and gives what it printed. */
export function runCommand(
  part: Part,
  args: readonly string[],
  settings: Settings,
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, [binOf(part), ...args], {
    cwd: checkout,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: commandDeadlineMs,
  })
  let output = ''
  const keep = (data: Buffer) => {
    output = (output + data.toString()).slice(-printedBytesMax)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: 1, output: error.message }))
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output }))
  })
}

function binOf(part: Part): string {
  return join(checkout, part, 'bin.mjs')
}

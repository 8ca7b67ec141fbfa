import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Answer, RunOptions, RunResult } from '../system.ts'
import { failure } from './failure.ts'

const timeoutMsDefault = 5_000
const stdoutBytesMaxDefault = 1_048_576
const stderrBytesMax = 65_536

/** The whole environment of every program: nothing of the caller's reaches it. */
const environment = { LANG: 'C', LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }

type Child = ChildProcessByStdio<null, Readable, Readable>

/**
 * Runs one program to its end, its limit of time, or its limit of output, whichever comes first.
 * It leads a process group of its own, so that what it started ends with it.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Answer<RunResult>> {
  if (!program.startsWith('/')) throw new Error(`not an absolute path: ${program}`)
  const timeoutMs = options.timeoutMs ?? timeoutMsDefault
  const stdoutBytesMax = options.stdoutBytesMax ?? stdoutBytesMaxDefault
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      shell: false,
      env: environment,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      detached: true,
    })
    const finish = (answer: Answer<RunResult>) => {
      clearTimeout(timer)
      resolve(answer)
    }
    const stop = (answer: Answer<RunResult>) => {
      endGroup(child)
      finish(answer)
    }
    const timer = setTimeout(
      () => stop({ ok: false, because: 'timed-out', detail: `after ${timeoutMs} ms` }),
      timeoutMs,
    )
    const stdout = collect(child.stdout, stdoutBytesMax, () =>
      stop({ ok: false, because: 'too-large', detail: `output exceeds ${stdoutBytesMax}` }),
    )
    const stderr = collect(child.stderr, stderrBytesMax, () => undefined)
    child.on('error', (error) => finish(notStarted(error)))
    child.on('close', (exitCode) => {
      if (exitCode === null) {
        finish({ ok: false, because: 'tool-failed', detail: 'ended by a signal' })
        return
      }
      finish({ ok: true, value: { exitCode, stdout: stdout(), stderr: stderr() } })
    })
  })
}

/** Gathers up to a limit; what comes after it is counted as an overflow once and dropped. */
function collect(stream: Readable, bytesMax: number, onOverflow: () => void): () => string {
  const parts: Buffer[] = []
  let total = 0
  stream.on('data', (part: Buffer) => {
    if (total > bytesMax) return
    total += part.length
    if (total > bytesMax) onOverflow()
    else parts.push(part)
  })
  return () => Buffer.concat(parts).toString('utf8')
}

function notStarted(error: Error): Answer<RunResult> {
  const failed = failure(error)
  return failed.detail === 'missing' ? { ...failed, because: 'tool-missing' } : failed
}

function endGroup(child: Child): void {
  child.stdout.destroy()
  child.stderr.destroy()
  child.unref()
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    child.kill('SIGKILL')
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

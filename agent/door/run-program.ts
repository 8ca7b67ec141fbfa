import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { posix, win32 } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Platform } from '#protocol/values.ts'
import type { Answer, RunOptions, RunResult } from '../system.ts'
import { failure } from './failure.ts'
import { openProcessGroups } from './process-group.ts'
import { openJobs } from './windows/job.ts'
import type { NativeSource } from './windows/libraries.ts'

const timeoutMsDefault = 5_000
const stdoutBytesMaxDefault = 1_048_576
const stderrBytesMax = 65_536

export type Child = ChildProcessByStdio<Writable | null, Readable, Readable>

/**
 * `input` is written to the child and closed: arguments can be read by anybody on the machine, this cannot. `signal`
 * ends it, with all that it started.
 */
type ChildOptions = RunOptions & { input?: string; signal?: AbortSignal }
export type Run = (
  program: string,
  args: readonly string[],
  options?: ChildOptions,
) => Promise<Answer<RunResult>>

/** Holds a child and all that it starts. */
export type Enclosure = {
  /** Ends all of them at once. */
  end(): void
  /** The child came to its end by itself. */
  release(): void
}

/** How children of this platform are started and held. */
export type Supervision = {
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  /** The child leads a group of its own, by which it can be ended. */
  readonly leadsGroup: boolean
  /** Called right after the start; the child runs at the lowest priority from then on. */
  enclose(child: Child): Answer<Enclosure>
  /** CPU time that ended children have used, in milliseconds; 0 where the system does not say. */
  endedCpuMs(): Promise<number>
}

/** Runs programs, and tells what those that have ended cost. */
export type Runner = { readonly run: Run; readonly endedCpuMs: () => Promise<number> }

/**
 * Runs programs by their whole path, each to its end, its limit of time, or its limit of output,
 * whichever comes first. What a program started ends with it, and nothing of the caller's
 * environment reaches it.
 */
export function openRunner(here: Platform, native: NativeSource): Runner {
  const isAbsolute = here === 'windows' ? win32.isAbsolute : posix.isAbsolute
  const supervision = here === 'windows' ? openJobs(native) : openProcessGroups()
  return {
    run: (program, args, options = {}) => {
      if (!isAbsolute(program)) throw new Error(`not an absolute path: ${program}`)
      return supervision().then((opened) =>
        opened.ok ? runToEnd(opened.value, [program, ...args], options) : opened,
      )
    },
    endedCpuMs: async () => {
      const opened = await supervision()
      return opened.ok ? opened.value.endedCpuMs() : 0
    },
  }
}

function runToEnd(
  supervision: Supervision,
  [program, ...args]: readonly [program: string, ...args: readonly string[]],
  options: ChildOptions,
): Promise<Answer<RunResult>> {
  const timeoutMs = options.timeoutMs ?? timeoutMsDefault
  const stdoutBytesMax = options.stdoutBytesMax ?? stdoutBytesMaxDefault
  return new Promise((resolve) => {
    const child = start(supervision, [program, ...args], options.input)
    const enclosed = supervision.enclose(child)
    const { signal } = options
    const abort = () => stop({ ok: false, because: 'tool-failed', detail: 'was stopped' })
    const finish = (answer: Answer<RunResult>) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      resolve(answer)
    }
    const stop = (answer: Answer<RunResult>) => {
      leave(child)
      if (enclosed.ok) enclosed.value.end()
      else child.kill('SIGKILL')
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
      if (enclosed.ok) enclosed.value.release()
      if (exitCode === null) {
        finish({ ok: false, because: 'tool-failed', detail: 'ended by a signal' })
        return
      }
      finish({ ok: true, value: { exitCode, stdout: stdout(), stderr: stderr() } })
    })
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    if (child.pid !== undefined && !enclosed.ok) stop(enclosed)
  })
}

function start(
  { environment, folder, leadsGroup }: Supervision,
  [program, ...args]: readonly [program: string, ...args: readonly string[]],
  input: string | undefined,
): Child {
  const options = {
    shell: false,
    env: environment,
    cwd: folder,
    windowsHide: true,
    detached: leadsGroup,
  }
  if (input === undefined) {
    return spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  }
  const child = spawn(program, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
  // A child that ends without reading says why by its exit code.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return child
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

/** Nobody waits any longer for what the child says, or for its end. */
function leave(child: Child): void {
  child.stdout.destroy()
  child.stderr.destroy()
  child.unref()
}

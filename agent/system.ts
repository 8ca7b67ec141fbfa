import { machine, networkInterfaces, uptime } from 'node:os'
import type { FactoryPasswords } from '#protocol/facts/factory-passwords.ts'
import { platform, type Because, type EpochMs, type Platform } from '#protocol/values.ts'
import { fileStatus, readFile, readFolder, readLink } from './door/files.ts'
import { processNames } from './door/processes.ts'
import { openRunner } from './door/run-program.ts'
import { openWindows } from './door/windows/index.ts'
import { nativeOnce } from './door/windows/libraries.ts'
import { compareFactoryPasswords } from './factory-passwords/index.ts'
import { openQuestions, type ServiceQuestion } from './service-questions/index.ts'
import type { WindowsSystem } from './windows-system.ts'

/** Whether a service answers anybody. */
export type ServiceAnswer = 'open' | 'guarded'

/** What came of asking the operating system: a value, or the reason why there is none. */
export type Answer<T> = { ok: true; value: T } | { ok: false; because: Because; detail: string }

export type RunResult = { exitCode: number; stdout: string; stderr: string }
export type FileStatus = {
  kind: 'file' | 'folder' | 'link' | 'other'
  sizeBytes: number
  modifiedMs: number
  /** When the entry itself was last written, renamed or replaced. */
  changedMs: number
  /** On Windows it says only whether the file is read-only; rights there are access lists. */
  mode: number
  /** On Windows always 0, which says nothing of the owner. */
  uid: number
}

/** One card that is up and carries at least one address. */
export type NetworkInterface = {
  name: string
  mac: string
  isLoopback: boolean
  addresses: readonly string[]
}

/** `atMostEveryMs`: within so long the running agent gives the last answer again instead of a new child. */
export type RunOptions = { timeoutMs?: number; stdoutBytesMax?: number; atMostEveryMs?: number }
/**
 * `part` reads that end of a file that is larger than `bytesMax`; without it such a file is
 * `too-large`.
 */
export type ReadOptions = { bytesMax?: number; part?: 'head' | 'tail' }

/**
 * The only door to the operating system. Each call has a limit in time and size; nothing here
 * writes to the machine, and no argument ever comes from the collector.
 * A recorder and a replayer stand behind the same type, see recording.ts.
 */
export type System = WindowsSystem & {
  readonly platform: Platform
  /** As `uname -m` says it. */
  readonly architecture: string
  /**
   * Runs a program by absolute path with a fixed environment (LANG=C, no PATH of the caller), at the
   * lowest priority.
   */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Answer<RunResult>>
  /** The text of a file; `not-readable` when it is missing is told apart by `detail: 'missing'`. */
  readFile(path: string, options?: ReadOptions): Promise<Answer<string>>
  /** Names in a folder, sorted. */
  readFolder(path: string): Promise<Answer<readonly string[]>>
  readLink(path: string): Promise<Answer<string>>
  /** Null: there is nothing under that path. A link is not followed. */
  fileStatus(path: string): Promise<Answer<FileStatus | null>>
  /** Names of the programs that run, sorted, each once; cut to 15 characters on Linux. */
  processNames(): Promise<Answer<readonly string[]>>
  /** Cards that are up and carry an address. */
  networkInterfaces(): Promise<Answer<readonly NetworkInterface[]>>
  /**
   * Whether accounts of makers and of the system still have the password that they were delivered with; `not-supported`
   * but on Linux. No hash and no password is asked for or answered, so that neither can be recorded.
   */
  factoryPasswords(): Promise<Answer<FactoryPasswords>>
  /**
   * Asks a service on the loopback address of this machine one fixed question, see service-questions/. `open`: it
   * answered as to anybody; `guarded`: it wants to know who that is. What a service may count is asked seldom, and the
   * last answer given in between.
   */
  askService(question: ServiceQuestion, port: number): Promise<Answer<ServiceAnswer>>
  /**
   * CPU time in milliseconds of the children that this process started and that have ended; 0 where the system does
   * not say. Of this process and not of the machine: it is not recorded.
   */
  endedCpuMs(): Promise<number>
}

/** What an agent keeps that looks again and again: two files and by which clock. */
export type Keeping = {
  /** What was found of passwords. */
  readonly verdicts: string
  /** What services answered. */
  readonly answers: string
  readonly now: () => EpochMs
}

/**
 * Opens the real door. Every call asks the machine; what CIM answered is held for a while, see door/windows/cim.ts, and
 * what is dear or counted stands in files. Null: nothing is written.
 */
export function openSystem(keeping: Keeping | null = null): System {
  const here = platformHere()
  const native = nativeOnce()
  const { run, endedCpuMs } = openRunner(here, native)
  const windows = openWindows(here, { native, run })
  return {
    platform: here,
    architecture: machine(),
    run,
    readFile,
    readFolder,
    readLink,
    fileStatus,
    processNames: () => processNames(here, windows),
    networkInterfaces: async () => ({ ok: true, value: interfacesHere() }),
    factoryPasswords: async () =>
      here === 'linux'
        ? compareFactoryPasswords({ readFile, run, verdictsFile: keeping?.verdicts ?? null })
        : { ok: false, because: 'not-supported', detail: here },
    askService: openQuestions(
      keeping && { file: keeping.answers, now: keeping.now, upMs: () => uptime() * 1000 },
    ),
    endedCpuMs,
    ...windows,
  }
}

const platformNames: Readonly<Record<string, Platform>> = {
  linux: 'linux',
  win32: 'windows',
  darwin: 'macos',
}

function platformHere(): Platform {
  return platform.parse(platformNames[process.platform])
}

/**
 * Link-local IPv6 addresses keep their scope apart, so the address alone is the same on every
 * start.
 */
function interfacesHere(): NetworkInterface[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) => {
    const [first] = addresses
    if (first === undefined) return []
    const { mac, internal } = first
    return [{ name, mac, isLoopback: internal, addresses: addresses.map((each) => each.address) }]
  })
}

import { win32 as windowsPath } from 'node:path'
import type { Answer } from '../../system.ts'
import type { Child, Enclosure, Supervision } from '../run-program.ts'
import { declareOnce, type NativeSource } from './libraries.ts'
import { jobAccounting, jobLimits } from './tables.ts'
import { win32Failure } from './win32-errors.ts'

/** Of each process of a job; PowerShell with .NET and the CIM cmdlets needs about 150 MB. */
const memoryBytesMax = 402_653_184

/**
 * JOB_OBJECT_LIMIT_PRIORITY_CLASS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION |
 * _KILL_ON_JOB_CLOSE
 */
const limitFlags = 0x20 | 0x100 | 0x400 | 0x2000
/** IDLE_PRIORITY_CLASS */
const idlePriority = 0x40
/** JobObjectBasicAccountingInformation */
const basicAccounting = 1
/** JobObjectExtendedLimitInformation */
const extendedLimits = 9
/** PROCESS_TERMINATE | PROCESS_SET_QUOTA | PROCESS_QUERY_LIMITED_INFORMATION */
const processAccess = 0x1 | 0x100 | 0x1000
/** STILL_ACTIVE */
const stillActive = 259

type Kernel = {
  createJob: (security: null, name: null) => number | bigint
  setLimits: (job: bigint, kind: number, ...limits: readonly [Buffer, number]) => number
  /** The last parameter may be null: how much was written is known. */
  ask: (job: bigint, kind: number, ...into: readonly [Buffer, number, null]) => number
  openProcess: (access: number, inherits: number, processId: number) => number | bigint
  assign: (job: bigint, process: bigint) => number
  exitCode: (process: bigint, into: Buffer) => number
  terminate: (job: bigint, exitCode: number) => number
  close: (handle: bigint) => number
  lastError: () => number
}

/**
 * Children on Windows: each is put into a job object of its own right after its start, which holds
 * all that it starts, gives them the idle priority class and a limit of memory, and ends them when
 * it is closed, be it by the death of the agent. What a child starts before it is in the job,
 * within the same turn of the event loop, is not held. Idle is a class of CPU time: Windows has no
 * documented way to lower the I/O priority of another process.
 */
export function openJobs(source: NativeSource): () => Promise<Answer<Supervision>> {
  return declareOnce(source, (native): Supervision => {
    const library = native.load('kernel32.dll')
    const handle = 'uintptr_t'
    const kernel: Kernel = {
      createJob: library.func('CreateJobObjectW', handle, ['void *', 'void *']),
      setLimits: library.func('SetInformationJobObject', 'int32_t', [
        handle,
        'int32_t',
        'void *',
        'uint32_t',
      ]),
      ask: library.func('QueryInformationJobObject', 'int32_t', [
        handle,
        'int32_t',
        'void *',
        'uint32_t',
        'void *',
      ]),
      openProcess: library.func('OpenProcess', handle, ['uint32_t', 'int32_t', 'uint32_t']),
      assign: library.func('AssignProcessToJobObject', 'int32_t', [handle, handle]),
      exitCode: library.func('GetExitCodeProcess', 'int32_t', [handle, 'void *']),
      terminate: library.func('TerminateJobObject', 'int32_t', [handle, 'uint32_t']),
      close: library.func('CloseHandle', 'int32_t', [handle]),
      lastError: library.func('GetLastError', 'uint32_t', []),
    }
    let endedCpuMs = 0
    const addEnded = (cpuMs: number) => {
      endedCpuMs += cpuMs
    }
    return {
      environment: environmentOf(native.systemFolder),
      folder: native.systemFolder,
      leadsGroup: false,
      enclose: (child) => enclose(kernel, child, addEnded),
      endedCpuMs: async () => endedCpuMs,
    }
  })
}

/**
 * Node adds what Windows programs cannot do without (TEMP, USERPROFILE and their like) from the
 * caller where it is not named here; PATH and the places that PowerShell loads modules from are
 * named, so they are never the caller's.
 */
function environmentOf(systemFolder: string): Readonly<Record<string, string>> {
  const root = windowsPath.dirname(systemFolder)
  return {
    SystemRoot: root,
    windir: root,
    PATH: `${systemFolder};${root}`,
    PSModulePath: `${systemFolder}\\WindowsPowerShell\\v1.0\\Modules`,
  }
}

function enclose(
  kernel: Kernel,
  child: Child,
  addEnded: (cpuMs: number) => void,
): Answer<Enclosure> {
  if (child.pid === undefined) return { ok: false, because: 'tool-failed', detail: 'not started' }
  const job = BigInt(kernel.createJob(null, null))
  if (job === 0n) return win32Failure(kernel.lastError())
  const code = limited(kernel, job) ?? assigned(kernel, job, child.pid)
  if (code !== null) {
    kernel.close(job)
    return win32Failure(code)
  }
  let isOpen = true
  const release = () => {
    if (!isOpen) return
    isOpen = false
    addEnded(cpuMsOf(kernel, job))
    kernel.close(job)
  }
  const end = () => {
    if (isOpen) kernel.terminate(job, 1)
    release()
  }
  return { ok: true, value: { end, release } }
}

/** What the processes of a job have used until now; 0 where Windows does not say. */
function cpuMsOf(kernel: Kernel, job: bigint): number {
  const accounting = Buffer.alloc(jobAccounting.bytes)
  if (kernel.ask(job, basicAccounting, accounting, accounting.length, null) === 0) return 0
  const times = [jobAccounting.userTime, jobAccounting.kernelTime]
  const total = times.reduce((sum, place) => sum + accounting.readBigUInt64LE(place), 0n)
  return Number(total / jobAccounting.perMs)
}

/** The error, or null where there is none. */
function limited(kernel: Kernel, job: bigint): number | null {
  const limits = Buffer.alloc(jobLimits.bytes)
  limits.writeUInt32LE(limitFlags, jobLimits.flags)
  limits.writeUInt32LE(idlePriority, jobLimits.priority)
  limits.writeBigUInt64LE(BigInt(memoryBytesMax), jobLimits.processMemory)
  const isSet = kernel.setLimits(job, extendedLimits, limits, limits.length) !== 0
  return isSet ? null : kernel.lastError()
}

function assigned(kernel: Kernel, job: bigint, processId: number): number | null {
  const handle = BigInt(kernel.openProcess(processAccess, 0, processId))
  if (handle === 0n) return kernel.lastError()
  const code = kernel.assign(job, handle) === 0 ? kernel.lastError() : null
  const isRefused = code !== null && !hasEnded(kernel, handle)
  kernel.close(handle)
  return isRefused ? code : null
}

/**
 * On a busy machine a short program may be over before it is put into its job, and Windows denies access to who has
 * ended. There is nothing left to hold then; what it said is read as ever.
 */
function hasEnded(kernel: Kernel, process: bigint): boolean {
  const code = Buffer.alloc(4)
  return kernel.exitCode(process, code) !== 0 && code.readUInt32LE() !== stillActive
}

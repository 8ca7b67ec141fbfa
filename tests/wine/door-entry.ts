import { spawn } from 'node:child_process'
import koffi from 'koffi'
import { openJobs } from '#agent/door/windows/job.ts'
import { nativeOnce } from '#agent/door/windows/libraries.ts'
import { openSystem } from '#agent/system.ts'

/*
 * Runs inside wine: asks the door of the agent one thing and prints the answer as one line of JSON.
 * `registryKey PATH [SUBKEYS_MAX]`, `run TIMEOUT_MS PROGRAM ARGUMENT…`, `runAndLook` of the same,
 * `encloseLate PROGRAM ARGUMENT…`, or the name of a call without arguments.
 */
const system = openSystem()
const thisProcess = 0xffff_ffff_ffff_ffffn
const getProcessHandleCount: (process: bigint, count: Buffer) => number = koffi
  .load('kernel32.dll')
  .func('GetProcessHandleCount', 'int32_t', ['uintptr_t', 'void *'])
const [call = '', ...given] = process.argv.slice(2)

async function answer(): Promise<unknown> {
  const [first = '', second] = given
  switch (call) {
    case 'registryKey':
      return system.registryKey(first, second === undefined ? {} : { subkeysMax: Number(second) })
    case 'run':
      return system.run(second ?? '', given.slice(2), { timeoutMs: Number(first) })
    case 'runAndLook':
      return runAndLook(Number(first), second ?? '', given.slice(2))
    case 'encloseLate':
      return encloseLate(first, given.slice(1))
    case 'cim':
      return system.cim('antivirus-products')
    case 'services':
    case 'processes':
    case 'sockets':
    case 'localAccounts':
    case 'neighbours':
    case 'securityCenterHealth':
    case 'processNames':
      return system[call]()
    case 'readFile':
    case 'fileStatus':
    case 'readFolder':
      return system[call](first)
    case 'often':
      return often()
    default:
      throw new Error(`no such call: ${call}`)
  }
}

/** Puts a child into its job when it has ended already, as on a machine that is very busy. */
async function encloseLate(program: string, args: readonly string[]) {
  const opened = await openJobs(nativeOnce())()
  if (!opened.ok) return opened
  const { enclose, environment: env, folder: cwd } = opened.value
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000)
  const enclosed = enclose(child)
  if (!enclosed.ok) return enclosed
  enclosed.value.release()
  return { ok: true, value: 'enclosed' }
}

/** What runs a moment after a child was ended, while the agent that ended it still runs. */
async function runAndLook(timeoutMs: number, program: string, args: readonly string[]) {
  const ran = await system.run(program, args, { timeoutMs })
  await new Promise((resolve) => setTimeout(resolve, 500))
  return { ran, running: await system.processNames() }
}

/**
 * Every call of Windows many times over: by how much the handles and the memory of the process
 * grew.
 */
async function often(): Promise<unknown> {
  const round = async () => {
    await system.registryKey(String.raw`SOFTWARE\Microsoft\Windows NT\CurrentVersion`)
    await system.services()
    await system.processes()
    await system.sockets()
    await system.localAccounts()
  }
  for (let warm = 0; warm < 20; warm += 1) await round()
  const before = { handles: handlesHeld(), bytes: process.memoryUsage.rss() }
  for (let times = 0; times < 60; times += 1) await round()
  const after = { handles: handlesHeld(), bytes: process.memoryUsage.rss() }
  return { handles: after.handles - before.handles, bytes: after.bytes - before.bytes }
}

function handlesHeld(): number {
  const count = Buffer.alloc(4)
  getProcessHandleCount(thisProcess, count)
  return count.readUInt32LE()
}

process.stdout.write(`${JSON.stringify(await answer())}\n`)

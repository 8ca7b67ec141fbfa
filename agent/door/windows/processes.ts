import type { Answer } from '../../system.ts'
import type { WindowsProcess } from '../../windows-system.ts'
import { declareOnce, type NativeSource } from './libraries.ts'
import { processIn, processRow } from './tables.ts'
import { tooMany, win32, win32Failure } from './win32-errors.ts'

/** TH32CS_SNAPPROCESS */
const ofProcesses = 0x2
/** INVALID_HANDLE_VALUE */
const noHandle = 0xffff_ffff_ffff_ffffn
const processesMax = 32_768

type Toolhelp = {
  snapshot: (flags: number, processId: number) => number | bigint
  first: (snapshot: bigint, row: Buffer) => number
  next: (snapshot: bigint, row: Buffer) => number
  close: (handle: bigint) => number
  lastError: () => number
}

/** Lists the processes of the machine. Names are those of the program files, e.g. `svchost.exe`. */
export function openProcesses(source: NativeSource) {
  const toolhelp = declareOnce(source, ({ load }): Toolhelp => {
    const kernel = load('kernel32.dll')
    const row = ['uintptr_t', 'void *']
    return {
      snapshot: kernel.func('CreateToolhelp32Snapshot', 'uintptr_t', ['uint32_t', 'uint32_t']),
      first: kernel.func('Process32FirstW', 'int32_t', row),
      next: kernel.func('Process32NextW', 'int32_t', row),
      close: kernel.func('CloseHandle', 'int32_t', ['uintptr_t']),
      lastError: kernel.func('GetLastError', 'uint32_t', []),
    }
  })
  return async (): Promise<Answer<readonly WindowsProcess[]>> => {
    const opened = await toolhelp()
    return opened.ok ? processes(opened.value) : opened
  }
}

function processes(toolhelp: Toolhelp): Answer<readonly WindowsProcess[]> {
  const snapshot = BigInt(toolhelp.snapshot(ofProcesses, 0))
  if (snapshot === noHandle) return win32Failure(toolhelp.lastError())
  try {
    const row = Buffer.alloc(processRow.bytes)
    row.writeUInt32LE(processRow.bytes, processRow.size)
    const found: WindowsProcess[] = []
    let isRow = toolhelp.first(snapshot, row) !== 0
    while (isRow && found.length < processesMax) {
      found.push(processIn(row))
      isRow = toolhelp.next(snapshot, row) !== 0
    }
    if (isRow) return tooMany(found.length + 1, processesMax)
    const code = toolhelp.lastError()
    return code === win32.noMoreFiles ? { ok: true, value: found } : win32Failure(code)
  } finally {
    toolhelp.close(snapshot)
  }
}

import type { Answer } from '../../system.ts'
import type { WindowsService } from '../../windows-system.ts'
import { declareOnce, numberPlace, type Native, type NativeSource } from './libraries.ts'
import { serviceRows } from './tables.ts'
import { tooMany, win32, win32Failure } from './win32-errors.ts'

/** SC_MANAGER_CONNECT | SC_MANAGER_ENUMERATE_SERVICE */
const connectAndEnumerate = 0x0001 | 0x0004
/** SERVICE_WIN32: programs, not drivers. */
const win32Services = 0x30
/** SERVICE_STATE_ALL */
const everyState = 3

/** The largest buffer that EnumServicesStatusExW takes. */
const bufferBytes = 262_144
const callsMax = 16

type Manager = {
  native: Native
  open: (machine: null, database: null, access: number) => number | bigint
  enumerate: (manager: bigint, ...more: readonly (number | Buffer | null)[]) => number
  close: (manager: bigint) => number
  lastError: () => number
}

/** Lists the services of the machine, as the service control manager tells them. */
export function openServices(source: NativeSource) {
  const manager = declareOnce(source, (native): Manager => {
    const advapi = native.load('advapi32.dll')
    const kernel = native.load('kernel32.dll')
    const place = 'void *'
    const kinds = ['int32_t', 'uint32_t', 'uint32_t']
    const rest = [place, 'uint32_t', place, place, place, place]
    return {
      native,
      open: advapi.func('OpenSCManagerW', 'uintptr_t', [place, place, 'uint32_t']),
      enumerate: advapi.func('EnumServicesStatusExW', 'int32_t', ['uintptr_t', ...kinds, ...rest]),
      close: advapi.func('CloseServiceHandle', 'int32_t', ['uintptr_t']),
      lastError: kernel.func('GetLastError', 'uint32_t', []),
    }
  })
  return async (): Promise<Answer<readonly WindowsService[]>> => {
    const opened = await manager()
    return opened.ok ? services(opened.value) : opened
  }
}

function services(manager: Manager): Answer<readonly WindowsService[]> {
  const handle = BigInt(manager.open(null, null, connectAndEnumerate))
  if (handle === 0n) return win32Failure(manager.lastError())
  try {
    return enumerate(manager, handle)
  } finally {
    manager.close(handle)
  }
}

function enumerate(manager: Manager, handle: bigint): Answer<readonly WindowsService[]> {
  const buffer = Buffer.alloc(bufferBytes)
  const [needed, count, resume] = [numberPlace(), numberPlace(), numberPlace()]
  const kinds = [0, win32Services, everyState]
  const found: WindowsService[] = []
  for (let call = 0; call < callsMax; call += 1) {
    const places = [buffer, bufferBytes, needed, count, resume, null]
    const isDone = manager.enumerate(handle, ...kinds, ...places) !== 0
    const code = isDone ? win32.success : manager.lastError()
    if (!isDone && code !== win32.moreData) return win32Failure(code)
    found.push(...serviceRows(buffer, count.readUInt32LE(), manager.native.textAt))
    if (isDone) return { ok: true, value: found }
  }
  return tooMany(found.length, found.length)
}

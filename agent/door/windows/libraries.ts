import type * as Koffi from 'koffi'
import type { Answer } from '../../system.ts'

/**
 * What all calls of the Win32 API need. Addresses and handles are bigints, numbers of 32 bits are
 * numbers.
 */
export type Native = {
  /** `C:\Windows\System32`, as Windows says it, not the environment. */
  readonly systemFolder: string
  /** Opens a library of the system folder; throws where Windows has none of that name. */
  load(name: string): Koffi.LibraryHandle
  /** The text that ends with NUL at an address that Windows gave. */
  textAt(address: bigint): string
  /** A copy of memory that Windows gave. */
  bytesAt(address: bigint, length: number): Buffer
}

const systemFolderLengthMax = 260

/**
 * Loads the bridge to the Win32 API. Only Windows asks for it, so an agent on Linux never opens the
 * addon. Libraries are named by their whole path: koffi also looks for a bare name in the working
 * folder, where anybody might have put a file of that name.
 */
async function openNative(): Promise<Native> {
  const { default: koffi } = await import('koffi')
  const kernel = koffi.load('kernel32.dll')
  const getSystemDirectory: (path: Buffer, size: number) => number = kernel.func(
    'uint32_t __stdcall GetSystemDirectoryW(void *path, uint32_t size)',
  )
  const path = Buffer.alloc(systemFolderLengthMax * 2)
  const length = getSystemDirectory(path, systemFolderLengthMax)
  if (length === 0 || length > systemFolderLengthMax) throw new Error('no system folder')
  const systemFolder = path.toString('utf16le', 0, length * 2)
  return {
    systemFolder,
    load: (name) => koffi.load(`${systemFolder}\\${name}`),
    textAt: (address) => (address === 0n ? '' : koffi.decode.string16(address).toWellFormed()),
    bytesAt: (address, size) => Buffer.from(koffi.decode(address, 'uint8_t', size)),
  }
}

export type NativeSource = () => Promise<Native>

/** Loads the bridge when first asked, and once. */
export function nativeOnce(): NativeSource {
  let opened: Promise<Native> | null = null
  return () => (opened ??= openNative())
}

/** Functions of a library, or why there are none. They are declared once, when first asked for. */
export function declareOnce<T>(
  native: NativeSource,
  declare: (native: Native) => T,
): () => Promise<Answer<T>> {
  const open = async (): Promise<Answer<T>> => {
    const bridge = await native().catch(() => null)
    if (bridge === null) return { ok: false, because: 'tool-missing', detail: 'koffi' }
    try {
      return { ok: true, value: declare(bridge) }
    } catch {
      // The message names folders of the machine, so that the library is absent is all it says.
      return { ok: false, because: 'not-supported', detail: 'library missing' }
    }
  }
  let opened: Promise<Answer<T>> | null = null
  return () => (opened ??= open())
}

/** A place of 32 bits that Windows writes a number into. */
export function numberPlace(initial = 0): Buffer {
  const place = Buffer.alloc(4)
  place.writeUInt32LE(initial)
  return place
}

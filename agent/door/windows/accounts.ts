import type { Answer } from '../../system.ts'
import type { RegistryKey, WindowsAccount } from '../../windows-system.ts'
import { declareOnce, numberPlace, type Native, type NativeSource } from './libraries.ts'
import { accountRow, accountRows } from './tables.ts'
import { callAside, withinTime, type WaitingCall } from './waiting.ts'
import { tooMany, win32, win32Failure } from './win32-errors.ts'

const level = 3
/** FILTER_NORMAL_ACCOUNT: people and built-in accounts, not those of machines and domains. */
const normalAccounts = 2
const bytesPerCall = 262_144
const accountsMax = 4_096
const callsMax = 64
const timeoutMs = 5_000

type Network = {
  native: Native
  enumerate: WaitingCall<readonly (Buffer | number | null)[]>
  free: (address: bigint) => number
}

type ReadKey = (path: string) => Promise<Answer<RegistryKey | null>>

/** `LanmanNT` is a domain controller, `ServerNT` another server, `WinNT` a workstation. */
const productOptions = String.raw`SYSTEM\CurrentControlSet\Control\ProductOptions`

/**
 * Lists the accounts of this machine. On a domain controller NetUserEnum would list everybody of
 * the domain, so there it is not asked; nor where the kind of machine cannot be told.
 * Source: https://learn.microsoft.com/windows/win32/api/lmaccess/nf-lmaccess-netuserenum
 */
export function openAccounts(source: NativeSource, readKey: ReadKey) {
  const network = declareOnce(source, (native): Network => {
    const netapi = native.load('netapi32.dll')
    const places = Array.from({ length: 3 }, () => 'void *')
    const given = ['void *', 'uint32_t', 'uint32_t', 'void *', 'uint32_t', ...places]
    return {
      native,
      enumerate: netapi.func('NetUserEnum', 'uint32_t', given),
      free: netapi.func('NetApiBufferFree', 'uint32_t', ['uintptr_t']),
    }
  })
  const ask = async (): Promise<Answer<readonly WindowsAccount[]>> => {
    const opened = await network()
    return opened.ok ? accounts(opened.value) : opened
  }
  const askInTime = withinTime(ask, timeoutMs)
  return async (): Promise<Answer<readonly WindowsAccount[]>> => {
    const options = await readKey(productOptions)
    if (!options.ok) return options
    const kind = options.value?.values['ProductType']
    if (kind?.type !== 'string') {
      return { ok: false, because: 'not-understood', detail: 'no product type' }
    }
    if (kind.value.toLowerCase() === 'lanmannt') {
      return { ok: false, because: 'not-permitted', detail: 'domain controller' }
    }
    return askInTime()
  }
}

async function accounts(network: Network): Promise<Answer<readonly WindowsAccount[]>> {
  const [read, total, resume] = [numberPlace(), numberPlace(), numberPlace()]
  const place = Buffer.alloc(8)
  const found: WindowsAccount[] = []
  for (let call = 0; call < callsMax; call += 1) {
    place.fill(0)
    const given = [null, level, normalAccounts, place, bytesPerCall, read, total, resume]
    const code = await callAside(network.enumerate, given)
    const address = place.readBigUInt64LE()
    try {
      if (code !== win32.success && code !== win32.moreData) return win32Failure(code)
      const count = address === 0n ? 0 : read.readUInt32LE()
      if (found.length + count > accountsMax) return tooMany(found.length + count, accountsMax)
      if (count > 0) found.push(...rowsAt(network.native, address, count))
    } finally {
      if (address !== 0n) network.free(address)
    }
    if (code === win32.success) return { ok: true, value: found }
  }
  return tooMany(callsMax + 1, callsMax)
}

function rowsAt(native: Native, address: bigint, count: number): WindowsAccount[] {
  const table = native.bytesAt(address, count * accountRow.bytes)
  return accountRows(table, count, native.textAt)
}

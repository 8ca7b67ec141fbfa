import type { Answer } from '../../system.ts'
import type { RegistryKey, RegistryValue } from '../../windows-system.ts'
import { declareOnce, numberPlace, type NativeSource } from './libraries.ts'
import { registryValue } from './registry-value.ts'
import { tooMany, win32, win32Failure } from './win32-errors.ts'

/** HKEY_LOCAL_MACHINE as a pointer of 64 bits: the number 0x80000002 with its sign extended. */
const localMachine = 0xffff_ffff_8000_0002n
/** KEY_READ | KEY_WOW64_64KEY: the 64-bit view, whatever this process is. */
const readIn64BitView = 0x2_0019 | 0x0100

const subkeysMaxDefault = 512
const subkeysMaxEver = 65_536
const valuesMax = 2_048
const valueBytesMax = 1_048_576
/** A key that grows between the count and the reading is counted again so often. */
const attemptsMax = 3

type Key = bigint
type Enumerate = (key: Key, index: number, ...places: readonly (Buffer | null)[]) => number

type Registry = {
  openKey: (parent: Key, ...rest: readonly [string, number, number, Buffer]) => number
  queryInfo: (key: Key, ...places: readonly (Buffer | null)[]) => number
  enumKey: Enumerate
  enumValue: Enumerate
  closeKey: (key: Key) => number
}

const pointers = (count: number) => Array.from({ length: count }, () => 'void *')

/**
 * Reads keys under HKEY_LOCAL_MACHINE. A key that is not there is null; one that may not be read
 * says so.
 */
export function openRegistry(native: NativeSource) {
  const registry = declareOnce(native, ({ load }): Registry => {
    const advapi = load('advapi32.dll')
    const open = ['uintptr_t', 'const char16_t *', 'uint32_t', 'uint32_t', 'void *']
    return {
      openKey: advapi.func('RegOpenKeyExW', 'int32_t', open),
      queryInfo: advapi.func('RegQueryInfoKeyW', 'int32_t', ['uintptr_t', ...pointers(11)]),
      enumKey: advapi.func('RegEnumKeyExW', 'int32_t', ['uintptr_t', 'uint32_t', ...pointers(6)]),
      enumValue: advapi.func('RegEnumValueW', 'int32_t', ['uintptr_t', 'uint32_t', ...pointers(6)]),
      closeKey: advapi.func('RegCloseKey', 'int32_t', ['uintptr_t']),
    }
  })
  return async (
    path: string,
    options: { subkeysMax?: number } = {},
  ): Promise<Answer<RegistryKey | null>> => {
    const opened = await registry()
    if (!opened.ok) return opened
    const subkeysMax = Math.min(options.subkeysMax ?? subkeysMaxDefault, subkeysMaxEver)
    return keyAt(opened.value, path, subkeysMax)
  }
}

function keyAt(registry: Registry, path: string, subkeysMax: number): Answer<RegistryKey | null> {
  const place = Buffer.alloc(8)
  const code = registry.openKey(localMachine, path, 0, readIn64BitView, place)
  if (code === win32.fileNotFound || code === win32.pathNotFound) return { ok: true, value: null }
  if (code !== win32.success) return win32Failure(code)
  const key = place.readBigUInt64LE()
  try {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const answer = readKey(registry, key, subkeysMax)
      if (answer.ok || answer.detail !== grew) return answer
    }
    return win32Failure(win32.moreData)
  } finally {
    registry.closeKey(key)
  }
}

/** What a name or value says that grew after its key was counted. */
const grew = String(win32.moreData)

function readKey(registry: Registry, key: Key, subkeysMax: number): Answer<RegistryKey> {
  const subkeys = numberPlace()
  const subkeyLength = numberPlace()
  const values = numberPlace()
  const nameLength = numberPlace()
  const size = numberPlace()
  const keyPlaces = [null, null, null, subkeys, subkeyLength, null]
  const code = registry.queryInfo(key, ...keyPlaces, values, nameLength, size, null, null)
  if (code !== win32.success) return win32Failure(code)
  const counts = [
    [subkeys.readUInt32LE(), subkeysMax],
    [values.readUInt32LE(), valuesMax],
    [size.readUInt32LE(), valueBytesMax],
  ] as const
  for (const [found, max] of counts) if (found > max) return tooMany(found, max)

  const names = subkeyNames(registry, key, subkeyLength.readUInt32LE())
  if (!names.ok) return names
  const lengths = { name: nameLength.readUInt32LE(), value: size.readUInt32LE() }
  const named = namedValues(registry, key, lengths)
  if (!named.ok) return named
  return {
    ok: true,
    value: { values: Object.fromEntries(named.value), subkeys: names.value.sort() },
  }
}

function subkeyNames(registry: Registry, key: Key, lengthMax: number): Answer<string[]> {
  const name = Buffer.alloc((lengthMax + 1) * 2)
  const length = numberPlace()
  const names: string[] = []
  for (let index = 0; index < subkeysMaxEver; index += 1) {
    length.writeUInt32LE(lengthMax + 1)
    const code = registry.enumKey(key, index, name, length, null, null, null, null)
    if (code === win32.noMoreItems) break
    if (code !== win32.success) return win32Failure(code)
    names.push(nameIn(name, length))
  }
  return { ok: true, value: names }
}

type NamedValue = readonly [name: string, value: RegistryValue]

function namedValues(
  registry: Registry,
  key: Key,
  lengths: { name: number; value: number },
): Answer<NamedValue[]> {
  const name = Buffer.alloc((lengths.name + 1) * 2)
  // Never of no length: without an address Windows would tell sizes and write no value.
  const data = Buffer.alloc(lengths.value + 2)
  const length = numberPlace()
  const type = numberPlace()
  const size = numberPlace()
  const values: NamedValue[] = []
  for (let index = 0; index < valuesMax; index += 1) {
    length.writeUInt32LE(lengths.name + 1)
    size.writeUInt32LE(data.length)
    const code = registry.enumValue(key, index, name, length, null, type, data, size)
    if (code === win32.noMoreItems) break
    if (code !== win32.success) return win32Failure(code)
    const bytes = data.subarray(0, size.readUInt32LE())
    values.push([nameIn(name, length), registryValue(type.readUInt32LE(), bytes)])
  }
  return { ok: true, value: values }
}

function nameIn(name: Buffer, length: Buffer): string {
  return name.toString('utf16le', 0, length.readUInt32LE() * 2).toWellFormed()
}

import type { Answer, NetworkInterface, RunResult, System } from '#agent/system.ts'
import type {
  CimInstance,
  CimQuestion,
  RegistryKey,
  RegistryValue,
  SecurityCenterHealth,
  WindowsAccount,
  WindowsNeighbour,
  WindowsProcess,
  WindowsService,
  WindowsSocket,
} from '#agent/windows-system.ts'
import type { Because } from '#protocol/values.ts'

/** Instead of an answer: why there is none. */
export type Refused = { because: Because; detail?: string }
type Given<T> = T | Refused

/** A bare text, number or list of texts stands for REG_SZ, REG_DWORD or REG_MULTI_SZ. */
export type GivenValue = string | number | readonly string[] | RegistryValue
export type GivenRegistry = Readonly<Record<string, Given<Readonly<Record<string, GivenValue>>>>>

export type WindowsParts = {
  architecture?: string
  /** Values by the path of their key under HKEY_LOCAL_MACHINE; keys above it are there too. */
  registry?: GivenRegistry
  /** A bare name is a service that runs under the process id 1000. */
  services?: Given<readonly (string | WindowsService)[]>
  processes?: Given<readonly WindowsProcess[]>
  sockets?: Given<readonly WindowsSocket[]>
  neighbours?: Given<readonly WindowsNeighbour[]>
  accounts?: Given<readonly WindowsAccount[]>
  securityCenter?: Given<SecurityCenterHealth>
  cim?: Readonly<Partial<Record<CimQuestion, Given<readonly CimInstance[]>>>>
  interfaces?: readonly NetworkInterface[]
  /** Contents by path, compared without case, as Windows does. */
  files?: Readonly<Record<string, string>>
  /** Output by `program argument…`. */
  outputs?: Readonly<Record<string, string | Partial<RunResult>>>
}

const absent: Refused = { because: 'not-supported', detail: 'not given' }
const missing = { ok: false, because: 'not-readable', detail: 'missing' } as const

/**
 * A Windows machine that exists on paper. A key, file or program that is not given is not there;
 * any other answer that is not given is `not-supported`.
 */
export function aWindowsMachine(parts: WindowsParts): System {
  const registry = new Map(
    Object.entries(parts.registry ?? {}).map(([path, values]) => [folded(path), { path, values }]),
  )
  const files = new Map(
    Object.entries(parts.files ?? {}).map(([path, content]) => [path.toLowerCase(), content]),
  )
  const services = parts.services ?? absent
  return {
    platform: 'windows',
    architecture: parts.architecture ?? 'x86_64',
    endedCpuMs: async () => 0,
    factoryPasswords: async () => ({ ok: false, because: 'not-supported', detail: 'windows' }),
    askService: async () => ({ ok: false, because: 'not-supported', detail: 'not given' }),
    run: async (program, args) => {
      const output = parts.outputs?.[[program, ...args].join(' ')]
      if (output === undefined) return { ok: false, because: 'tool-missing', detail: 'missing' }
      const result = typeof output === 'string' ? { stdout: output } : output
      return { ok: true, value: { exitCode: 0, stdout: '', stderr: '', ...result } }
    },
    readFile: async (path) => {
      const content = files.get(path.toLowerCase())
      return content === undefined ? missing : { ok: true, value: content }
    },
    readFolder: async (path) => {
      const names = childNames([...files.keys()], `${path.toLowerCase()}\\`)
      return names.length > 0 ? { ok: true, value: names } : missing
    },
    readLink: async () => missing,
    fileStatus: async (path) => ({ ok: true, value: statusOf(path.toLowerCase()) }),
    processNames: async () => {
      const processes = answerOf(parts.processes ?? absent)
      if (!processes.ok) return processes
      return { ok: true, value: [...new Set(processes.value.map(({ name }) => name))].sort() }
    },
    networkInterfaces: async () => ({ ok: true, value: parts.interfaces ?? [] }),
    registryKey: async (path, options) => keyAt(path, options?.subkeysMax),
    services: async () => answerOf(isRefused(services) ? services : services.map(serviceOf)),
    processes: async () => answerOf(parts.processes ?? absent),
    sockets: async () => answerOf(parts.sockets ?? absent),
    neighbours: async () => answerOf(parts.neighbours ?? absent),
    localAccounts: async () => answerOf(parts.accounts ?? absent),
    securityCenterHealth: async () => answerOf(parts.securityCenter ?? absent),
    cim: async (question) => answerOf(parts.cim?.[question] ?? absent),
  }

  function keyAt(path: string, subkeysMax?: number): Answer<RegistryKey | null> {
    const key = folded(path)
    const given = registry.get(key)?.values ?? {}
    if (isRefused(given)) return answerOf<RegistryKey | null>(given)
    const subkeys = childNames(
      [...registry.values()].map((each) => each.path),
      `${key}\\`,
    )
    if (!registry.has(key) && subkeys.length === 0) return { ok: true, value: null }
    if (subkeysMax !== undefined && subkeys.length > subkeysMax) {
      return { ok: false, because: 'too-large', detail: `more than ${subkeysMax} keys` }
    }
    const values = Object.entries(given).map(([name, value]) => [name, valueOf(value)] as const)
    return { ok: true, value: { values: Object.fromEntries(values), subkeys } }
  }

  function statusOf(path: string) {
    const content = files.get(path)
    const isFolder = [...files.keys()].some((each) => each.startsWith(`${path}\\`))
    if (content === undefined && !isFolder) return null
    const at = { modifiedMs: 1_790_000_000_000, changedMs: 1_790_000_000_000 }
    const kind = isFolder ? ('folder' as const) : ('file' as const)
    return { kind, sizeBytes: content?.length ?? 0, ...at, mode: 0o666, uid: 0 }
  }
}

function folded(path: string): string {
  return path.toLowerCase().replace(/\\+$/, '')
}

function childNames(paths: readonly string[], above: string): string[] {
  const inside = paths.filter((path) => folded(path).startsWith(above))
  return [...new Set(inside.map((path) => path.slice(above.length).split('\\')[0] ?? ''))].sort()
}

function isRefused(given: unknown): given is Refused {
  return typeof given === 'object' && given !== null && typeof becauseOf(given) === 'string'
}

function becauseOf(given: object): unknown {
  return 'because' in given ? given.because : undefined
}

function answerOf<T>(given: Given<T>): Answer<T> {
  if (!isRefused(given)) return { ok: true, value: given }
  return { ok: false, because: given.because, detail: given.detail ?? 'refused' }
}

function valueOf(given: GivenValue): RegistryValue {
  if (typeof given === 'string') return { type: 'string', value: given }
  if (typeof given === 'number') return { type: 'number', value: given }
  return isList(given) ? { type: 'strings', value: given } : given
}

function isList(given: GivenValue): given is readonly string[] {
  return Array.isArray(given)
}

function serviceOf(given: string | WindowsService): WindowsService {
  if (typeof given !== 'string') return given
  return { name: given, displayName: given, state: 'running', processId: 1000 }
}

import { readFileSync } from 'node:fs'
import { compiledProducts } from '#agent/catalogue.ts'
import { openWindows } from '#agent/door/windows/index.ts'
import { nativeOnce } from '#agent/door/windows/libraries.ts'
import type { FactoryPasswords } from '#protocol/facts/factory-passwords.ts'
import type { Look } from '#agent/probes/probe.ts'
import { openSystem } from '#agent/system.ts'
import type { ServiceQuestion } from '#agent/service-questions/index.ts'
import type {
  Answer,
  FileStatus,
  NetworkInterface,
  RunResult,
  ServiceAnswer,
  System,
} from '#agent/system.ts'

export type MachineParts = {
  /** Contents by path. */
  files?: Readonly<Record<string, string>>
  /** Paths under which something stands that nobody reads; a trailing `/` makes a folder. */
  marks?: readonly string[]
  links?: Readonly<Record<string, string>>
  /** Output by `program argument…`. */
  outputs?: Readonly<Record<string, string | Partial<RunResult>>>
  processes?: readonly string[]
  interfaces?: readonly NetworkInterface[]
  /** Paths that only another user may read. */
  forbidden?: readonly string[]
  /** What differs from a file of root with mode 0755. */
  status?: Readonly<Record<string, Partial<FileStatus>>>
  /** What services on the loopback address answer; nobody listens where left out. */
  services?: Readonly<Partial<Record<ServiceQuestion, Answer<ServiceAnswer>>>>
  /** What comparing with the passwords of makers finds; nothing where left out. */
  factoryPasswords?: Answer<FactoryPasswords>
}

const missing = { ok: false, because: 'not-readable', detail: 'missing' } as const
const denied = { ok: false, because: 'not-permitted', detail: 'EACCES' } as const

const noneCompared: Answer<FactoryPasswords> = {
  ok: true,
  value: { rules: '2026-11-22', accounts: [] },
}

/** A Linux machine that exists on paper: whatever is not listed is not there. */
export function aMachine(parts: MachineParts): System {
  const files = parts.files ?? {}
  const links = parts.links ?? {}
  const programs = Object.keys(parts.outputs ?? {}).map((key) => key.split(' ')[0] ?? '')
  const paths = [...Object.keys(files), ...Object.keys(links), ...(parts.marks ?? []), ...programs]
  const isForbidden = (path: string) => parts.forbidden?.includes(path) === true
  const read = <T>(path: string, value: T | undefined): Answer<T> => {
    if (isForbidden(path)) return denied
    return value === undefined ? missing : { ok: true, value }
  }
  return {
    platform: 'linux',
    architecture: 'x86_64',
    endedCpuMs: async () => 0,
    factoryPasswords: async () => parts.factoryPasswords ?? noneCompared,
    askService: async (question) =>
      parts.services?.[question] ?? { ok: false, because: 'not-readable', detail: 'ECONNREFUSED' },
    run: async (program, args) => {
      const output = parts.outputs?.[[program, ...args].join(' ')]
      if (output === undefined) return { ok: false, because: 'tool-missing', detail: 'missing' }
      const result = typeof output === 'string' ? { stdout: output } : output
      return { ok: true, value: { exitCode: 0, stdout: '', stderr: '', ...result } }
    },
    readFile: async (path) => read(path, files[path]),
    readFolder: async (path) => {
      const inside = paths.filter((each) => each.startsWith(`${path}/`))
      const names = inside.map((each) => each.slice(path.length + 1).split('/')[0] ?? '')
      return read(path, inside.length > 0 ? [...new Set(names)].sort() : undefined)
    },
    readLink: async (path) => read(path, links[path]),
    fileStatus: async (path) => ({ ok: true, value: statusOf(path) }),
    processNames: async () => ({ ok: true, value: [...(parts.processes ?? [])].sort() }),
    networkInterfaces: async () => ({ ok: true, value: parts.interfaces ?? [] }),
    ...openWindows('linux', { native: nativeOnce(), run: openSystem().run }),
  }

  function statusOf(path: string): FileStatus | null {
    const isFolder = paths.some((each) => each.startsWith(path === '/' ? '/' : `${path}/`))
    if (!isFolder && !paths.includes(path) && !isForbidden(path)) return null
    const kind = path in links ? 'link' : isFolder ? 'folder' : 'file'
    const at = { modifiedMs: 1_790_000_000_000, changedMs: 1_790_000_000_000 }
    return { kind, sizeBytes: 1, ...at, mode: 0o755, uid: 0, ...parts.status?.[path] }
  }
}

/**
 * What a probe is given beside the machine. Pseudonyms are legible, so that a test can name them.
 */
export function aLook(changes: Partial<Look> = {}): Look {
  return {
    agentVersion: '0.1.0',
    pseudonym: (name) => `of${name.replaceAll(/[^a-z]/g, '')}0000000`.slice(0, 12),
    lastDay: null,
    products: compiledProducts,
    nowMs: Date.UTC(2026, 10, 22),
    ...changes,
  }
}

/** The text of a capture under tests/fixtures. */
export function fixture(path: string): string {
  return readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8')
}

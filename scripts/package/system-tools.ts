import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runTool } from '../tool.ts'
import type { Artefact } from './artefacts.ts'
import { PackagingError } from './packaging-error.ts'

type Tool = {
  readonly program: string
  readonly debian: string
  isFor(artefact: Artefact): boolean
}

const isForWindows = ({ platform }: Artefact) => platform === 'windows'

const tools: readonly Tool[] = [
  {
    program: 'strip',
    debian: 'binutils',
    isFor: ({ platform, cpu }) => platform === 'linux' && cpu === 'x64',
  },
  {
    program: 'aarch64-linux-gnu-strip',
    debian: 'binutils-aarch64-linux-gnu',
    isFor: ({ cpu }) => cpu === 'arm64',
  },
  { program: 'dpkg-deb', debian: 'dpkg', isFor: ({ format }) => format === 'deb' },
  { program: 'rpmbuild', debian: 'rpm', isFor: ({ format }) => format === 'rpm' },
  { program: 'zstd', debian: 'zstd', isFor: ({ format }) => format === 'tar.zst' },
  { program: 'x86_64-w64-mingw32-gcc', debian: 'gcc-mingw-w64-x86-64', isFor: isForWindows },
  { program: 'wixl', debian: 'wixl', isFor: isForWindows },
  { program: 'msibuild', debian: 'msitools', isFor: isForWindows },
  { program: 'faketime', debian: 'faketime', isFor: isForWindows },
  { program: 'osslsigncode', debian: 'osslsigncode', isFor: isForWindows },
]

/**
 * Sees to it that the programs of the system which these packages need are there: installs them as root, else names
 * the packages of Debian that bring them.
 * @throws PackagingError
 */
export async function haveTools(
  artefacts: readonly Artefact[],
  say: (line: string) => void,
): Promise<void> {
  const missing = tools.filter(
    ({ program, isFor }) => artefacts.some(isFor) && !isInstalled(program),
  )
  if (missing.length === 0) return
  const names = [...new Set(missing.map(({ debian }) => debian))]
  const byHand = `apt-get install ${names.join(' ')}`
  if (process.getuid?.() !== 0) throw new PackagingError(`Missing here, as root: ${byHand}`)
  say(`installing ${names.join(', ')}`)
  const updated = await runTool(['apt-get', 'update'])
  const installed = await runTool([
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    // Another one may be installing at this moment.
    '-o',
    'DPkg::Lock::Timeout=300',
    'install',
    '--yes',
    '--no-install-recommends',
    ...names,
  ])
  if (installed.exitCode === 0) return
  const output = `${updated.output}${installed.output}`.trim().slice(-1500)
  throw new PackagingError(`${byHand} failed:\n${output}`)
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../tool.ts'
import { makeAgent } from './agent-program.ts'
import { makeCollector } from './collector-program.ts'
import { makeDeb } from './deb.ts'
import type { Cpu } from './executable.ts'
import { legacyScript } from './legacy-script.ts'
import { readLockfile } from './locked-package.ts'
import { makeMsi } from './msi.ts'
import { PackagingError } from './packaging-error.ts'
import type { LinuxProgram, Program, WindowsProgram } from './program.ts'
import { makeRpm } from './rpm.ts'
import { softwareList } from './software-list.ts'
import { makeTarball } from './tarball.ts'
import { makeWindowsAgent } from './windows-program.ts'
import { step, type Workshop } from './workshop.ts'
import { makeZip } from './zip.ts'

type LinuxFormat = 'deb' | 'rpm' | 'tar.zst'
type WindowsFormat = 'msi' | 'zip'
/** One file to be built. */
export type Artefact = {
  readonly product: Program['name']
  readonly cpu: Cpu
} & (
  | { readonly platform: 'linux'; readonly format: LinuxFormat }
  | { readonly platform: 'windows'; readonly format: WindowsFormat }
)

const agent = { product: 'khien-agent' } as const
const collector = { product: 'khien-collector', platform: 'linux', cpu: 'x64' } as const
const artefacts: readonly Artefact[] = [
  ...(['x64', 'arm64'] as const).flatMap((cpu) =>
    (['deb', 'rpm', 'tar.zst'] as const).map(
      (format) => ({ ...agent, platform: 'linux', cpu, format }) as const,
    ),
  ),
  { ...agent, platform: 'windows', cpu: 'x64', format: 'msi' },
  { ...agent, platform: 'windows', cpu: 'x64', format: 'zip' },
  { ...collector, format: 'deb' },
  { ...collector, format: 'tar.zst' },
]

const programOf = ({ product, platform, cpu }: Artefact) => `${product}-${platform}-${cpu}`
const nameOf = (artefact: Artefact) => `${programOf(artefact)}.${artefact.format}`

/** All that can be built, as `--only` finds them. */
export const artefactNames: readonly string[] = artefacts.map(nameOf)

/** Those whose name holds one of the given parts; all where none is given. @throws PackagingError for a part of none */
export function chosenArtefacts(parts: readonly string[]): readonly Artefact[] {
  const unknown = parts.find((part) => !artefactNames.some((name) => name.includes(part)))
  if (unknown !== undefined) {
    throw new PackagingError(`--only “${unknown}” is part of none of: ${artefactNames.join(', ')}`)
  }
  if (parts.length === 0) return artefacts
  return artefacts.filter((artefact) => parts.some((part) => nameOf(artefact).includes(part)))
}

type Make<Made extends Program> = (workshop: Workshop, program: Made, file: string) => Promise<void>
const linuxFormats: Readonly<Record<LinuxFormat, Make<LinuxProgram>>> = {
  deb: makeDeb,
  rpm: makeRpm,
  'tar.zst': makeTarball,
}
const windowsFormats: Readonly<Record<WindowsFormat, Make<WindowsProgram>>> = {
  msi: makeMsi,
  zip: makeZip,
}

/** Builds the chosen files, their software lists, and the sums of all that lies in the folder. */
export async function buildArtefacts(
  chosen: readonly Artefact[],
  workshop: Workshop,
): Promise<void> {
  const programs = Map.groupBy(chosen, programOf)
  for (const [name, wanted] of programs) {
    const program = await step(workshop, name, () => makeProgram(wanted, workshop))
    const { platform, cpu } = program
    const stem = `${program.name}-${workshop.release.version}-${platform}-${cpu}`
    for (const { format } of wanted) {
      const file = join(workshop.out, `${stem}.${format}`)
      await step(workshop, `  ${stem}.${format}`, () => pack(workshop, program, { format, file }))
      workshop.say(`    ${(statSync(file).size / 1e6).toFixed(1)} MB${signedOrNot(file, workshop)}`)
    }
    writeFileSync(join(workshop.out, `${stem}.cdx.json`), listOf(program, workshop))
  }
  writeFileSync(join(workshop.out, 'khien-legacy.ps1'), legacyScript(checkout))
  writeSums(workshop.out)
}

async function pack(
  workshop: Workshop,
  program: LinuxProgram | WindowsProgram,
  { format, file }: { readonly format: Artefact['format']; readonly file: string },
): Promise<void> {
  if (program.platform === 'windows' && isOf(windowsFormats, format)) {
    return windowsFormats[format](workshop, program, file)
  }
  if (program.platform === 'linux' && isOf(linuxFormats, format)) {
    return linuxFormats[format](workshop, program, file)
  }
  throw new Error(`${format} is not for ${program.platform}`)
}

function isOf<Format extends string>(table: Record<Format, unknown>, name: string): name is Format {
  return Object.hasOwn(table, name)
}

function signedOrNot(file: string, { signer }: Workshop): string {
  if (!file.endsWith('.msi') && !file.endsWith('.zip')) return ''
  return signer === null ? ', UNSIGNED: Windows names no publisher' : ', signed'
}

function makeProgram(
  wanted: readonly Artefact[],
  workshop: Workshop,
): Promise<LinuxProgram | WindowsProgram> {
  const [first] = wanted
  if (first?.product !== 'khien-agent') return makeCollector(workshop)
  return first.platform === 'windows' ? makeWindowsAgent(workshop) : makeAgent(workshop, first.cpu)
}

function listOf({ name, summary, places }: Program, { release }: Workshop): string {
  const lockfile = readLockfile()
  const packages = places.flatMap((place) => lockfile.get(place) ?? [])
  return softwareList({ program: name, description: summary, packages }, release)
}

/** In the form that `sha256sum --check` reads. */
function writeSums(folder: string): void {
  const lines = readdirSync(folder)
    .filter((name) => /^khien-.*\.(deb|rpm|tar\.zst|msi|zip|cdx\.json|ps1)$/.test(name))
    .sort()
    .map((name) => {
      const digest = createHash('sha256').update(readFileSync(join(folder, name)))
      return `${digest.digest('hex')}  ${name}\n`
    })
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''))
}

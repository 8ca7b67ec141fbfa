import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LinuxProgram } from './program.ts'
import { layTree, type Entry } from './tree.ts'
import { must, type Workshop } from './workshop.ts'

const architectures = { x64: 'amd64', arm64: 'arm64' } as const
const scripts = ['preinst', 'postinst', 'prerm', 'postrm', 'config']

/** A package for Debian, Ubuntu and their kin. */
export async function makeDeb(
  workshop: Workshop,
  program: LinuxProgram,
  file: string,
): Promise<void> {
  const { dateSeconds } = workshop.release
  const folder = join(workshop.work, `${program.name}-${program.cpu}-deb`)
  layTree(folder, [...program.entries, ...controlFiles(workshop, program)], dateSeconds)
  await must([
    'env',
    `SOURCE_DATE_EPOCH=${dateSeconds}`,
    'dpkg-deb',
    '--root-owner-group',
    '-Zxz',
    '-z2',
    '--build',
    folder,
    file,
  ])
}

function controlFiles({ release }: Workshop, program: LinuxProgram): Entry[] {
  const debian = join(program.files, 'deb')
  const common = readFileSync(join(program.files, 'common.sh'), 'utf8')
  const own = scripts
    .filter((name) => existsSync(join(debian, name)))
    .map((name) => {
      const [interpreter = '', ...lines] = readFileSync(join(debian, name), 'utf8').split('\n')
      const text = [interpreter, common, ...lines].join('\n')
      return { path: `DEBIAN/${name}`, mode: 0o755, text }
    })
  const others = readdirSync(debian)
    .filter((name) => !scripts.includes(name))
    .map((name) => ({ path: `DEBIAN/${name}`, mode: 0o644, from: join(debian, name) }))
  return [
    { path: 'DEBIAN/control', mode: 0o644, text: control(release, program) },
    ...own,
    ...others,
  ]
}

function control({ version }: Workshop['release'], program: LinuxProgram): string {
  const { name, summary, cpu, needs, entries } = program
  const usesDebconf = existsSync(join(program.files, 'deb', 'templates'))
  const depends = [
    `libc6 (>= ${needs.glibc})`,
    ...needs.debian,
    ...(usesDebconf ? ['debconf (>= 0.5) | debconf-2.0'] : []),
  ]
  return `Package: ${name}
Version: ${version}
Architecture: ${architectures[cpu]}
Maintainer: Khiên <khien@example.gov.vn>
Installed-Size: ${kilobytes(entries)}
Depends: ${depends.join(', ')}
Section: admin
Priority: optional
Description: ${summary.replace('Khiên: ', '')}
 Part of Khiên, endpoint security posture for a provincial government.
`
}

function kilobytes(entries: readonly Entry[]): number {
  const bytes = entries.map((entry) => {
    if ('from' in entry) return statSync(entry.from).size
    return 'text' in entry ? Buffer.byteLength(entry.text) : 0
  })
  return Math.ceil(bytes.reduce((sum, size) => sum + size, 0) / 1024)
}

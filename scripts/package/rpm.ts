import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LinuxProgram } from './program.ts'
import { layTree } from './tree.ts'
import { must, type Workshop } from './workshop.ts'

const architectures = { x64: 'x86_64', arm64: 'aarch64' } as const
const scripts = ['pre', 'post', 'preun', 'postun'] as const

/** A package for RHEL, Fedora, openSUSE and their kin. */
export async function makeRpm(
  workshop: Workshop,
  program: LinuxProgram,
  file: string,
): Promise<void> {
  const { version, dateSeconds } = workshop.release
  const top = join(workshop.work, `${program.name}-${program.cpu}-rpm`)
  rmSync(top, { recursive: true, force: true })
  mkdirSync(top, { recursive: true })
  const tree = join(top, 'tree')
  layTree(tree, program.entries, dateSeconds)
  const spec = join(top, `${program.name}.spec`)
  writeFileSync(spec, specOf(program, { version, tree }))
  const architecture = architectures[program.cpu]
  const defines = {
    _topdir: top,
    _rpmfilename: 'built.rpm',
    _buildhost: 'khien',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    _build_id_links: 'none',
    // The executable holds the script behind its own sections; nothing may rewrite it.
    __os_install_post: '%{nil}',
    _binary_payload: 'w7.zstdio',
  }
  await must([
    'env',
    `SOURCE_DATE_EPOCH=${dateSeconds}`,
    'rpmbuild',
    '-bb',
    `--target=${architecture}-linux`,
    ...Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
    spec,
  ])
  copyFileSync(join(top, 'RPMS', 'built.rpm'), file)
}

function specOf(
  program: LinuxProgram,
  { version, tree }: { version: string; tree: string },
): string {
  const { name, summary, needs, files, entries } = program
  const common = readFileSync(join(files, 'common.sh'), 'utf8')
  const script = (part: (typeof scripts)[number]) => {
    const own = readFileSync(join(files, 'rpm', part), 'utf8')
    return `%${part}\n${`${common}\n${own}`.replaceAll('%', '%%')}`
  }
  const listed = entries.map((entry) => {
    if ('isFolder' in entry) return `%dir /${entry.path}`
    return `/${entry.path}`
  })
  return `Name: ${name}
Version: ${version}
Release: 1
Summary: ${summary.replace('Khiên: ', '')}
License: Apache-2.0
Group: System Environment/Daemons
AutoReqProv: no
Requires: glibc >= ${needs.glibc}
${needs.rpm.map((one) => `Requires: ${one}`).join('\n')}

%description
Part of Khiên, endpoint security posture for a provincial government.

%install
cp -a "${tree}/." "%{buildroot}/"

${scripts.map(script).join('\n')}

%files
%defattr(-,root,root,0755)
%dir /usr/lib/${name}
${listed.join('\n')}
`
}

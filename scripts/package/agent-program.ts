import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../tool.ts'
import { bundle } from './bundle.ts'
import { makeExecutable, strippedNode, type Cpu } from './executable.ts'
import { readLockfile } from './locked-package.ts'
import { notices } from './notices.ts'
import type { LinuxProgram } from './program.ts'
import type { Workshop } from './workshop.ts'

/** Calls the Win32 API; Linux never asks for it, so its addon is not in these packages. */
const windowsOnly = ['koffi']

/** The agent as one file: Node with the bundled script in it. */
export async function makeAgent(workshop: Workshop, cpu: Cpu): Promise<LinuxProgram> {
  const folder = join(workshop.work, `khien-agent-linux-${cpu}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const places = await bundle({
    entries: ['agent/main.ts'],
    folder,
    format: 'cjs',
    beside: windowsOnly,
    define: { KHIEN_COMPILED_RELEASE_KEYS: JSON.stringify(workshop.release.releaseKeys) },
  })
  const node = await strippedNode(workshop, cpu)
  const file = join(folder, 'khien-agent')
  await makeExecutable('agent/main.cjs', { node: node.program, folder, file })
  const files = join(checkout, 'scripts', 'package', 'files', 'agent')
  const lib = 'usr/lib/khien-agent'
  const unit = 'khien-agent.service'
  return {
    name: 'khien-agent',
    summary: 'Khiên: looks at this computer and reports its security posture',
    files,
    platform: 'linux',
    cpu,
    needs: { glibc: '2.28', debian: ['libstdc++6'], rpm: ['libstdc++', 'coreutils'] },
    places: [`node_modules/node-linux-${cpu}`, ...places].filter((place) =>
      readLockfile().has(place),
    ),
    entries: [
      { path: `${lib}/khien-agent`, mode: 0o755, from: file },
      { path: `${lib}/launch`, mode: 0o755, from: join(files, 'launch.sh') },
      { path: 'usr/bin/khien-agent', linkTo: '../lib/khien-agent/launch' },
      { path: `usr/lib/systemd/system/${unit}`, mode: 0o644, from: join(files, unit) },
      { path: 'etc/khien', mode: 0o755, isFolder: true },
      {
        path: 'usr/share/doc/khien-agent/copyright',
        mode: 0o644,
        text: notices(places, node.folder),
      },
    ],
  }
}

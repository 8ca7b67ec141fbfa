import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { neverBuilt } from '../package/bundle.ts'

const run = promisify(execFile)

type Held = { residentBytes: number; heapBytes: number }

export type SnapshotFigures = {
  bytes: number
  /** The first after a start, with nothing remembered; then those that follow, every program asked each time. */
  firstCpuMs: number
  firstChildren: number
  nextCpuMs: number
  nextChildren: number
  /** What the process holds after so many snapshots, garbage collected; the executable's file apart. */
  afterTen: Held
  afterFifty: Held
  /** All rounds of one day by the schedule, on a machine on which nothing changes. */
  day: { cpuMs: number; children: number; rounds: number }
}
export type PeerFigures = { name: string; cpuMs: number; bytes: number }

const peers = [
  { name: 'facter', program: '/usr/bin/facter', args: ['--json'] },
  {
    name: 'fusioninventory-agent',
    program: '/usr/bin/fusioninventory-agent',
    args: ['--stdout', '--local=-'],
  },
] as const

/** The agent as it is shipped, bundled into one file, taking whole snapshots in one process. */
export async function measureSnapshot(): Promise<SnapshotFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'khien-bench-'))
  try {
    const outfile = join(folder, 'snapshot.mjs')
    await build({
      entryPoints: [join(import.meta.dirname, 'snapshot-entry.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      banner: {
        js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
      },
      // Only Windows needs koffi, and only there it is loaded.
      external: ['koffi', ...neverBuilt],
      logLevel: 'error',
    })
    const { stdout } = await run(process.execPath, ['--expose-gc', outfile])
    return JSON.parse(stdout) as SnapshotFigures
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Tools that take inventory on this machine, each as a whole process; those that are not installed are left out. */
export async function measurePeers(): Promise<PeerFigures[]> {
  const figures: PeerFigures[] = []
  for (const { name, program, args } of peers.filter((peer) => existsSync(peer.program))) {
    // The last line of bash's `times` is the CPU time of the children of that shell.
    const script = `"$0" "$@" | wc -c; times`
    const { stdout } = await run('/bin/bash', ['-c', script, program, ...args], {
      maxBuffer: 2 ** 26,
    })
    const lines = stdout.trim().split('\n')
    const [bytes = '0', times = ''] = [lines[0], lines.at(-1)]
    const [user = 0, system = 0] = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(
      ([, minutes, seconds]) => Number(minutes) * 60_000 + Number(seconds) * 1000,
    )
    figures.push({ name, cpuMs: user + system, bytes: Number(bytes) })
  }
  return figures
}

import { mkdtemp, rm } from 'node:fs/promises'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { checkout, runTool } from '../tool.ts'
import { runCommand, startChild } from '../start/child.ts'
import { untilHealthy } from '../start/readiness.ts'

/** What the agent of the package takes while it is connected and has nothing to do but its schedule. */
export type PackageFigures = {
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  /** Memory that is the agent's alone: what would come free if it ended. */
  readonly privateBytes: number
  readonly residentBytes: number
  /** Of one core, children included, over the whole time. */
  readonly cpuRatio: number
  readonly minutes: number
}

const build = join(checkout, 'build')
const ticksPerSecond = 100
const port = 18_444
/** The first looks are over by then; what follows is the agent at rest. */
const settleMs = 60_000

/**
 * Runs the agent of the packages in ./build for so many minutes beside a collector of this checkout.
 * @returns null where `npm run package` has built no agent for this processor
 */
export async function measurePackage(minutes: number): Promise<PackageFigures | null> {
  const files = readdirSync(build, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^khien-.*\.(deb|rpm|tar\.zst|msi|zip)$/.test(entry.name))
    .map(({ name }) => ({ name, bytes: statSync(join(build, name)).size }))
  const archive = files.find(({ name }) => /^khien-agent-.*-linux-x64\.tar\.zst$/.test(name))
  if (!archive) return null
  const folder = await mkdtemp(join(tmpdir(), 'khien-bench-'))
  try {
    await runTool(['tar', '--zstd', '-C', folder, '-xf', join(build, archive.name)])
    return { files, minutes, ...(await measureIdle(folder, minutes)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureIdle(folder: string, minutes: number) {
  const settings = {
    KHIEN_DATA_DIR: join(folder, 'data'),
    KHIEN_PORT: String(port),
    KHIEN_LOG_LEVEL: 'error',
    KHIEN_ADMIN_PASSWORD: 'only for this benchmark',
  }
  const collector = startChild('collector', settings)
  try {
    await untilHealthy({ host: '127.0.0.1', port }, AbortSignal.timeout(30_000))
    const { output } = await runCommand(
      'collector',
      ['token', '--agency', 'Bench', '--create'],
      settings,
    )
    const agent = spawn(join(folder, 'usr/bin/khien-agent'), ['run'], {
      cwd: '/',
      env: {
        PATH: '/usr/bin:/bin',
        ...memorySettings(folder),
        KHIEN_AGENT_DATA_DIR: join(folder, 'agent'),
        KHIEN_JOIN: /khien1\.[A-Za-z0-9_-]+/.exec(output)?.[0] ?? '',
      },
      stdio: 'ignore',
    })
    try {
      await wait(settleMs)
      const before = cpuSeconds(agent.pid)
      await wait(minutes * 60_000)
      const used = cpuSeconds(agent.pid) - before
      return { cpuRatio: used / (minutes * 60), ...memoryOf(agent.pid) }
    } finally {
      agent.kill()
    }
  } finally {
    await collector.stop()
  }
}

/** What the unit of the package says to the C library about memory. */
function memorySettings(folder: string): Record<string, string> {
  const unit = readFileSync(join(folder, 'usr/lib/systemd/system/khien-agent.service'), 'utf8')
  const settings = [...unit.matchAll(/\b(MALLOC_[A-Z_]+)=(\d+)/g)]
  return Object.fromEntries(settings.map(([, name = '', value = '']) => [name, value]))
}

/** Fields 14 to 17 of /proc/<pid>/stat, see proc(5): its own time and that of children that have ended. */
function cpuSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return ticks / ticksPerSecond
}

/**
 * What is private and written is the agent's own. The pages of the program file are counted as resident only: the
 * system drops and reads them again as it likes.
 */
function memoryOf(pid: number | undefined) {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) * 1024
  return { privateBytes: bytes('Private_Dirty'), residentBytes: bytes('Rss') }
}

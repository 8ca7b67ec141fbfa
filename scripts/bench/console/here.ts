import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { decodeJoin } from '#protocol/join.ts'
import { runCommand, startChild } from '../../start/child.ts'
import { untilHealthy } from '../../start/readiness.ts'
import { buildWeb, isWebStale } from '../../web.ts'
import { cpuOf } from '../cpu.ts'
import { writeLargeProvince } from './large-province.ts'
import { measureConsole, type ConsoleFigures } from './measure.ts'

const port = 18_444
const account = { name: 'admin', password: 'only for this benchmark' }

/** Builds a province in a folder of its own, starts a collector on it, measures, and removes all of it. */
export async function measureConsoleHere(
  hosts: number,
  onProgress: (done: number) => void,
): Promise<ConsoleFigures> {
  if (isWebStale()) {
    const { exitCode, output } = await buildWeb()
    if (exitCode !== 0) throw new Error(output)
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'khien-bench-'))
  const settings = {
    KHIEN_DATA_DIR: dataDir,
    KHIEN_PORT: String(port),
    KHIEN_LOG_LEVEL: 'error',
    KHIEN_ADMIN_PASSWORD: account.password,
  }
  try {
    const hostId = await writeLargeProvince(dataDir, hosts, onProgress)
    const collector = startChild('collector', settings)
    try {
      await untilHealthy({ host: '127.0.0.1', port }, AbortSignal.timeout(120_000))
      await untilQuiet(collector.pid)
      const args = ['token', '--agency', 'Cơ quan 001', '--uses', '20000']
      const { output } = await runCommand('collector', args, settings)
      const target = decodeJoin(/khien1\.[A-Za-z0-9_-]+/.exec(output)?.[0] ?? '')
      return await measureConsole({
        pid: collector.pid,
        port,
        account,
        hostId,
        target,
        token: target.token,
      })
    } finally {
      await collector.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

const quietShare = 0.1
const quietWithinMs = 600_000

/** Waits until a collector has done what a start catches up with: it uses less than a tenth of a core for two seconds. */
async function untilQuiet(pid: number): Promise<void> {
  const untilMs = performance.now() + quietWithinMs
  while (performance.now() < untilMs) {
    const before = await cpuOf(pid)
    await setTimeout(2_000)
    if ((await cpuOf(pid)).ownMs - before.ownMs < 2_000 * quietShare) return
  }
  throw new Error(`the collector was busy for ${quietWithinMs / 1000} s after its start`)
}

import { stat, statfs } from 'node:fs/promises'
import type { Ingest, Metrics, Upkeep } from './deps.ts'
import type { Authority } from './pki/authority.ts'

/** What the collector can tell of itself. `jobs` are those of the scheduler, which starts after the server. */
export function createUpkeep(parts: {
  readonly dataFolder: string
  readonly ingest: Pick<Ingest, 'depth'>
  readonly authority: Pick<Authority, 'certificates'>
  readonly metrics: Metrics
  readonly jobs: Upkeep['jobs']
}): Upkeep {
  const { dataFolder, ingest, authority, metrics, jobs } = parts
  return {
    metrics,
    jobs,
    queueDepth: () => ingest.depth(),
    certificates: () => authority.certificates(),
    disk: () => diskOf(dataFolder),
    fileBytes,
  }
}

/** What the disk of a folder holds; null: the system does not say, as with some network folders. */
export async function diskOf(
  folder: string,
): Promise<{ freeBytes: number; totalBytes: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    // Not known is an answer.
    return null
  }
}

/** The size of a file; 0: there is none; null: the system does not say. */
export async function fileBytes(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 0 : null
  }
}

/** The same queue; what becomes of each report is counted. */
export function countReports(ingest: Ingest, metrics: Metrics): Ingest {
  return {
    ...ingest,
    async submit(report) {
      try {
        const answer = await ingest.submit(report)
        metrics.countReport(answer.outcome)
        return answer
      } catch (error) {
        metrics.countReport('turned-away')
        throw error
      }
    },
  }
}

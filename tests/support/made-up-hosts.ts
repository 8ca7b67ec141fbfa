import { join } from 'node:path'
import type { Job, JobDeps } from '#collector/jobs/job.ts'
import { openedPorts } from '#collector/jobs/opened-ports.ts'
import { survey } from '#collector/jobs/survey.ts'
import { productContext } from '#domain/context.ts'
import { decodeJoin } from '#protocol/join.ts'
import { unknown } from '#protocol/values.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { SyntheticHost } from '#scripts/fleet/synthetic-host.ts'
import { openStoreBeside } from '#store/open.ts'
import { quietLog } from './databases.ts'

/** A product that no catalogue names; the first of the made-up hosts tells it. */
export const unknownProductName = 'Lá Chắn Xanh 2026'

/**
 * Hosts of a made-up province that report once over the real protocol. The first is a Windows machine with a product
 * that nobody knows; each tells what its agent cost. Returns their ids.
 */
export async function reportMadeUpHosts(joinString: string, count: number): Promise<string[]> {
  const target = decodeJoin(joinString)
  const ids: string[] = []
  for (const host of sampleProvince(count, 4)) {
    const nowMs = Date.now()
    const readings = sampleReadings(host, nowMs)
    const { antivirus } = readings
    const lastDay = {
      day: '2026-11-21',
      cpuMs: 2 ** (11 + (host.index % 4)),
      memoryBytesMax: 2 ** 26,
      sentBytes: 2 ** 17,
      snapshots: 128,
    }
    const agent = { version: '0.1.0', runtime: 'v24.21.0', lastDay }
    const isFirst = host.index === 0
    const synthetic = new SyntheticHost({
      keyText: `made up ${host.index}`,
      hostname: host.hostname,
      readings: {
        ...readings,
        ...(antivirus && !isFirst ? { antivirus } : { antivirus: unknownProduct }),
        agent: { state: 'known', facts: agent },
      },
      memory: { session: 0, ticket: null },
      log: quietLog,
    })
    await synthetic.connect(target, target.token)
    ids.push(synthetic.hostId)
  }
  return ids
}

const unknownProduct = {
  state: 'known' as const,
  facts: {
    products: [
      {
        product: unknownProductName,
        name: unknownProductName,
        version: null,
        isRunning: unknown('not-supported'),
        realTime: 'on' as const,
        reader: 'security-center' as const,
        signaturesAtMs: unknown('not-supported'),
        signaturesBySelf: 'current' as const,
        tamperProtection: null,
        licence: unknown('not-supported'),
        source: 'Security Center',
      },
    ],
  },
}

/** Goes over the fleet as the job does, without waiting for its hour, beside the collector that is running. */
export const surveyNow = (dataDir: string) => runBeside(dataDir, survey)

/** Looks for ports that opened as the job does, without waiting for its minute. */
export const lookForOpenedPorts = (dataDir: string) => runBeside(dataDir, openedPorts)

async function runBeside(dataDir: string, job: (deps: JobDeps) => Job): Promise<void> {
  const store = await openStoreBeside({
    url: null,
    file: join(dataDir, 'khien.sqlite'),
    log: quietLog,
  })
  try {
    await job({
      store,
      now: () => Date.now(),
      context: () => productContext,
      reloadContext: () => Promise.resolve(),
      events: { publish: () => undefined, subscribe: () => () => undefined },
      log: quietLog,
    }).run(Date.now())
  } finally {
    await store.close()
  }
}

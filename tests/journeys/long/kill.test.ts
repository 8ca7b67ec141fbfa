import Database from 'better-sqlite3'
import { pino } from 'pino'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJoin } from '#protocol/join.ts'
import type { Facts, Readings } from '#protocol/facts/registry.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { outgoing, SyntheticHost } from '#scripts/fleet/synthetic-host.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'

const kills = 50
const hostCount = 6

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let collector: CollectorProcess
let port: number

beforeAll(async () => {
  folder = await temporaryFolder()
  port = await freePort()
  collector = await startCollector(folder.path, port)
})

afterAll(async () => {
  collector.signal('SIGKILL')
  await collector.ended
  await folder.remove()
})

/** A fact that was never reported before: the number makes its bytes unique over the whole test. */
function uniqueFact(number: number): Facts<'agent'> {
  return { version: `0.0.${number}`, runtime: 'test', lastDay: null }
}

test(
  'what was acknowledged is there after 50 kills under traffic, and none of it twice',
  { timeout: 480_000 },
  async () => {
    const target = decodeJoin(await makeJoin({ dataDir: folder.path, port }, 'Sở Nội vụ'))
    const acknowledged = new Set<string>()
    const hosts = sampleProvince(hostCount, 50).map(
      (host) =>
        new SyntheticHost({
          memory: { session: 0, ticket: null },
          keyText: `kill ${host.index}`,
          hostname: host.hostname,
          readings: sampleReadings(host, Date.now()),
          log: pino({ level: 'silent' }),
        }),
    )
    let number = 0
    let isOver = false

    /** Reports as fast as it is acknowledged, and reconnects whenever the collector is gone. */
    async function keepReporting(host: SyntheticHost): Promise<void> {
      while (!isOver) {
        try {
          if (!host.isConnected()) await host.connect(target, target.token)
          const readings: Readings = {
            agent: { state: 'known', facts: uniqueFact((number += 1)) },
          }
          await host.report(readings)
          for (const { body } of outgoing(readings)) acknowledged.add(`${host.hostId} ${body}`)
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    }

    const traffic = hosts.map(keepReporting)
    for (let kill = 0; kill < kills; kill += 1) {
      const before = acknowledged.size
      while (acknowledged.size < before + 20) await new Promise((resolve) => setTimeout(resolve, 5))
      collector.signal('SIGKILL')
      await collector.ended
      collector = await startCollector(folder.path, port)
    }
    isOver = true
    await Promise.all(traffic)
    collector.signal('SIGTERM')
    expect(await collector.ended).toBe(0)

    const database = new Database(join(folder.path, 'khien.sqlite'), { readonly: true })
    const stored = database
      .prepare<[], { fact: string; times: number }>(
        `select host_id || ' ' || body as fact, count(*) as times
         from fact where probe = 'agent' group by 1`,
      )
      .all()
    database.close()
    const times = new Map(stored.map((row) => [row.fact, row.times]))
    const lost = [...acknowledged].filter((fact) => !times.has(fact))
    const twice = stored.filter((row) => row.times > 1)

    expect({ lost, twice }).toEqual({ lost: [], twice: [] })
    expect(acknowledged.size).toBeGreaterThan(kills * 20)
  },
)

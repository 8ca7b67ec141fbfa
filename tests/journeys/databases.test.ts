import { expect, onTestFinished, test } from 'vitest'
import { decodeJoin } from '#protocol/join.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { SyntheticHost } from '#scripts/fleet/synthetic-host.ts'
import { onEachDatabase, quietLog } from '#tests/support/databases.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  temporaryFolder,
} from '#tests/support/processes.ts'

const hosts = 5

onEachDatabase((fresh) => {
  test(
    'a whole collector enrols, is killed, goes on, and its counts agree',
    { timeout: 60_000 },
    async () => {
      const { url } = await fresh()
      const folder = await temporaryFolder()
      onTestFinished(() => folder.remove())
      const port = await freePort()
      const database: Record<string, string> = url === null ? {} : { KHIEN_DATABASE_URL: url }
      const settings = { KHIEN_DATA_DIR: folder.path, KHIEN_PORT: String(port), ...database }
      const first = await startCollector(folder.path, port, database)
      onTestFinished(() => first.signal('SIGKILL'))
      const target = decodeJoin(
        await makeJoin({ dataDir: folder.path, port }, 'Sở Tư pháp', database),
      )
      const fleet = sampleProvince(hosts, 9).map(
        (host) =>
          new SyntheticHost({
            keyText: `databases ${url === null} ${host.index}`,
            hostname: host.hostname,
            readings: sampleReadings(host, Date.now()),
            memory: { session: 0, ticket: null },
            log: quietLog,
          }),
      )
      for (const host of fleet) await host.connect(target, target.token)
      first.signal('SIGKILL')
      await first.ended

      const second = await startCollector(folder.path, port, database)
      for (const host of fleet) {
        await host.connect(target, target.token)
        await host.report({
          agent: { state: 'known', facts: { version: '9', runtime: 'test', lastDay: null } },
        })
      }
      second.signal('SIGTERM')
      expect(await second.ended).toBe(0)

      const recount = await runProduct('collector', ['recount'], settings)
      expect(recount).toEqual({ exitCode: 0, output: 'Counts that differ: 0.\n' })
    },
  )
})

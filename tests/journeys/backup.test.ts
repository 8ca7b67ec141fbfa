import Database from 'better-sqlite3'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Facts } from '#protocol/facts/registry.ts'
import { decodeJoin } from '#protocol/join.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { outgoing, SyntheticHost } from '#scripts/fleet/synthetic-host.ts'
import { quietLog } from '#tests/support/databases.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'

const hostCount = 12
const passphrase = 'một câu dài để mở bản sao lưu'

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let port: number
let collector: CollectorProcess
let target: ReturnType<typeof decodeJoin>

const path = (name: string) => join(folder.path, name)
const settings = (dataDir: string) => ({
  KHIEN_DATA_DIR: path(dataDir),
  KHIEN_PORT: String(port),
  KHIEN_BACKUP_PASSPHRASE_FILE: path('passphrase'),
})

beforeAll(async () => {
  folder = await temporaryFolder()
  port = await freePort()
  for (const name of ['here', 'elsewhere']) await mkdir(path(name))
  await writeFile(path('passphrase'), `${passphrase}\n`)
  collector = await startCollector(path('here'), port, settings('here'))
  target = decodeJoin(await makeJoin({ dataDir: path('here'), port }, 'Sở Nội vụ'))
}, 60_000)

afterAll(async () => {
  collector?.signal('SIGKILL')
  await collector?.ended
  await folder?.remove()
})

/** Hosts that report as fast as they are acknowledged, and come back whenever the collector is gone. */
function startTraffic() {
  const acknowledged = new Set<string>()
  const traffic = { isOver: false, failures: 0 }
  let number = 0
  const hosts = sampleProvince(hostCount, 77).map(
    (host) =>
      new SyntheticHost({
        memory: { session: 0, ticket: null },
        keyText: `backup ${host.index}`,
        hostname: host.hostname,
        readings: sampleReadings(host, Date.now()),
        log: quietLog,
      }),
  )
  async function keepReporting(host: SyntheticHost): Promise<void> {
    while (!traffic.isOver) {
      try {
        if (!host.isConnected()) await host.connect(target, target.token)
        const facts: Facts<'agent'> = { version: `0.0.${++number}`, runtime: 'test', lastDay: null }
        const readings = { agent: { state: 'known', facts } } as const
        await host.report(readings)
        for (const { body } of outgoing(readings)) acknowledged.add(`${host.hostId} ${body}`)
      } catch {
        traffic.failures += 1
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  const running = Promise.all(hosts.map(keepReporting))
  const stop = async () => {
    traffic.isOver = true
    await running
    for (const host of hosts) host.close()
  }
  return { hosts, acknowledged, stop }
}

function query<Row>(dataDir: string, sql: string): Row[] {
  const database = new Database(join(path(dataDir), 'khien.sqlite'), { readonly: true })
  try {
    return database.prepare<[], Row>(sql).all()
  } finally {
    database.close()
  }
}

test(
  'a backup under load brings every acknowledged fact and every agent back on another machine',
  { timeout: 120_000 },
  async () => {
    const { hosts, acknowledged, stop } = startTraffic()
    const more = (count: number) => until('traffic', () => acknowledged.size >= count)
    await more(200)
    await until('all hosts', () => hosts.every((host) => host.isConnected()))

    const before = new Set(acknowledged)
    const args = ['backup', '--out', path('backups')]
    const backup = await runProduct('collector', args, settings('here'))
    expect(backup).toEqual({ exitCode: 0, output: expect.stringContaining('read back') })
    expect(acknowledged.size).toBeGreaterThan(before.size)

    // Every agent is given tickets that the backup does not know.
    for (const host of hosts) host.close()
    await more(acknowledged.size + 100)
    await until('all hosts again', () => hosts.every((host) => host.isConnected()))
    collector.signal('SIGKILL')
    await collector.ended
    await rm(path('here'), { recursive: true })

    const [name = ''] = await readdir(path('backups'))
    const restored = await runProduct(
      'collector',
      ['restore', join(path('backups'), name)],
      settings('elsewhere'),
    )
    expect(restored).toEqual({
      exitCode: 0,
      output: expect.stringContaining(`${hostCount} computers`),
    })
    const facts = query<{ fact: string }>(
      'elsewhere',
      "select host_id || ' ' || body as fact from fact where probe = 'agent'",
    )
    const held = new Set(facts.map(({ fact }) => fact))
    expect([...before].filter((fact) => !held.has(fact))).toEqual([])

    const seen = acknowledged.size
    collector = await startCollector(path('elsewhere'), port, settings('elsewhere'))
    await more(seen + 50)
    await until('all hosts on the new machine', () => hosts.every((host) => host.isConnected()))
    await stop()
    collector.signal('SIGTERM')
    expect(await collector.ended).toBe(0)

    expect(
      query('elsewhere', 'select count(*) as hosts, sum(shares_key) as doubtful from host'),
    ).toEqual([{ hosts: hostCount, doubtful: 0 }])
    expect(query('elsewhere', 'select * from key_conflict')).toEqual([])
    expect(query('elsewhere', 'select * from awaited_host')).toEqual([])
    expect(
      query(
        'elsewhere',
        `select action, count(*) as entries from audit
         where action in ('restore-backup', 'renew-ticket') group by action order by action`,
      ),
    ).toEqual([
      { action: 'renew-ticket', entries: hostCount },
      { action: 'restore-backup', entries: 1 },
    ])
    for (const command of ['verify', 'recount']) {
      const { exitCode, output } = await runProduct('collector', [command], settings('elsewhere'))
      expect({ exitCode, output }).toMatchObject({ exitCode: 0 })
    }
  },
)

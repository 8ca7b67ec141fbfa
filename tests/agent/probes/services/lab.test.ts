import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test, type TestContext } from 'vitest'
import { serviceDefaults } from '#agent/probes/services/index.ts'
import { openSystem, type System } from '#agent/system.ts'
import type { ServiceDefault, ServiceProduct } from '#protocol/facts/service-defaults.ts'
import { isUnknown } from '#protocol/values.ts'
import { freePort, temporaryFolder, until } from '#tests/support/processes.ts'
import { aLook } from '../../machine.ts'
import { inShort } from './look-at.ts'

const redisProgram = '/usr/bin/redis-server'
const snmpdProgram = '/usr/sbin/snmpd'
const password = 'mat-khau-cua-phong-thu'
const denied = { ok: false, because: 'not-permitted', detail: 'EACCES' } as const

const held: { running: ChildProcess[]; folders: (() => Promise<void>)[] } = {
  running: [],
  folders: [],
}
afterEach(async () => {
  for (const child of held.running.splice(0)) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.kill('SIGKILL')) await ended
  }
  for (const remove of held.folders.splice(0)) await remove()
})

/** Says what to install where a service of the lab is not there. */
function needs(context: TestContext, program: string, debianPackage: string): void {
  const why = `needs the Debian package ${debianPackage}: apt-get install -y ${debianPackage}`
  if (!existsSync(program)) context.skip(why)
}

async function aFolder(): Promise<string> {
  const { path, remove } = await temporaryFolder()
  held.folders.push(remove)
  return path
}

/** The real door; these paths lead to files of the test, null: nobody may read it. */
function machineWith(paths: Readonly<Record<string, string | null>>): System {
  const system = openSystem()
  return {
    ...system,
    readFile: async (path, options) => {
      const target = paths[path]
      return target === null ? denied : system.readFile(target ?? path, options)
    },
  }
}

async function lookAt(product: ServiceProduct, system: System): Promise<ServiceDefault> {
  const facts = await serviceDefaults(system, aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  expect(JSON.stringify(facts)).not.toContain(password)
  const found = facts.services.find((service) => service.product === product)
  if (found === undefined) throw new Error(`${product} was not told`)
  return found
}

describe('a real Redis', () => {
  beforeEach((context) => needs(context, redisProgram, 'redis-server'))

  /** As Debian delivers it, but for the port and the folder. */
  async function startRedis(changes = '') {
    const folder = await aFolder()
    const port = await freePort()
    const file = join(folder, 'redis.conf')
    const delivered = readFileSync('/etc/redis/redis.conf', 'utf8')
    const own = `port ${port}\ndaemonize no\ndir ${folder}\nlogfile ""\npidfile ${folder}/pid\n`
    writeFileSync(file, `${delivered}\n${own}${changes}`)
    held.running.push(spawn(redisProgram, [file], { stdio: 'ignore' }))
    const ask = async (...commands: string[]) => answersOf(port, commands)
    await until('Redis', async () => (await ask('PING').catch(() => '')) !== '')
    return { file, ask }
  }

  const counted = (info: string, name: string) =>
    Number(new RegExp(`${name}:(\\d+)`).exec(info)?.[1])

  test('as delivered answers this machine without a password, and is asked nothing', async () => {
    const { file, ask } = await startRedis()
    const before = counted(await ask('INFO stats'), 'total_connections_received')
    const service = await lookAt('redis', machineWith({ '/etc/redis/redis.conf': file }))
    expect(service).toMatchObject({ isRunning: true, unseen: null })
    expect(inShort(service)).toEqual([expect.stringMatching(/^no-password write loopback \d+$/)])
    const after = counted(await ask('INFO stats'), 'total_connections_received')
    expect(after - before).toBe(1)
  })

  test('with a password is closed', async () => {
    const { file } = await startRedis(`requirepass ${password}\n`)
    const service = await lookAt('redis', machineWith({ '/etc/redis/redis.conf': file }))
    expect(service).toEqual({ product: 'redis', isRunning: true, openings: [], unseen: null })
  })

  test('whose file nobody may read is asked over one connection, and no sign-in fails', async () => {
    const unreadable = machineWith({ '/etc/redis/redis.conf': null })
    const open = await startRedis()
    const before = counted(await open.ask('INFO stats'), 'total_connections_received')
    expect(await lookAt('redis', unreadable)).toMatchObject({
      openings: [{ decidedBy: 'question', exposure: 'loopback' }],
    })
    // One of the look, one of this question itself.
    const after = counted(await open.ask('INFO stats'), 'total_connections_received')
    expect(after - before).toBe(2)
    for (const child of held.running.splice(0)) child.kill('SIGKILL')

    const closed = await startRedis(`requirepass ${password}\n`)
    expect(await lookAt('redis', unreadable)).toMatchObject({ openings: [], unseen: null })
    expect(await closed.ask(`AUTH ${password}`, 'ACL LOG')).toBe('+OK\r\n*0\r\n')
  })
})

describe('a real snmpd', () => {
  beforeEach((context) => needs(context, snmpdProgram, 'snmpd'))

  async function startSnmpd(edit: (delivered: string) => string) {
    const folder = await aFolder()
    // Below the ports of clients: those of UDP are not told as listening.
    const port = 20_000 + ((await freePort()) % 10_000)
    const file = join(folder, 'snmpd.conf')
    const delivered = readFileSync('/etc/snmp/snmpd.conf', 'utf8')
    const here = delivered
      .replace(/^agentaddress.*$/m, `agentaddress udp:127.0.0.1:${port}`)
      .replace(/^master.*$/m, '')
    writeFileSync(file, edit(here))
    const args = ['-f', '-Ln', '-C', '-c', file, '-p', join(folder, 'pid')]
    held.running.push(spawn(snmpdProgram, args, { stdio: 'ignore' }))
    const isUp = () => spawnSync('/usr/bin/ss', ['-Hlnu', `sport = :${port}`]).stdout.length > 0
    await until('snmpd', async () => isUp())
    return machineWith({ '/etc/snmp/snmpd.conf': file })
  }

  test('as Debian delivers it answers `public` with little, to this machine', async () => {
    const service = await lookAt('snmp', await startSnmpd((delivered) => delivered))
    expect(service).toMatchObject({ isRunning: true, unseen: null })
    expect(inShort(service)).toEqual([
      expect.stringMatching(/^default-community information loopback \d+$/),
    ])
  })

  test('with a community of its own is closed', async () => {
    const changed = await startSnmpd((delivered) =>
      delivered.replaceAll(/^(rocommunity6?\s+)public\b/gm, `$1${password}`),
    )
    expect(await lookAt('snmp', changed)).toMatchObject({ openings: [], unseen: null })
  })
})

test('lines of pg_hba.conf count as PostgreSQL itself reads them', async (context) => {
  const { url, missing } = inject('postgres')
  if (url === null) return context.skip(missing)
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const shown = async (name: string) => {
      const { rows } = await client.query<{ value: string }>(
        `SELECT current_setting('${name}') AS value`,
      )
      return rows[0]?.value ?? ''
    }
    const file = await shown('hba_file')
    const system = machineWith({
      '/var/lib/pgsql/data/pg_hba.conf': file,
      '/var/lib/pgsql/data/postgresql.conf': await shown('config_file'),
    })
    const { rows } = await client.query<{ line: number }>(
      `SELECT line_number AS line FROM pg_hba_file_rules
       WHERE auth_method = 'trust' AND type = 'local' AND 'all' = ANY (database)`,
    )
    const services = await serviceDefaults(system, aLook())
    if (isUnknown(services)) throw new Error(services.detail)
    const service = services.services.find(({ openings }) =>
      openings.some(({ place }) => place?.file.startsWith('/var/lib/pgsql/data')),
    )
    expect(dirname(file)).not.toBe('/var/lib/pgsql/data')
    expect(service).toMatchObject({ isRunning: true, unseen: null })
    expect(inShort(service ?? null)).toContain(`trust-all administer loopback ${rows[0]?.line}`)
  } finally {
    await client.end()
  }
})

/** What Redis answers to these commands over one connection. */
function answersOf(port: number, commands: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port })
    let heard = ''
    socket.on('data', (part) => (heard += part.toString()))
    socket.on('error', reject)
    socket.on('close', () => resolve(heard))
    socket.write(`${commands.join('\r\n')}\r\nQUIT\r\n`, () => undefined)
  }).then((heard) => String(heard).replace(/\+OK\r\n$/, ''))
}

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { openQuestions } from '#agent/service-questions/index.ts'
import { readConfig } from '#agent/probes/services/config-lines.ts'
import { serviceDefaults } from '#agent/probes/services/index.ts'
import { openSystem } from '#agent/system.ts'
import { serviceDefaults as spec } from '#protocol/facts/service-defaults.ts'
import { limits } from '#protocol/limits.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook, aMachine } from '../../machine.ts'
import { lookAt } from './look-at.ts'

const askService = openQuestions(null)

const held: { servers: Server[]; sockets: Socket[] } = { servers: [], sockets: [] }
afterEach(() => {
  for (const socket of held.sockets.splice(0)) socket.destroy()
  for (const server of held.servers.splice(0)) server.close()
})

/** A server that does this with each connection, and how many there were. */
async function serving(answer: (socket: Socket) => void) {
  const counted = { connections: 0, port: 0 }
  const server = createServer((socket) => {
    counted.connections += 1
    held.sockets.push(socket)
    socket.on('error', () => undefined)
    answer(socket)
  })
  held.servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  counted.port = typeof address === 'object' && address ? address.port : 0
  return counted
}

test('a service that holds the connection open is given up after a second', async () => {
  const server = await serving(() => undefined)
  const startMs = performance.now()
  expect(await askService('redis-ping', server.port)).toMatchObject({ because: 'timed-out' })
  expect(performance.now() - startMs).toBeLessThan(2_000)
  expect(server.connections).toBe(1)
})

test('a service that answers 100 MB is heard no longer than its first line', async () => {
  const sent = { bytes: 0 }
  const server = await serving((socket) => {
    const part = Buffer.alloc(65_536, 'x')
    const more = () => {
      while (sent.bytes < 100_000_000 && !socket.destroyed) {
        sent.bytes += part.length
        if (!socket.write(part)) return void socket.once('drain', more)
      }
    }
    more()
  })
  expect(await askService('redis-ping', server.port)).toMatchObject({ because: 'not-understood' })
  expect(sent.bytes).toBeLessThan(20_000_000)
})

test.each([
  ['redis-ping', '+PONG\r\n', { ok: true, value: 'open' }],
  ['redis-ping', '-NOAUTH Authentication required.\r\n', { ok: true, value: 'guarded' }],
  ['redis-ping', 'SSH-2.0-OpenSSH_9.2\r\n', { ok: false, because: 'not-understood' }],
  ['http-front-page', 'HTTP/1.0 200 OK\r\n\r\n', { ok: true, value: 'open' }],
  ['http-front-page', 'HTTP/1.1 401 Unauthorized\r\n\r\n', { ok: true, value: 'guarded' }],
  ['http-front-page', 'HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n', { ok: false }],
] as const)('%s answered %j is %j', async (question, line, answer) => {
  const server = await serving((socket) => void socket.end(line))
  expect(await askService(question, server.port)).toMatchObject(answer)
  expect(server.connections).toBe(1)
})

test('includes that go in a circle end, and what they hide is not known', async () => {
  const files = {
    '/etc/redis/redis.conf': 'include /etc/redis/b.conf\nrequirepass x\n',
    '/etc/redis/b.conf': 'include /etc/redis/redis.conf\n',
  }
  expect(await lookAt('redis', { files })).toMatchObject({
    openings: [],
    unseen: { because: 'not-understood', detail: 'redis.conf: includes go in a circle' },
  })
})

test('a line of a megabyte costs little, and what stands in it is not known', async () => {
  const settings = `port${' '.repeat(1_000_000)}x\n`
  const files = {
    '/etc/postgresql/15/main/pg_hba.conf': settings,
    '/etc/postgresql/15/main/postgresql.conf': settings,
  }
  const startMs = performance.now()
  expect(await lookAt('postgresql', { files })).toMatchObject({
    unseen: { because: 'not-understood' },
  })
  expect(performance.now() - startMs).toBeLessThan(3_000)
})

test('a folder with a thousand included files is read up to a limit, and said so', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => [`/etc/snmp/d/${index}.conf`, '\n'])
  const files = { '/etc/snmp/snmpd.conf': 'includeDir /etc/snmp/d\n', ...Object.fromEntries(many) }
  expect(await lookAt('snmp', { files })).toMatchObject({ unseen: { because: 'not-understood' } })
})

test('a configuration of 100 MB is not read, and one that only others may read is not known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khien-large-'))
  const large = join(folder, 'large.conf')
  writeFileSync(large, 'requirepass x\n')
  truncateSync(large, 100_000_000)
  const config = await readConfig(openSystem(), large)
  rmSync(folder, { recursive: true })
  expect(config).toMatchObject({ lines: [], unread: { because: 'too-large' } })
  for (const [product, file] of [
    ['snmp', '/etc/snmp/snmpd.conf'],
    ['vsftpd', '/etc/vsftpd.conf'],
    ['mongodb', '/etc/mongod.conf'],
    ['tomcat', '/etc/tomcat9/tomcat-users.xml'],
    ['samba', '/etc/samba/smb.conf'],
    ['grafana', '/etc/grafana/grafana.ini'],
    ['jenkins', '/var/lib/jenkins/config.xml'],
  ] as const) {
    expect(await lookAt(product, { forbidden: [file] }), product).toMatchObject({
      openings: [],
      unseen: { because: 'not-permitted' },
    })
  }
})

const places = [
  '/etc/redis/redis.conf',
  '/etc/mongod.conf',
  '/etc/postgresql/15/main/pg_hba.conf',
  '/etc/postgresql/15/main/postgresql.conf',
  '/etc/mysql/my.cnf',
  '/etc/elasticsearch/elasticsearch.yml',
  '/etc/tomcat9/tomcat-users.xml',
  '/var/lib/jenkins/config.xml',
  '/etc/grafana/grafana.ini',
  '/etc/phpmyadmin/config.inc.php',
  '/etc/snmp/snmpd.conf',
  '/etc/vsftpd.conf',
  '/etc/proftpd/proftpd.conf',
  '/etc/vnc.conf',
  '/etc/samba/smb.conf',
]

test('whatever stands in the files, facts are small, of their form, and the same twice', async () => {
  const words = fc.constantFrom(
    'requirepass',
    'bind',
    '0.0.0.0',
    'include',
    '/etc/redis/redis.conf',
    'host all all all trust',
    'rocommunity public',
    '[mysqld]',
    'skip-grant-tables',
    'security:',
    '  authorization:',
    '<user username="tomcat" password="s3cret" roles="manager-gui"',
    '<!--',
    '-->',
    '= yes',
    '[chung]',
    'guest ok',
    '<Anonymous',
    'local all all trust\n',
    '\0',
    '\ud800',
    '"',
    "'",
    '\n',
  )
  const content = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' '))
  await fc.assert(
    fc.asyncProperty(content, async (text) => {
      const machine = aMachine({ files: Object.fromEntries(places.map((place) => [place, text])) })
      const facts = await serviceDefaults(machine, aLook())
      expect(isUnknown(facts)).toBe(false)
      expect(spec.facts.parse(facts)).toEqual(facts)
      expect(JSON.stringify(facts).length).toBeLessThan(limits.readingBytesMax)
      expect(await serviceDefaults(machine, aLook())).toEqual(facts)
    }),
    { numRuns: 150 },
  )
})

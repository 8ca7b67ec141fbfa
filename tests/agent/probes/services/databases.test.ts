import { describe, expect, test } from 'vitest'
import { inShort, listening, lookAt, withSockets } from './look-at.ts'

const redisFile = '/etc/redis/redis.conf'
const redis = (content: string) => lookAt('redis', { files: { [redisFile]: content } })

describe('Redis', () => {
  test.each([
    ['bind 127.0.0.1 -::1\nprotected-mode yes\n', ['no-password write loopback 1']],
    ['port 6379\n', ['no-password write loopback -']],
    ['bind 0.0.0.0\nprotected-mode no\n', ['no-password write any 1']],
    ['protected-mode no\n', ['no-password write any -']],
    ['requirepass ""\nprotected-mode no\n', ['no-password write any -']],
    ['requirepass mat-khau-dai\nbind 0.0.0.0\n', []],
    ['user default on >mat-khau ~* +@all\nbind 0.0.0.0\n', []],
    [
      'user default on nopass ~* +@all\nbind 10.1.2.3\nprotected-mode no\n',
      ['no-password write lan 1'],
    ],
  ])('with %j leaves open %j', async (content, openings) => {
    expect(await redis(content)).toMatchObject({ unseen: null, isRunning: false })
    expect(inShort(await redis(content))).toEqual(openings)
  })

  test('that keeps itself protected on every address is open to this machine since version 7', async () => {
    const files = { [redisFile]: 'bind 0.0.0.0\nprotected-mode yes\n' }
    const run = (stdout: string) => ({ '/usr/bin/redis-server --version': stdout })
    const reach = async (stdout: string) =>
      inShort(await lookAt('redis', { files, outputs: run(stdout) }))
    expect(await reach('Redis server v=7.0.15 sha=0\n')).toEqual(['no-password write loopback 1'])
    expect(await reach('Redis server v=6.0.16 sha=0\n')).toEqual(['no-password write any 1'])
    expect(inShort(await lookAt('redis', { files }))).toEqual(['no-password write unknown 1'])
  })

  test('takes its password from a file that it includes, and its users from another', async () => {
    const files = {
      [redisFile]: 'include /etc/redis/conf.d/*.conf\naclfile /etc/redis/users.acl\n',
      '/etc/redis/conf.d/a.conf': 'bind 0.0.0.0\nprotected-mode no\n',
      '/etc/redis/users.acl': 'user default on nopass ~* +@all\n',
    }
    expect(await lookAt('redis', { files })).toMatchObject({
      openings: [{ exposure: 'any', place: { file: '/etc/redis/users.acl', line: 1 } }],
    })
    const guarded = { ...files, '/etc/redis/users.acl': 'user default on #0123 ~* +@all\n' }
    expect(await lookAt('redis', { files: guarded })).toMatchObject({ openings: [], unseen: null })
  })

  test('whose configuration cannot be read is asked once, and only where it listens', async () => {
    const sockets = listening('redis-server', '0.0.0.0:6379')
    const answers = (value: 'open' | 'guarded') => ({ 'redis-ping': { ok: true, value } }) as const
    const ask = (value: 'open' | 'guarded') =>
      lookAt('redis', withSockets(sockets, { forbidden: [redisFile], services: answers(value) }))
    expect(await ask('open')).toMatchObject({
      isRunning: true,
      openings: [{ decidedBy: 'question', exposure: 'any', place: null }],
    })
    expect(await ask('guarded')).toMatchObject({ openings: [], unseen: null })
    expect(await lookAt('redis', { forbidden: [redisFile] })).toMatchObject({
      openings: [],
      unseen: { because: 'not-permitted' },
    })
  })
})

const hba = '/etc/postgresql/15/main/pg_hba.conf'
const settings = '/etc/postgresql/15/main/postgresql.conf'
const postgresql = (rules: string, listen = "listen_addresses = '*'\n") =>
  lookAt('postgresql', { files: { [hba]: rules, [settings]: listen } })

describe('PostgreSQL', () => {
  test.each([
    ['local all all peer\nhost all all 127.0.0.1/32 scram-sha-256\n', []],
    ['local all all trust\n', ['trust-all administer loopback 1']],
    ['host all all 0.0.0.0/0 trust\n', ['trust-all administer any 1']],
    ['# a\nhost all all 0.0.0.0 0.0.0.0 trust\n', ['trust-all administer any 2']],
    ['host app app 10.0.0.0/8 trust\n', ['trust-all write lan 1']],
    ['host replication repl samenet trust\n', ['trust-all read lan 1']],
    ['host all all all md5\nhost all all 10.0.0.0/8 trust\n', []],
    ['host all all ::1/128 "trust"\n', ['trust-all administer loopback 1']],
  ])('with %j leaves open %j', async (rules, openings) => {
    expect(inShort(await postgresql(rules))).toEqual(openings)
  })

  test('reaches no farther than it listens', async () => {
    const rules = 'host all all 0.0.0.0/0 trust\n'
    expect(inShort(await postgresql(rules, '#listen_addresses = x\n'))).toEqual([
      'trust-all administer loopback 1',
    ])
    const sockets = listening('postgres', '192.168.1.5:5432')
    const files = { [hba]: rules, [settings]: '' }
    expect(inShort(await lookAt('postgresql', withSockets(sockets, { files })))).toEqual([
      'trust-all administer lan 1',
    ])
  })
})

test.each([
  ['[mysqld]\nskip-grant-tables\nbind-address = 0.0.0.0\n', ['security-disabled administer any 2']],
  [
    '[mysqld]\nskip_grant_tables=ON\nskip-networking\n',
    ['security-disabled administer loopback 2'],
  ],
  ['[mysqld]\nskip-grant-tables = 0\n', []],
  ['[mysqldump]\nskip-grant-tables\n[mysqld]\nbind-address=127.0.0.1\n', []],
])('MySQL with %j leaves open %j', async (content, openings) => {
  expect(inShort(await lookAt('mysql', { files: { '/etc/mysql/my.cnf': content } }))).toEqual(
    openings,
  )
})

test('the files that MariaDB reads beside its own count too, the client alone does not', async () => {
  const files = {
    '/etc/mysql/my.cnf': '!includedir /etc/mysql/mariadb.conf.d/\n',
    '/etc/mysql/mariadb.conf.d/50-server.cnf': '[mariadb]\nskip-grant-tables\n',
  }
  expect(await lookAt('mysql', { files })).toMatchObject({
    openings: [{ place: { file: '/etc/mysql/mariadb.conf.d/50-server.cnf', line: 2 } }],
  })
  expect(await lookAt('mysql', { files: { '/etc/mysql/my.cnf': '[client]\nport=3306\n' } })).toBe(
    null,
  )
})

test.each([
  ['net:\n  port: 27017\n  bindIp: 127.0.0.1\n', ['security-disabled write loopback -']],
  [
    'net:\n  bindIp: 0.0.0.0\nsecurity:\n  authorization: disabled\n',
    ['security-disabled write any 4'],
  ],
  ['net:\n  bindIpAll: true\n', ['security-disabled write any -']],
  ['security:\n  authorization: "enabled" # đã bật\n', []],
  ['security:\n  keyFile: /etc/mongo.key\n', []],
])('MongoDB with %j leaves open %j', async (content, openings) => {
  expect(inShort(await lookAt('mongodb', { files: { '/etc/mongod.conf': content } }))).toEqual(
    openings,
  )
})

describe('Elasticsearch', () => {
  const file = '/etc/elasticsearch/elasticsearch.yml'
  test.each([
    ['xpack.security.enabled: false\nnetwork.host: 0.0.0.0\n', ['security-disabled write any 1']],
    ['xpack.security.enabled: true\nnetwork.host: 0.0.0.0\n', []],
    ['xpack:\n  security:\n    enabled: false\n', ['security-disabled write loopback 3']],
  ])('with %j leaves open %j', async (content, openings) => {
    expect(inShort(await lookAt('elasticsearch', { files: { [file]: content } }))).toEqual(openings)
  })

  test('whose file does not say is asked for its front page where it runs', async () => {
    const files = { [file]: 'cluster.name: tinh\n' }
    const sockets = listening('java', '*:9200')
    const services = { 'http-front-page': { ok: true, value: 'open' } } as const
    expect(await lookAt('elasticsearch', withSockets(sockets, { files, services }))).toMatchObject({
      openings: [{ decidedBy: 'question', exposure: 'any' }],
    })
    expect(await lookAt('elasticsearch', { files })).toMatchObject({
      openings: [],
      unseen: { because: 'not-understood' },
    })
  })
})

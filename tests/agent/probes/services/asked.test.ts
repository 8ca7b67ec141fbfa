import { describe, expect, test } from 'vitest'
import type { ServiceQuestion } from '#agent/service-questions/index.ts'
import type { ServiceProduct } from '#protocol/facts/service-defaults.ts'
import { inShort, listening, lookAt, withSockets } from './look-at.ts'

/* Which services are asked because their configuration does not decide, and what an answer means. */

type Case = {
  readonly product: ServiceProduct
  readonly question: ServiceQuestion
  readonly sockets: string
  readonly files?: Readonly<Record<string, string>>
  readonly forbidden?: readonly string[]
  /** What is told where it lets in whoever comes. */
  readonly open: string
}

const cases: readonly (readonly [string, Case])[] = [
  [
    'MongoDB without a file',
    {
      product: 'mongodb',
      question: 'mongodb-list-databases',
      sockets: listening('mongod', '0.0.0.0:27017'),
      open: 'security-disabled write any -',
    },
  ],
  [
    'MongoDB whose file nobody may read',
    {
      product: 'mongodb',
      question: 'mongodb-list-databases',
      sockets: listening('mongod', '127.0.0.1:27017'),
      forbidden: ['/etc/mongod.conf'],
      open: 'security-disabled write loopback -',
    },
  ],
  [
    'MySQL, whose accounts stand in no file',
    {
      product: 'mysql',
      question: 'mysql-root',
      sockets: listening('mariadbd', '0.0.0.0:3306'),
      files: { '/etc/mysql/my.cnf': '[mysqld]\nbind-address = 0.0.0.0\n' },
      open: 'no-password administer loopback -',
    },
  ],
  [
    'vsftpd whose file nobody may read',
    {
      product: 'vsftpd',
      question: 'ftp-anonymous',
      sockets: listening('vsftpd', '*:21'),
      forbidden: ['/etc/vsftpd.conf'],
      open: 'anonymous read any -',
    },
  ],
  [
    'ProFTPD whose file nobody may read',
    {
      product: 'proftpd',
      question: 'ftp-anonymous',
      sockets: listening('proftpd', '*:21'),
      forbidden: ['/etc/proftpd/proftpd.conf'],
      open: 'anonymous read any -',
    },
  ],
  [
    'Grafana, whose passwords stand in its database',
    {
      product: 'grafana',
      question: 'grafana-first-password',
      sockets: listening('grafana', '*:3000'),
      files: { '/etc/grafana/grafana.ini': '[server]\n' },
      open: 'factory-password administer any -',
    },
  ],
  [
    'VNC, whose settings lie with the account that started it',
    {
      product: 'vnc',
      question: 'vnc-security',
      sockets: listening('Xtigervnc', '0.0.0.0:5901'),
      open: 'no-password administer any -',
    },
  ],
]

describe.each(cases)('%s', (_, { product, question, sockets, open, ...parts }) => {
  const answering = (value: 'open' | 'guarded') =>
    lookAt(
      product,
      withSockets(sockets, { ...parts, services: { [question]: { ok: true, value } } }),
    )

  test('is open where it lets in whoever comes', async () => {
    const found = await answering('open')
    expect(found).toMatchObject({ isRunning: true, unseen: null })
    expect(found?.openings).toMatchObject([{ decidedBy: 'question', place: null }])
    expect(inShort(found)).toEqual([open])
  })
  test('is not where it wants to know who that is', async () => {
    expect(await answering('guarded')).toMatchObject({ openings: [], unseen: null })
  })
  test('is not known where it gives no answer', async () => {
    const because = 'timed-out'
    const services = { [question]: { ok: false, because, detail: 'after 1000 ms' } } as const
    const found = await lookAt(product, withSockets(sockets, { ...parts, services }))
    // Of Grafana it is known that nobody knows, and what to do about it.
    if (product === 'grafana') expect(inShort(found)).toEqual(['first-password administer any -'])
    else expect(found).toMatchObject({ openings: [], unseen: { because } })
  })
})

test('MySQL that has no port is not known', async () => {
  const files = { '/etc/mysql/my.cnf': '[mysqld]\nskip-networking\n' }
  expect(await lookAt('mysql', { files, processes: ['mariadbd'] })).toMatchObject({
    isRunning: true,
    openings: [],
    unseen: { because: 'not-readable' },
  })
})

test.each([
  ['vsftpd', '/etc/vsftpd.conf', 'anonymous_enable=NO\n', listening('vsftpd', '*:21')],
  [
    'mongodb',
    '/etc/mongod.conf',
    'security:\n  authorization: enabled\n',
    listening('mongod', '*:27017'),
  ],
  [
    'vnc',
    '/etc/tigervnc/vncserver-config-mandatory',
    '$SecurityTypes = "VncAuth";\n',
    listening('Xtigervnc', '*:5901'),
  ],
] as const)('%s whose configuration decides is asked nothing', async (...given) => {
  const [product, file, content, sockets] = given
  const asked: string[] = []
  const machine = withSockets(sockets, { files: { [file]: content } })
  const watched = {
    ...machine,
    askService: (question: ServiceQuestion, port: number) => {
      asked.push(question)
      return machine.askService(question, port)
    },
  }
  expect(await lookAt(product, watched)).toMatchObject({ openings: [], unseen: null })
  expect(asked).toEqual([])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  openQuestions,
  type AskService,
  type ServiceQuestion,
} from '#agent/service-questions/index.ts'
import { scripted, type Step } from './scripted-server.ts'

/*
 * Servers that answer as the documents of each protocol say. MariaDB, vsftpd and TigerVNC themselves stand in
 * real-servers.test.ts.
 */

let folder: string
let ask: AskService
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-questions-'))
  ask = openQuestions({ file: join(folder, 'kept.json'), now: Date.now, upMs: () => 1_000 })
})
afterEach(() => rmSync(folder, { recursive: true }))

const says = (text: string | Buffer): Step => ({ says: text })
const hears = (count: number): Step => ({ hears: count })
const uint32 = (...values: number[]) => {
  const written = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) written.writeUInt32BE(value, index * 4)
  return written
}

async function answered(question: ServiceQuestion, steps: readonly Step[]) {
  const server = await scripted(steps)
  const answer = await ask(question, server.port)
  expect(server.guests).toBe(1)
  return { answer: answer.ok ? answer.value : answer.because, told: server.told }
}

describe('VNC', () => {
  const rfb = says('RFB 003.008\n')
  const begun = [rfb, hears(12)]
  const veNCrypt = (...kinds: number[]) => [
    ...begun,
    says(Buffer.from([1, 19])),
    hears(1),
    says(Buffer.from([0, 2])),
    hears(2),
    says(Buffer.concat([Buffer.from([0, kinds.length]), uint32(...kinds)])),
  ]
  test.each<[string, readonly Step[], string]>([
    [
      'without a password',
      [...begun, says(Buffer.from([2, 2, 1])), hears(1), says(uint32(0))],
      'open',
    ],
    ['with one', [...begun, says(Buffer.from([1, 2]))], 'guarded'],
    ['of Apple', [says('RFB 003.889\n'), hears(12), says(Buffer.from([2, 30, 36]))], 'guarded'],
    ['of version 3.7', [says('RFB 003.007\n'), hears(12), says(Buffer.from([1, 1]))], 'open'],
    ['of version 3.3 without one', [says('RFB 003.003\n'), hears(12), says(uint32(1))], 'open'],
    ['of version 3.3 with one', [says('RFB 003.003\n'), hears(12), says(uint32(2))], 'guarded'],
    ['encrypted, with one', veNCrypt(258, 261), 'guarded'],
    ['encrypted, without one', veNCrypt(258, 257), 'open'],
    ['with a certificate, without one', veNCrypt(260), 'open'],
    ['that hides its kinds in TLS', [...begun, says(Buffer.from([1, 18]))], 'not-understood'],
    [
      'that has had enough of this caller',
      [
        ...begun,
        says(
          Buffer.concat([Buffer.from([0]), uint32(26), Buffer.from('Too many security failures')]),
        ),
      ],
      'not-understood',
    ],
    [
      'that refuses without a password at last',
      [...begun, says(Buffer.from([1, 1])), hears(1), says(uint32(1))],
      'not-understood',
    ],
    ['that is an SSH server', [says('SSH-2.0-OpenSSH_9.2p1\r\n')], 'not-understood'],
  ])('%s', async (_, steps, expected) => {
    expect((await answered('vnc-security', steps)).answer).toBe(expected)
  })
})

describe('MongoDB', () => {
  const [double, int] = [0x01, 0x10]
  const element = (type: number, name: string, value: Buffer) =>
    Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value])
  const number = (type: number, value: number) => {
    const written = Buffer.alloc(type === double ? 8 : 4)
    if (type === double) written.writeDoubleLE(value)
    else written.writeInt32LE(value)
    return written
  }
  const little = (value: number) => number(int, value)
  const message = (...elements: Buffer[]) => {
    const inner = Buffer.concat(elements)
    const body = Buffer.concat([little(inner.length + 5), inner, Buffer.from([0])])
    const rest = Buffer.concat([
      little(7),
      little(1),
      little(2013),
      little(0),
      Buffer.from([0]),
      body,
    ])
    return Buffer.concat([little(rest.length + 4), rest])
  }
  const ok = (value: number) => element(double, 'ok', number(double, value))
  const code = (value: number) => element(int, 'code', little(value))

  test.each<[string, Buffer, string]>([
    ['tells its databases', message(ok(1)), 'open'],
    ['wants a sign-in', message(ok(0), code(13)), 'guarded'],
    ['wants something else', message(ok(0), code(59)), 'not-understood'],
    ['says half a number', message(ok(1)).subarray(0, -6), 'timed-out'],
    ['claims two gigabytes', little(2_000_000_000), 'not-understood'],
    ['claims less than nothing', little(-9), 'not-understood'],
  ])('that %s', async (_, answer, expected) => {
    const { answer: given, told } = await answered('mongodb-list-databases', [
      hears(16),
      says(answer),
    ])
    expect(given).toBe(expected)
    expect(told.readInt32LE()).toBe(told.length)
    expect(told.includes('listDatabases')).toBe(true)
  })
})

describe('MySQL', () => {
  const packet = (number: number, body: Buffer) => {
    const head = Buffer.alloc(4)
    head.writeUIntLE(body.length, 0, 3)
    head[3] = number
    return says(Buffer.concat([head, body]))
  }
  const greeting = packet(
    0,
    Buffer.concat([Buffer.from([10]), Buffer.from('8.4.0\0'), Buffer.alloc(40, 7)]),
  )
  const error = (number: number, code: number) =>
    packet(
      number,
      Buffer.concat([Buffer.from([0xff, code & 255, code >> 8]), Buffer.from('#28000no')]),
    )
  const ok = (number: number) => packet(number, Buffer.from([0, 0, 0, 2, 0, 0, 0]))
  const change = (way: string) =>
    packet(2, Buffer.concat([Buffer.from([0xfe]), Buffer.from(`${way}\0${'s'.repeat(20)}\0`)]))
  const begun = [greeting, hears(20)]

  test.each<[string, readonly Step[], string]>([
    ['lets root in', [...begun, ok(2)], 'open'],
    ['refuses root', [...begun, error(2, 1045)], 'guarded'],
    ['knows root by the account that calls', [...begun, error(2, 1698)], 'guarded'],
    [
      'asks another way and lets in',
      [...begun, change('mysql_native_password'), hears(4), ok(4)],
      'open',
    ],
    [
      'asks by caching_sha2_password and lets in',
      [...begun, change('caching_sha2_password'), hears(5), ok(4)],
      'open',
    ],
    [
      'wants the whole password by it',
      [...begun, change('caching_sha2_password'), hears(5), packet(4, Buffer.from([1, 4]))],
      'guarded',
    ],
    ['takes nobody from here', [error(0, 1130)], 'guarded'],
    ['has shut this machine out', [error(0, 1129)], 'not-understood'],
    ['wants TLS', [...begun, error(2, 3159)], 'not-understood'],
    ['speaks an older protocol', [packet(0, Buffer.from([9]))], 'not-understood'],
  ])('that %s', async (_, steps, expected) => {
    const { answer, told } = await answered('mysql-root', steps)
    expect(answer).toBe(expected)
    expect(told.includes('root') || told.length === 0).toBe(true)
  })
})

describe('FTP', () => {
  const greeting = says('220-Kho tệp\r\n220 (vsFTPd 3.0.3)\r\n')
  test.each<[string, readonly Step[], string]>([
    [
      'lets everybody in',
      [greeting, hears(16), says('331 Any.\r\n'), hears(20), says('230 In.\r\n')],
      'open',
    ],
    ['lets in without a password', [greeting, hears(16), says('230 In.\r\n')], 'open'],
    ['refuses the name', [greeting, hears(16), says('530 No.\r\n')], 'guarded'],
    [
      'refuses the password',
      [greeting, hears(16), says('331 ?\r\n'), hears(20), says('530 No.\r\n')],
      'guarded',
    ],
    ['wants TLS first', [greeting, hears(16), says('522 TLS.\r\n')], 'not-understood'],
    ['is busy', [says('421 Too many.\r\n')], 'not-understood'],
  ])('that %s', async (_, steps, expected) => {
    expect((await answered('ftp-anonymous', steps)).answer).toBe(expected)
  })
})

describe('Grafana', () => {
  const http = (status: string, body: object) =>
    says(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(body)}`)
  test.each<[string, Step, string]>([
    ['knows the first administrator', http('200 OK', { id: 1, name: 'Main Org.' }), 'open'],
    [
      'knows another password',
      http('401 Unauthorized', {
        message: 'Invalid username or password',
        messageId: 'password-auth.failed',
      }),
      'guarded',
    ],
    ['takes no header', http('401 Unauthorized', { message: 'Unauthorized' }), 'not-understood'],
    ['is another server', says('HTTP/1.1 404 Not Found\r\n\r\n'), 'not-understood'],
  ])('that %s', async (_, answer, expected) => {
    const { answer: given, told } = await answered('grafana-first-password', [hears(100), answer])
    expect(given).toBe(expected)
    expect(told.toString()).toMatch(/^GET \/api\/org HTTP\/1\.0\r\n/)
  })
})

test('whatever a service says, the answer is one that is known and nothing breaks', async () => {
  const names = ['vnc-security', 'mongodb-list-databases', 'mysql-root', 'ftp-anonymous'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.uint8Array({ maxLength: 300 }),
      async (question, said) => {
        const server = await scripted([says(Buffer.from(said)), hears(1), says('\n')])
        const fresh = openQuestions({
          file: join(folder, `${server.port}`),
          now: Date.now,
          upMs: () => 1,
        })
        const answer = fresh(question, server.port)
        setTimeout(() => server.end(), 20)
        expect(['open', 'guarded', undefined]).toContain(
          await answer.then((given) => (given.ok ? given.value : undefined)),
        )
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

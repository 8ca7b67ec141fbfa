import { randomBytes, generateKeyPairSync } from 'node:crypto'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import ssh, { type AuthContext } from 'ssh2'
import { openLab, type Lab } from './lab.ts'

/* Servers that no sshd is: of makers of their own, broken, or hostile. What OpenSSH does stands in sshd.test.ts. */

let lab: Lab
const closing: (() => void)[] = []
beforeEach(() => {
  lab = openLab()
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  lab.remove()
})

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})

/** A server of SSH that answers so whoever wants in; the methods by which it was asked, in their order. */
async function shell(answer: (context: AuthContext) => void, ident = 'OpenSSH_of_the_lab') {
  const asked: string[] = []
  const server = new ssh.Server({ hostKeys: [privateKey], ident }, (client) => {
    client.on('error', () => undefined)
    client.on('authentication', (context) => {
      asked.push(context.method)
      answer(context)
    })
    client.on('session', () => asked.push('a session'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return { asked, check: () => lab.check(port, { protocol: 'ssh' }) }
}

/** A server that does so with who connects; all that it was told, of its second guest: the first says nothing. */
async function device(protocol: 'ssh' | 'telnet' | 'ftp', greet: (guest: Socket) => void) {
  let told = 0
  const guests: Socket[] = []
  const server: Server = createServer((guest) => {
    guests.push(guest)
    guest.on('error', () => undefined).on('data', ({ length }) => (told += length))
    greet(guest)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const guest of guests) guest.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { told: () => told, check: () => lab.check(port, { protocol }) }
}

const notUnderstood = { verdict: 'unidentified', because: 'not-understood' }
const isDefault = (rule: string) => ({ result: { verdict: 'default', rule }, attempts: 1 })
const password = 'lab-default'
const isRight = (context: AuthContext) =>
  context.method === 'password' && context.password === password

describe('one password, where a password is taken', () => {
  test('is given once to who asks for one', async () => {
    const { asked, check } = await shell((context) =>
      isRight(context) ? context.accept() : context.reject(['password']),
    )
    expect(await check()).toEqual(isDefault('lab-ssh'))
    expect(asked).toEqual(['none', 'password'])
  })
  test('is the default too where a second proof or a new password is wanted', async () => {
    const second = await shell((context) =>
      isRight(context)
        ? context.reject(['keyboard-interactive'], true)
        : context.reject(['password']),
    )
    expect(await second.check()).toEqual(isDefault('lab-ssh'))
    expect(second.asked).toEqual(['none', 'password'])
  })
  test('who wants a new password was given the right one', async () => {
    const { asked, check } = await shell((context) => {
      if (context.method !== 'password') return context.reject(['password'])
      return context.requestChange('Change it', () => undefined)
    })
    expect(await check()).toEqual(isDefault('lab-ssh'))
    expect(asked).toEqual(['none', 'password'])
  })
  test.each([
    ['lets in whoever comes', (context: AuthContext) => context.accept(), 'answers-everything'],
    [
      'takes keys alone',
      (context: AuthContext) => context.reject(['publickey', 'hostbased']),
      'not-understood',
    ],
  ] as const)('is given to nobody who %s', async (_, answer, because) => {
    const { asked, check } = await shell(answer)
    expect(await check()).toEqual({ result: { verdict: 'unidentified', because }, attempts: 0 })
    expect(asked).toEqual(['none'])
  })
  test('is given to nobody of another maker', async () => {
    const { asked, check } = await shell((context) => context.accept(), 'Switch-1.0')
    const result = { verdict: 'unidentified', because: 'no-rule' }
    expect(await check()).toEqual({ result, attempts: 0 })
    expect(asked).toEqual([])
  })
  test('that is empty is given as it is: without it the question would be the attempt', async () => {
    const empty = (context: AuthContext) =>
      context.method === 'none' || (context.method === 'password' && context.password === '')
    const still = await shell(
      (context) => (empty(context) ? context.accept() : context.reject(['password'])),
      'LabShell',
    )
    expect(await still.check()).toEqual(isDefault('lab-ssh-empty'))
    expect(still.asked).toEqual(['password'])
  })
  test('that is empty was changed', async () => {
    const { asked, check } = await shell((context) => context.reject(['password']), 'LabShell')
    const result = { verdict: 'this-default-not-in-use', rule: 'lab-ssh-empty' }
    expect(await check()).toEqual({ result, attempts: 1 })
    expect(asked).toEqual(['password'])
  })
})

describe('one answer, where a password is asked for by a question', () => {
  type Asked = { prompt: string; echo?: boolean }
  /** Takes questions and answers alone, asks these one after the other, and lets in who knows the first answer. */
  const questions = (...rounds: readonly (readonly Asked[])[]) => {
    const answers: string[][] = []
    const answer = (context: AuthContext) => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive'])
      const ask = (round: number) =>
        context.prompt(
          (rounds[round] ?? []).map(({ prompt, echo = false }) => ({ prompt, echo })),
          (...given) => {
            answers.push(given.flat())
            if (round + 1 < rounds.length) return ask(round + 1)
            if (answers[0]?.[0] === password) context.accept()
            else context.reject(['keyboard-interactive'])
          },
        )
      ask(0)
    }
    return { answers, answer }
  }

  test.each(['Password: ', '(admin@10.0.0.9) Password:', 'Mật khẩu: '])('%s', async (prompt) => {
    const { answers, answer } = questions([{ prompt }])
    const { asked, check } = await shell(answer)
    expect(await check()).toEqual(isDefault('lab-ssh'))
    expect(asked).toEqual(['none', 'keyboard-interactive'])
    expect(answers).toEqual([[password]])
  })
  test('a word without a question is heard', async () => {
    const { answers, answer } = questions([{ prompt: 'Password: ' }], [])
    const { check } = await shell(answer)
    expect(await check()).toEqual(isDefault('lab-ssh'))
    expect(answers).toEqual([[password], []])
  })
  test('that is wrong was changed, and is not given by the other way', async () => {
    const { asked, check } = await shell((context) => {
      if (context.method !== 'keyboard-interactive')
        return context.reject(['keyboard-interactive', 'publickey'])
      return context.prompt([{ prompt: 'Password: ', echo: false }], () =>
        context.reject(['keyboard-interactive', 'publickey']),
      )
    })
    const result = { verdict: 'this-default-not-in-use', rule: 'lab-ssh' }
    expect(await check()).toEqual({ result, attempts: 1 })
    expect(asked).toEqual(['none', 'keyboard-interactive'])
  })
  test('is not given where a password is taken at once', async () => {
    const { asked, check } = await shell((context) =>
      isRight(context) ? context.accept() : context.reject(['keyboard-interactive', 'password']),
    )
    expect(await check()).toEqual(isDefault('lab-ssh'))
    expect(asked).toEqual(['none', 'password'])
  })
  test.each<[string, readonly (readonly Asked[])[], string[][]]>([
    ['a code', [[{ prompt: 'Verification code: ' }]], []],
    ['what everybody may see', [[{ prompt: 'Password: ', echo: true }]], []],
    ['two things at once', [[{ prompt: 'Password: ' }, { prompt: 'Code: ' }]], []],
    [
      'the password a second time',
      [[{ prompt: 'Password: ' }], [{ prompt: 'Password: ' }]],
      [[password]],
    ],
  ])('who asks for %s is told no more', async (_, rounds, told) => {
    const { answers, answer } = questions(...rounds)
    const { check } = await shell(answer)
    expect(await check()).toEqual({ result: notUnderstood, attempts: 1 })
    expect(answers).toEqual(told)
  })
})

describe('a server that is none', () => {
  const name = 'SSH-2.0-OpenSSH_1\r\n'
  test.each<[string, (guest: Socket) => void]>([
    ['says a megabyte instead of its name', (guest) => guest.write('x'.repeat(1_000_000))],
    ['says a name that never ends', (guest) => guest.write(`SSH-2.0-${'x'.repeat(5_000)}`)],
    ['says its name and then garbage', (guest) => guest.write(name + randomBytes(999).toString())],
    ['says its name and hangs up', (guest) => guest.end(name)],
    ['says its name and floods', (guest) => guest.write(Buffer.concat([Buffer.from(name), flood]))],
  ])('%s: nothing is tried', async (_, greet) => {
    const { check } = await device('ssh', greet)
    expect(await check()).toEqual({ result: notUnderstood, attempts: 0 })
  })
  test('hangs up at once', async () => {
    const { check } = await device('ssh', (guest) => guest.end())
    expect(await check()).toEqual({ result: { verdict: 'unreachable' }, attempts: 0 })
  })
  test('never says a word', async () => {
    const { told, check } = await device('ssh', () => undefined)
    expect(await check()).toEqual({ result: { verdict: 'unreachable' }, attempts: 0 })
    expect(told()).toBe(0)
  })
})

/** Messages that anybody may ignore, by their number 2: whoever reads on reads for ever. */
const flood = Buffer.concat(
  Array.from({ length: 40 }, () => {
    const packet = Buffer.alloc(30_004)
    packet.writeUInt32BE(30_000, 0)
    packet[4] = 4
    packet[5] = 2
    return packet
  }),
)

test(
  'an answer that never comes ends the attempt, which stays counted',
  { timeout: 30_000 },
  async () => {
    const { asked, check } = await shell((context) => {
      if (context.method === 'none') context.reject(['password'])
    })
    expect(await check()).toEqual({ result: notUnderstood, attempts: 1 })
    expect(asked).toEqual(['none', 'password'])
  },
)

describe('telnet and FTP: who greets is listened to, and told nothing', () => {
  const onlyHeard = { verdict: 'not-checked', because: 'banner-only' }
  const nobody = { verdict: 'unidentified', because: 'no-rule' }
  test.each([
    ['ftp', '220 Lab camera FTP server ready.\r\n', onlyHeard],
    ['ftp', '220 (vsFTPd 3.0.3)\r\n', nobody],
    ['telnet', '\xff\xfd\x18\xff\xfb\x01\r\nLab switch\r\n\r\nUsername: ', onlyHeard],
    ['telnet', '\xff\xfd\x18Label printer login: ', nobody],
  ] as const)('%s: %j', async (protocol, greeting, result) => {
    const { told, check } = await device(protocol, (guest) => guest.write(greeting, 'latin1'))
    expect(await check()).toEqual({ result, attempts: 0 })
    expect(told()).toBe(0)
  })
})

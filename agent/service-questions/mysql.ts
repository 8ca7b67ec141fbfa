import { bytes, type Conversation, type Question } from './conversation.ts'

/** Access denied: with the wrong password, by the account that may not, from the address that may not. */
const denied: ReadonlySet<number> = new Set([1044, 1045, 1130, 1524, 1698])
const [protocol41, secureConnection, pluginAuth] = [0x200, 0x8000, 0x80000]
const utf8mb4 = 45

/**
 * One sign-in as root without a password, over TCP: a server that knows callers of its own machine by their account
 * (unix_socket) refuses it, as it should.
 * Source: MySQL, "Client/Server Protocol", HandshakeV10, HandshakeResponse41, AuthSwitchRequest, COM_QUIT; seen on
 * MariaDB 10.11 of Debian 12.
 */
export const mysqlRoot: Question = {
  msMax: 2_000,
  ask: async (talk) => {
    const greeting = await packet(talk)
    if (greeting.body[0] === 0xff) return ofError(greeting.body)
    if (greeting.body[0] !== 10) return null
    send(talk, greeting.number + 1, response())
    let answer = await packet(talk)
    if (answer.body[0] === 0xfe) {
      const way = answer.body.subarray(1).toString('latin1').split('\0')[0] ?? ''
      // These send an empty password as an empty text, the others as nothing at all.
      const isText = way === 'caching_sha2_password' || way === 'sha256_password'
      send(talk, answer.number + 1, Buffer.alloc(isText ? 1 : 0))
      answer = await packet(talk)
    }
    if (answer.body[0] === 0xff) return ofError(answer.body)
    // It wants to hear the password another way: there is one.
    if (answer.body[0] === 0x01) return answer.body[1] === 0x04 ? 'guarded' : null
    if (answer.body[0] !== 0) return null
    send(talk, 0, Buffer.from([0x01]))
    return 'open'
  },
}

type Packet = { readonly number: number; readonly body: Buffer }

async function packet({ hear }: Conversation): Promise<Packet> {
  const head = await hear(bytes(4))
  return { number: head[3] ?? 0, body: await hear(bytes(head.readUIntLE(0, 3))) }
}

function send({ say }: Conversation, number: number, body: Buffer): void {
  const head = Buffer.alloc(4)
  head.writeUIntLE(body.length, 0, 3)
  head[3] = number
  say(Buffer.concat([head, body]))
}

function response(): Buffer {
  const fixed = Buffer.alloc(32)
  fixed.writeUInt32LE(protocol41 | secureConnection | pluginAuth, 0)
  fixed.writeUInt32LE(4_096, 4)
  fixed[8] = utf8mb4
  return Buffer.concat([fixed, Buffer.from('root\0\0mysql_native_password\0', 'latin1')])
}

function ofError(body: Buffer): 'guarded' | null {
  return body.length >= 3 && denied.has(body.readUInt16LE(1)) ? 'guarded' : null
}

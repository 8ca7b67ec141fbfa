import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import type { DeviceRule } from '#agent/rules/devices.ts'

/** Of the lab alone, so that a search finds it wherever it leaks. */
export const labCommunity = 'lab-community-of-the-factory'
const labObject = '1.3.6.1.4.1.8072.3.2.10'

const common = {
  vendor: 'Lab',
  models: 'of the lab',
  firmware: 'any',
  port: 161,
  lockout: 'counted by the lab',
  source: 'this test',
  confidence: 'unverified',
  remedy: 'lab',
  way: 'snmp',
  community: labCommunity,
} as const

/** One rule that fits every maker, one of the maker of Debian's snmpd, one of a part of that. */
export const snmpRules = [
  { ...common, id: 'lab-maker', signs: [{ in: 'object', has: '1.3.6.1.4.1.8072.' }] },
  { ...common, id: 'lab-any', signs: [{ in: 'object', has: '1.3.6.1.4.1.' }] },
  { ...common, id: 'lab-model', signs: [{ in: 'object', has: '1.3.6.1.4.1.8072.3.2.10.' }] },
  { ...common, id: 'lab-other', signs: [{ in: 'object', has: '1.3.6.1.4.1.807.' }] },
] as const satisfies readonly DeviceRule[]

/** A real server of UDP on loopback, and what reached it. */
export type UdpDevice = {
  readonly port: number
  readonly asked: readonly Buffer[]
  close(): Promise<void>
}

/** Answers each datagram with these, or by the socket itself. */
export async function udpDevice(
  answers: (asked: Buffer, by: { socket: Socket; from: RemoteInfo }) => readonly Buffer[],
): Promise<UdpDevice> {
  const asked: Buffer[] = []
  const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 1024 * 1024 })
  socket.on('message', (datagram, from) => {
    asked.push(datagram)
    for (const answer of answers(datagram, { socket, from })) {
      socket.send(answer, from.port, from.address)
    }
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()))
  return { port: socket.address().port, asked, close }
}

/** A value as BER writes it, X.690: its tag, its length, its parts. */
export function ber(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const { length } = value
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), value])
}

export const berNumber = (value: number): Buffer => ber(0x02, Buffer.from([value]))

/** Numbers of an object, seven bits to a byte. */
export function berObject(name: string): Buffer {
  const [first = 0, second = 0, ...rest] = name.split('.').map(Number)
  const bytes = rest.flatMap((number) => {
    const low = [number & 127]
    for (let left = number >> 7; left > 0; left >>= 7) low.unshift((left & 127) | 128)
    return low
  })
  return ber(0x06, Buffer.from([first * 40 + second, ...bytes]))
}

const askedObject = '1.3.6.1.2.1.1.2.0'

/** What a question says; only short lengths occur in it. */
export function readQuestion(datagram: Buffer) {
  const takeFrom = (at: number) => datagram.subarray(at, at + 2 + (datagram[at + 1] ?? 0))
  const version = takeFrom(2)
  const community = takeFrom(2 + version.length)
  const pdu = 2 + version.length + community.length
  return { version, community, kind: datagram[pdu], id: takeFrom(pdu + 2) }
}

type Answer = {
  version?: Buffer
  community?: Buffer
  kind?: number
  id?: Buffer
  status?: number
  name?: string
  value?: Buffer
  more?: readonly Buffer[]
}

/** An answer to a question that says what an agent would say, but for what is given. */
export function answerTo(question: Buffer, changes: Answer = {}): Buffer {
  const { version, community, id } = { ...readQuestion(question), ...changes }
  const { kind = 0xa2, status = 0, name = askedObject, more = [] } = changes
  const value = changes.value ?? (status === 0 ? berObject(labObject) : ber(0x05))
  const said = ber(0x30, ber(0x30, berObject(name), value), ...more)
  const body = ber(kind, id, berNumber(status), berNumber(status === 0 ? 0 : 1), said)
  return ber(0x30, version, community, body)
}

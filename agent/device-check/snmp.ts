import { createSocket, type Socket } from 'node:dgram'
import type * as Library from 'net-snmp'
import { DeviceTrouble, questionMsMax, type Target } from './connect.ts'

/** Which kind of device it is, sysObjectID.0 of RFC 3418: every agent of SNMP has it. */
const objectOfDevice = '1.3.6.1.2.1.1.2.0'
/** The answer to one short question fits in one packet of Ethernet. */
const datagramBytesMax = 1_472
/** What answers more often than this without saying it is not understood. */
const datagramsMax = 16

/** The object by which a device names its kind; null: it takes the community and keeps this to itself. */
export type CommunityAnswer = 'silence' | { readonly object: string | null }

export type SnmpVersion = '1' | '2c'
type Question = { readonly version: SnmpVersion; readonly community: string }

/** Asks a device once for its kind, under a community. @throws DeviceTrouble */
export type AskByCommunity = (target: Target, question: Question) => Promise<CommunityAnswer>

/**
 * Loads SNMP, which no process but the checking child does. What is asked then is one GET, never repeated: an agent that
 * takes the community answers it, and one that does not says nothing (RFC 1157, 4.1; RFC 1901, 3).
 */
export async function openSnmp(): Promise<AskByCommunity> {
  const snmp = await import('net-snmp')
  return async (target, { version, community }) => {
    const socket = await connectedTo(target)
    const { promise, resolve, reject } = Promise.withResolvers<CommunityAnswer>()
    const fail = (trouble: DeviceTrouble['trouble']) => reject(new DeviceTrouble(trouble))
    // The network says so where nobody listens on the port; it tells a connected socket alone.
    socket.on('error', () => fail('unreachable'))
    let heard = 0
    const isTaken = ({ length }: Buffer) => {
      heard += 1
      if (heard > datagramsMax) fail('not-understood')
      return heard <= datagramsMax && length <= datagramBytesMax
    }
    const session = snmp.createSession(target.address, community, {
      version: version === '1' ? snmp.Version1 : snmp.Version2c,
      port: target.port,
      retries: 0,
      timeout: questionMsMax,
      reportOidMismatchErrors: true,
      dgramModule: { createSocket: () => doorOf(socket, isTaken) },
    })
    // What it cannot read is no answer; the right one may still come.
    session.on('error', () => undefined)
    session.get([objectOfDevice], (error, [said] = []) => {
      const answer = error ? answerOf(snmp, error, heard) : objectIn(snmp, said)
      if (typeof answer === 'string' && answer !== 'silence') fail(answer)
      else resolve(answer)
    })
    try {
      return await promise
    } finally {
      session.close()
    }
  }
}

type Snmp = typeof Library

/** What an error of the library says. Its text quotes the community, so nothing of it is passed on. */
function answerOf(
  { RequestFailedError, ErrorStatus }: Snmp,
  error: Error,
  heard: number,
): CommunityAnswer | 'unreachable' | 'not-understood' {
  // Who has another community is not told what it has and has not.
  const isTaken = error instanceof RequestFailedError && error.status === ErrorStatus.NoSuchName
  if (isTaken) return { object: null }
  if (heard > 0) return 'not-understood'
  return error.name === 'RequestTimedOutError' ? 'silence' : 'unreachable'
}

function objectIn(
  { ObjectType }: Snmp,
  said: Library.Varbind | undefined,
): CommunityAnswer | 'not-understood' {
  if (said === undefined) return 'not-understood'
  // By version 2c it is the value that says that there is no such name (RFC 3416, 4.2.1).
  const { NoSuchObject, NoSuchInstance, OID } = ObjectType
  if (said.type === NoSuchObject || said.type === NoSuchInstance) return { object: null }
  if (said.type !== OID || typeof said.value !== 'string') return 'not-understood'
  return { object: said.value }
}

/** The kernel then lets in what comes from this address and port, and nothing else. */
function connectedTo({ address, port }: Target): Promise<Socket> {
  const socket = createSocket('udp4')
  return new Promise((resolve, reject) => {
    const fail = () => {
      socket.close()
      reject(new DeviceTrouble('unreachable'))
    }
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.off('error', fail)
      resolve(socket)
    })
    socket.connect(port, address)
  })
}

type Sent = (error: Error | null) => void

/**
 * A connected socket as the library wants one. The library names a receiver with each datagram, which such a socket
 * refuses, and a datagram of which it makes nothing may throw where nobody would catch it.
 */
function doorOf(socket: Socket, isTaken: (datagram: Buffer) => boolean) {
  return {
    ref: () => socket.ref(),
    unref: () => socket.unref(),
    close: () => socket.close(),
    send: (datagram: Buffer, ...to: [number, number, number, string, Sent]) =>
      socket.send(datagram, to[4]),
    on(event: string, listener: (datagram?: Buffer) => void) {
      if (event === 'close') socket.on('close', () => listener())
      if (event === 'message') socket.on('message', (datagram) => hand(datagram, listener))
    },
  }

  function hand(datagram: Buffer, listener: (datagram: Buffer) => void): void {
    if (!isTaken(datagram)) return
    try {
      listener(datagram)
    } catch {
      // It counted as heard, which is all that there is to know of it.
    }
  }
}

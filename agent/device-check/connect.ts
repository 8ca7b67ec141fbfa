import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** One device, by its address alone: no name is ever resolved. */
export type Target = {
  readonly address: string
  readonly port: number
  /** SHA-256 of its certificate in DER, in hexadecimal; null: without TLS. */
  readonly certificate: string | null
}

/** One question to a device, from its connection to its last byte, takes no longer. */
export const questionMsMax = 5_000
/** Of an answer no more is read. */
export const answerBytesMax = 64 * 1024

/** What a device did that is no answer. */
export class DeviceTrouble extends Error {
  readonly trouble: 'unreachable' | 'not-understood' | 'certificate-changed'
  constructor(trouble: DeviceTrouble['trouble']) {
    super(trouble)
    this.trouble = trouble
  }
}

/** Opens a connection on which nothing was said yet. @throws DeviceTrouble */
export async function connectTo(target: Target, signal: AbortSignal): Promise<Socket> {
  const socket = await opened(
    connect({ host: target.address, port: target.port }),
    'connect',
    signal,
  )
  if (target.certificate === null) return socket
  // Devices sign their certificates themselves and speak what was usual when they were built; the pin is the trust.
  const secured = connectTls({
    socket,
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  })
  await opened(secured, 'secureConnect', signal)
  const seen = secured.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase()
  if (seen === target.certificate) return secured
  secured.destroy()
  throw new DeviceTrouble('certificate-changed')
}

function opened<S extends Socket>(socket: S, event: string, signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = () => {
      socket.destroy()
      reject(new DeviceTrouble('unreachable'))
    }
    if (signal.aborted) fail()
    // Stays for the life of the socket: an error without a listener would end the process.
    socket.on('error', fail)
    socket.once('close', fail)
    signal.addEventListener('abort', fail, { once: true })
    socket.once(event, () => {
      socket.off('close', fail)
      resolve(socket)
    })
  })
}

/**
 * What a device says, up to the limit: until `isWhole` says so, it closes, or time is up.
 * A device that says nothing in that time has said the empty text.
 */
export function readSome(
  socket: Socket,
  isWhole: (soFar: string) => boolean,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const end = () => {
      signal.removeEventListener('abort', end)
      socket.destroy()
      resolve(text.slice(0, answerBytesMax))
    }
    signal.addEventListener('abort', end, { once: true })
    socket.once('close', end)
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1')
      if (text.length >= answerBytesMax || isWhole(text)) end()
    })
    if (signal.aborted) end()
  })
}

/** True where the device takes a connection; nothing is said on it. The system then knows its hardware address. */
export async function isReachable(target: Target): Promise<boolean> {
  try {
    const bare = { ...target, certificate: null }
    const socket = await connectTo(bare, AbortSignal.timeout(questionMsMax))
    socket.destroy()
    return true
  } catch (error) {
    if (error instanceof DeviceTrouble) return false
    throw error
  }
}

import { WebSocket } from 'ws'
import { Session, type SessionParts } from '#agent/session.ts'
import { connectTrusted, type Target } from '#agent/trust.ts'
import { gatewayPath, gatewayServerName } from '#protocol/frames.ts'

/** One socket of the load: sends a frame and waits for the one that answers it. */
export type LoadClient = {
  /** Resolves with the answer; one exchange at a time. */
  exchange(frame: string): Promise<string>
  close(): void
}

/** Opens a trusted socket; with session parts it also proves a key, as an agent does. */
export async function openLoadClient(
  target: Target,
  parts: SessionParts | null,
): Promise<LoadClient> {
  const trusted = await connectTrusted(target, { proxy: null, signal: AbortSignal.timeout(30_000) })
  const socket = new WebSocket(`ws://${gatewayServerName}${gatewayPath}`, {
    createConnection: () => trusted.socket,
    perMessageDeflate: false,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  if (parts) await prove(socket, parts, trusted.authorityPin)

  let answer: (text: string) => void = () => {}
  let fail: (error: Error) => void = () => {}
  socket.on('message', (data: Buffer) => answer(data.toString()))
  socket.on('close', (code) => fail(new Error(`closed with ${code}`)))
  return {
    exchange: (frame) =>
      new Promise((resolve, reject) => {
        answer = resolve
        fail = reject
        socket.send(frame)
      }),
    close: () => socket.close(1000),
  }
}

function prove(socket: WebSocket, parts: SessionParts, collectorPin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const session: Session = new Session(parts, {
      collectorPin,
      send: (text) => socket.send(text),
      welcomed() {
        socket.removeAllListeners('message')
        resolve()
      },
      acknowledged: () => {},
      refused: ({ code }) => reject(new Error(code)),
      asked: () => {},
      catalogue: () => {},
      release: () => {},
      deviceChecks: () => {},
      slowedDown: () => {},
      failed: reject,
    })
    socket.on('message', (data: Buffer) => session.receive(data.toString()))
    session.greet()
  })
}

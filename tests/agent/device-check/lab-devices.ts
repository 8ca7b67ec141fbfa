import { createServer as createHttpServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'

/** What reached a device of the lab, counted there. */
export type LabDevice = {
  readonly port: number
  readonly requests: readonly string[]
  /** How many requests carried credentials, and how many of these were wrong. */
  readonly counts: { attempts: number; failed: number }
  close(): Promise<void>
}

type Counts = LabDevice['counts']
type Page = (request: IncomingMessage, response: ServerResponse, counts: Counts) => void

/** A real HTTP server on loopback that is the pages of a device. */
export function pageDevice(page: Page): Promise<LabDevice> {
  const requests: string[] = []
  const counts = { attempts: 0, failed: 0 }
  const server = createHttpServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    page(request, response, counts)
  })
  return listening(server, { requests, counts })
}

/** A real server on loopback that talks as it likes. */
export function socketDevice(
  talk: (socket: Socket, kept: { requests: string[]; counts: Counts }) => void,
): Promise<LabDevice> {
  const kept = { requests: [] as string[], counts: { attempts: 0, failed: 0 } }
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    talk(socket, kept)
  })
  return listening(server, kept)
}

async function listening(
  server: Server,
  kept: Pick<LabDevice, 'requests' | 'counts'>,
): Promise<LabDevice> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  return { ...kept, port: address.port, close }
}

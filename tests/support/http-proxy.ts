import { createServer, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** An HTTP proxy that knows CONNECT and nothing else, over real sockets; what it does can be changed while it runs. */
export type HttpProxy = {
  readonly port: number
  /** The setting that names it. */
  readonly url: string
  /** What it was asked: where to, and with which `Proxy-Authorization`. */
  readonly asked: { readonly to: string; readonly authorization: string | null }[]
  /** Bytes that it answers in place of opening a way; null: it opens one. */
  answer: string | null
  /** `name:password` that it wants, base64; null: it lets everybody through. */
  wants: string | null
  /** Where every way leads, whatever was asked; null: where it was asked to. */
  leadsTo: string | null
  /** Ends all ways without a word. */
  drop(): void
  close(): Promise<void>
}

/** @param port that of one that was closed, to come back under its address; 0: any */
export async function startHttpProxy(port = 0): Promise<HttpProxy> {
  const sockets = new Set<Duplex>()
  const server = createServer((_request, response) => response.writeHead(400).end())
  server.on('connection', (socket: Socket) => keep(sockets, socket))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port was given')
  const drop = () => sockets.forEach((socket) => socket.destroy())
  const proxy: HttpProxy = {
    port: bound.port,
    url: `http://127.0.0.1:${bound.port}`,
    asked: [],
    answer: null,
    wants: null,
    leadsTo: null,
    drop,
    close() {
      drop()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const to = request.url ?? ''
    const authorization = request.headers['proxy-authorization'] ?? null
    proxy.asked.push({ to, authorization })
    if (proxy.answer !== null) return void socket.end(proxy.answer)
    if (proxy.wants !== null && authorization !== `Basic ${proxy.wants}`) {
      return void socket.end(wantsCredentials)
    }
    openWay(sockets, { socket, head, to: proxy.leadsTo ?? to })
  })
  return proxy
}

const wantsCredentials =
  'HTTP/1.1 407 Proxy Authentication Required\r\n' +
  'Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm="Sở"\r\n' +
  'Content-Length: 0\r\n\r\n'

function openWay(
  sockets: Set<Duplex>,
  { socket, head, to }: { socket: Duplex; head: Buffer; to: string },
): void {
  const [host = '', port = ''] = to.split(':')
  const onward = connect(Number(port), host)
  keep(sockets, onward)
  onward.once('connect', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    onward.write(head)
    socket.pipe(onward).pipe(socket)
  })
  onward.once('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'))
  socket.once('close', () => onward.destroy())
  onward.once('close', () => socket.end())
}

function keep(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket)
  socket.on('error', () => socket.destroy())
  socket.once('close', () => sockets.delete(socket))
}

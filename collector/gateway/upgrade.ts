import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { gatewayPath, gatewayServerName } from '#protocol/frames.ts'
import { refusalTable, type Refusal } from '#protocol/refusals.ts'

/** True for a request of an agent: the gateway's path, asked for under the gateway's TLS name. */
export function isForGateway(request: IncomingMessage): boolean {
  const path = request.url?.split('?', 1)[0]
  const { socket } = request
  return (
    path === gatewayPath && socket instanceof TLSSocket && socket.servername === gatewayServerName
  )
}

/** Answers an upgrade with a refusal and ends the socket. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const { status } = refusalTable[refusal.code]
  const retryAfterMs = refusal.params['retryAfterMs']
  const retry =
    typeof retryAfterMs === 'number' ? [`Retry-After: ${Math.ceil(retryAfterMs / 1000)}`] : []
  const body = JSON.stringify({ code: refusal.code, params: refusal.params })
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...retry,
  ]
  socket.once('finish', () => socket.destroy())
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

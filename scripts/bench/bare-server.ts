import { createServer } from 'node:https'
import { WebSocketServer } from 'ws'
import { createAuthority, createLeaf, pinOf } from '#collector/pki/certificates.ts'
import { gatewayServerName } from '#protocol/frames.ts'

/*
 * What the pipeline is measured against: a TLS WebSocket that answers every message with an acknowledgement and
 * does nothing else. A process of its own, so that its CPU time can be told from the load's.
 */
const nowMs = Date.now()
const authority = await createAuthority('bench', nowMs, 1)
const names = [gatewayServerName]
const { cert, key } = await createLeaf({ authority, names, nowMs, days: 1 })
const server = createServer({ cert: `${cert}\n${authority.cert}`, key, minVersion: 'TLSv1.3' })
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket) => {
  let sequence = 0
  socket.on('message', () => socket.send(`{"type":"ack","sequence":${(sequence += 1)}}`))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  process.stdout.write(`${JSON.stringify({ port, pin: pinOf(authority.cert) })}\n`)
})
// The parent closes the pipe when it ends, however it ends.
process.stdin.resume().once('end', () => process.exit(0))

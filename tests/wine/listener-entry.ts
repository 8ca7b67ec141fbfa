import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'

/*
 * Runs inside wine: listens on loopback, and writes its ports and its process id to the file that
 * it is given.
 */
const [file = ''] = process.argv.slice(2)
const server = createServer().listen(0, '127.0.0.1', () => {
  const socket = createSocket('udp6').bind(0, '::1', () => {
    const bound = server.address()
    const tcp = bound !== null && typeof bound === 'object' ? bound.port : 0
    const told = { tcp, udp: socket.address().port, processId: process.pid }
    writeFileSync(file, JSON.stringify(told))
  })
})
setTimeout(() => process.exit(), 60_000)

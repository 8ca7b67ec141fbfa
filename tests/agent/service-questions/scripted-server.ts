import { createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a server of a test does: says something, or waits until so much was said to it. */
export type Step = { readonly says: string | Buffer } | { readonly hears: number }

/** A server that goes through these steps with its first guest; what it was told, and how many came. */
export async function scripted(steps: readonly Step[]) {
  const seen = { guests: 0, told: Buffer.alloc(0) }
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    seen.guests += 1
    sockets.push(socket)
    socket.on('error', () => undefined)
    let at = 0
    let heard = 0
    const go = () => {
      for (let step = steps[at]; step !== undefined; step = steps[(at += 1)]) {
        if ('says' in step) socket.write(step.says)
        else if (heard < step.hears) return
        else heard -= step.hears
      }
    }
    socket.on('data', (part: Buffer) => {
      seen.told = Buffer.concat([seen.told, part])
      heard += part.length
      go()
    })
    go()
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const end = () => {
    for (const socket of sockets) socket.end()
  }
  return Object.assign(seen, { port: (server.address() as AddressInfo).port, end })
}

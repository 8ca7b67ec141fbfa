import type { Socket } from './socket.ts'

export type Holder = { readonly pid: string; readonly name: string }
/** A socket whose holders have yet to be named. */
export type HeldSocket = Omit<Socket, 'programs'> & { readonly holders: readonly Holder[] }

/**
 * Reads `ss -H -lntup`: transport, state, two queues, local address, peer, and the holders where
 * they are visible.
 * A listener for both families stands as `*:port`. Source: captured on Debian 12, iproute2 6.1.
 */
export function parseSs(stdout: string): HeldSocket[] {
  return stdout.split('\n').flatMap((line) => {
    const [transport, , , , local, , ...rest] = line.trim().split(/\s+/)
    if ((transport !== 'tcp' && transport !== 'udp') || local === undefined) return []
    const colon = local.lastIndexOf(':')
    const port = Number(local.slice(colon + 1))
    if (colon < 0 || !Number.isInteger(port)) return []
    const address = local.slice(0, colon).replaceAll(/[[\]]/g, '')
    return [{ transport, address, port, holders: holdersOf(rest.join(' ')) }]
  })
}

/** `users:(("sshd",pid=812,fd=3),("systemd",pid=1,fd=61))`. */
function holdersOf(column: string): Holder[] {
  const found = column.matchAll(/\("([^"]*)",pid=([0-9]+),fd=[0-9]+\)/g)
  return [...found].map(([, name = '', pid = '']) => ({ pid, name }))
}

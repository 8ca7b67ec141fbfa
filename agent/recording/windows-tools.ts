import type { WindowsProcess, WindowsSocket } from '../windows-system.ts'

/**
 * Listening sockets from `netstat -ano`. The word for the state is in the language of Windows, so a TCP listener is told
 * by its foreign address, port 0. UDP rows have no state.
 */
export function socketsOf(text: string): WindowsSocket[] | null {
  const rows = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
  const sockets = rows.flatMap(([transport = '', local = '', foreign = '', ...rest]) => {
    const kind = transport.toLowerCase()
    const at = local.lastIndexOf(':')
    if ((kind !== 'tcp' && kind !== 'udp') || at < 0) return []
    if (kind === 'tcp' && !foreign.endsWith(':0')) return []
    const address = local.slice(0, at).replaceAll(/[[\]]/g, '')
    const transportOf: WindowsSocket['transport'] = kind
    const port = Number(local.slice(at + 1))
    return [{ transport: transportOf, address, port, processId: Number(rest.at(-1)) }]
  })
  const isWhole = sockets.every(({ port, processId }) => port > 0 && Number.isInteger(processId))
  return sockets.length > 0 && isWhole ? sockets : null
}

/** Processes from `tasklist /fo csv /nh`, or with its line of headings in any language. */
export function processesOf(text: string): WindowsProcess[] | null {
  const rows = text.split(/\r?\n/).map((line) => [...line.matchAll(/"([^"]*)"/g)])
  const processes = rows.flatMap(([name, id]) =>
    name?.[1] !== undefined && /^\d+$/.test(id?.[1] ?? '')
      ? [{ processId: Number(id?.[1]), name: name[1] }]
      : [],
  )
  return processes.length > 0 ? processes : null
}

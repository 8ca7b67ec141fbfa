import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { until } from '#tests/support/processes.ts'

const program = '/usr/sbin/snmpd'

/** Says what to install where it is not there. */
export function needsSnmpd(context: TestContext): void {
  const why = 'needs the Debian package snmpd: apt-get install -y snmpd'
  if (!existsSync(program)) context.skip(why)
}

export type Snmpd = {
  /** How many datagrams reached it, by its own log. */
  received(): number
  stop(): Promise<void>
}

type Settings = {
  readonly folder: string
  readonly listensOn: string
  readonly settings: string
  /** What begins the command line, where it runs in a network of its own. */
  readonly under?: readonly string[]
}

/** The snmpd of Debian with a log of every datagram. */
export async function startSnmpd({ folder, listensOn, settings, under = [] }: Settings) {
  const [file, log] = [join(folder, 'snmpd.conf'), join(folder, 'snmpd.log')]
  writeFileSync(file, `agentaddress udp:${listensOn}\n${settings}\n`)
  const own = [program, '-f', '-Lf', log, '-d', '-C', '-c', file, '-p', join(folder, 'snmpd.pid')]
  const [command = '', ...args] = [...under, ...own]
  const child = spawn(command, args, { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const text = () => (existsSync(log) ? readFileSync(log, 'latin1') : '')
  await until('snmpd', async () => text().includes('NET-SNMP version'))
  const running: Snmpd = {
    received: () => text().match(/^Received \d+ byte packet from UDP/gm)?.length ?? 0,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
  return running
}

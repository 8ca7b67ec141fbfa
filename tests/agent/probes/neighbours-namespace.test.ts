import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'

const checkout = join(import.meta.dirname, '../../..')
const [here, there] = [`khien-a-${process.pid}`, `khien-b-${process.pid}`]
const ip = (...args: readonly string[]) =>
  execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

let missing: string | null = null

beforeAll(() => {
  try {
    ip('netns', 'add', here)
    ip('netns', 'del', here)
  } catch (error) {
    missing = `no network namespaces: ${String(error).slice(0, 120)}`
  }
})

function aNetworkOfTwo(mac: string): void {
  onTestFinished(() => {
    for (const name of [here, there]) ip('netns', 'del', name)
  })
  for (const name of [here, there]) ip('netns', 'add', name)
  ip('-n', here, 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan0', 'netns', there)
  ip('-n', there, 'link', 'set', 'lan0', 'address', mac)
  for (const [name, address] of [
    [here, '192.168.77.1/24'] as const,
    [there, '192.168.77.2/24'] as const,
  ]) {
    ip('-n', name, 'address', 'add', address, 'dev', 'lan0')
    ip('-n', name, 'link', 'set', 'lan0', 'up')
  }
  const hello =
    "const s = require('node:dgram').createSocket('udp4');" +
    "s.send('x', 9, '192.168.77.2', () => setTimeout(() => s.close(), 300))"
  ip('netns', 'exec', here, process.execPath, '-e', hello)
}

function look(networks: string): unknown {
  const program = join(checkout, 'agent/bin.mjs')
  const env = { PATH: process.env['PATH'], KHIEN_NETWORKS: networks, KHIEN_LOG_LEVEL: 'error' }
  const args = [
    'netns',
    'exec',
    here,
    process.execPath,
    program,
    'snapshot',
    '--probe',
    'neighbours',
  ]
  return JSON.parse(execFileSync('ip', args, { encoding: 'utf8', env, cwd: '/' }))
}

test('the agent tells of a neighbour that its kernel has really met', ({ skip }) => {
  skip(missing !== null, missing ?? '')
  aNetworkOfTwo('44:47:cc:0a:0b:0c')
  const met = { mac: '44:47:cc:0a:0b:0c', address: '192.168.77.2', isGateway: false }
  expect(look('192.168.77.0/24')).toEqual([
    expect.objectContaining({
      state: 'known',
      facts: { networks: ['192.168.77.0/24'], neighbours: [met], total: 1 },
    }),
  ])
  expect(look('10.1.0.0/16')).toEqual([
    expect.objectContaining({ facts: expect.objectContaining({ neighbours: [], total: 0 }) }),
  ])
  expect(look('')).toEqual([expect.objectContaining({ because: 'not-declared' })])
})

test('a neighbour that made up its MAC stays untold', ({ skip }) => {
  skip(missing !== null, missing ?? '')
  aNetworkOfTwo('da:a1:19:00:00:01')
  expect(look('192.168.77.0/24')).toEqual([
    expect.objectContaining({ facts: expect.objectContaining({ neighbours: [], total: 0 }) }),
  ])
})

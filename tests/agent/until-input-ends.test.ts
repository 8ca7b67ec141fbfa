import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runProduct, temporaryFolder, until } from '../support/processes.ts'
import { startPeer, type ProtocolPeer } from '../support/protocol-peer.ts'

const checkout = join(import.meta.dirname, '..', '..')
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let peer: ProtocolPeer
beforeEach(async () => {
  folder = await temporaryFolder()
  peer = await startPeer()
})
afterEach(async () => {
  await peer.close()
  await folder.remove()
})

test('an agent that runs until its input ends stops in an orderly way when it does, and not before', async () => {
  const data = join(folder.path, 'agent')
  const settings = { KHIEN_AGENT_DATA_DIR: data, KHIEN_LANGUAGE: 'en' }
  expect(await runProduct('agent', ['enrol', peer.join()], settings)).toMatchObject({ exitCode: 0 })
  const child = spawn(
    process.execPath,
    [join(checkout, 'agent', 'bin.mjs'), 'run', '--until-input-ends'],
    { cwd: checkout, env: { ...process.env, ...settings }, stdio: ['pipe', 'ignore', 'pipe'] },
  )
  const printed: string[] = []
  child.stderr.on('data', (part: Buffer) => printed.push(part.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await until('a report', () => peer.held.size > 0, { explain: () => printed.join('') })
  expect(child.exitCode).toBe(null)
  child.stdin.end()
  expect(await ended).toBe(0)
  expect(printed.join('')).toContain('agent stopped')
  expect(existsSync(join(data, 'agent.lock'))).toBe(false)
})

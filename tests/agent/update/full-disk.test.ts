import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, type TestContext } from 'vitest'
import { temporaryFolder, until } from '#tests/support/processes.ts'
import {
  layReleaseKey,
  makeOffered,
  partBytes,
  serveAll,
  serveOne,
  startUpdates,
} from '#tests/support/update/offers.ts'

/*
 * The product's own updates on a disk that is really full: a small one in memory, and a file that takes what is left.
 * Every other step at which a disk may be full is in faults.test.ts.
 */

/** Above what an update asks to stay free, beside itself. */
const diskMebibytes = 72

/** The data folder of an agent, alone on its disk, and a release that is offered to it. */
async function aSmallDisk(context: TestContext) {
  const folder = await temporaryFolder()
  onTestFinished(() => folder.remove())
  const disk = join(folder.path, 'disk')
  mkdirSync(disk)
  const size = `size=${diskMebibytes}m`
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk])
  if (mounted.status !== 0) return context.skip('this account may not mount a small disk')
  onTestFinished(() => void spawnSync('umount', [disk]))
  const keys = [layReleaseKey(folder.path)]
  const offered = makeOffered(folder.path, '1.1.0', 7)
  const rest = join(disk, 'of-another-program')
  return {
    offered,
    start: () => startUpdates({ folder: disk, keys, version: '1.0.0' }),
    /** Takes all that is free but so many bytes. */
    fill: (leftBytes: number) => {
      const { bavail, bsize } = statfsSync(disk)
      writeFileSync(rest, Buffer.alloc(bavail * bsize - leftBytes))
    },
    free: () => rmSync(rest),
    versions: () => readdirSync(join(disk, 'versions')),
  }
}

const noSpace = { version: '1.1.0', state: 'refused', why: 'no-space' }

test('a disk that fills up while a release is fetched ends the update, not the agent; with room again it is taken', async (context) => {
  const disk = await aSmallDisk(context)
  const agent = disk.start()
  agent.offer(disk.offered)
  serveOne(agent, disk.offered)
  expect(agent.wants).toHaveLength(1)
  disk.fill(0)
  serveOne(agent, disk.offered)
  expect(agent.updates.standing()).toEqual(noSpace)
  // What had come is given back: it may be what filled the disk.
  expect([agent.wants, agent.restarts(), disk.versions()]).toEqual([[], 0, []])
  agent.updates.stop()

  disk.free()
  const later = disk.start()
  later.offer(disk.offered)
  await serveAll(later, disk.offered)
  later.updates.stop()
  expect(disk.versions()).toContain('1.1.0')
})

test('a disk that fills up while a release is unpacked keeps the version that runs, and nothing half unpacked', async (context) => {
  const disk = await aSmallDisk(context)
  const agent = disk.start()
  agent.offer(disk.offered)
  for (let parts = 0; parts < 5; parts += 1) serveOne(agent, disk.offered)
  // Room for the last part and no more: the program is five times as large.
  disk.fill(2 * partBytes)
  serveOne(agent, disk.offered)
  // All of it has come.
  expect([agent.wants, agent.updates.standing()?.state]).toEqual([[], 'fetching'])
  await until('the end of it', () => agent.updates.standing()?.state === 'refused')
  expect(agent.updates.standing()).toEqual(noSpace)
  expect([agent.restarts(), disk.versions()]).toEqual([0, []])
  agent.updates.stop()
})

test('on a disk without a free byte nothing is fetched, and the agent says why', async (context) => {
  const disk = await aSmallDisk(context)
  const agent = disk.start()
  disk.fill(0)
  agent.offer(disk.offered)
  expect(agent.updates.standing()).toEqual(noSpace)
  expect([agent.wants, agent.restarts()]).toEqual([[], 0])
  agent.updates.stop()
})

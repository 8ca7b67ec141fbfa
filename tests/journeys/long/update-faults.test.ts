import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#tests/support/processes.ts'
import {
  buildVersions,
  faultsOver,
  newer,
  older,
  serve,
  type Versions,
} from '#tests/support/update/machine.ts'

const faults = 200
/** More than there are processors, because each waits now and then. */
const atOnce = 4

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let versions: Versions
beforeAll(async () => {
  folder = await temporaryFolder()
  versions = await buildVersions(folder.path)
})
afterAll(() => folder.remove())

test('200 updates, each cut off at another step, end with a running agent of one of the two versions', async () => {
  const { steps } = await serve(versions, { name: 'count' })
  const waiting = [...faultsOver(steps, faults).entries()]
  const ended = { [older]: 0, [newer]: 0 }
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [index, fault] = next
      const { version, output } = await serve(versions, { name: `fault-${index}`, fault })
      const of = `${JSON.stringify(fault)} of ${steps}\n${output}`
      if (version !== older && version !== newer) throw new Error(`no agent runs after ${of}`)
      if (version === older && fault.kind !== 'full') throw new Error(`it stays old after ${of}`)
      ended[version] += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  expect(ended[older] + ended[newer]).toBe(faults)
  expect(ended[newer]).toBeGreaterThan(faults / 2)
}, 900_000)

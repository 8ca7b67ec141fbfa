import { probeId } from '#protocol/facts/registry.ts'
import { takeSnapshot } from '#agent/snapshot.ts'
import { openSystem } from '#agent/system.ts'
import { aLook } from './machine.ts'

/**
 * Prints one answer of the real door, or the reading of one probe, for a test that runs it as
 * another user.
 */
const asked: unknown = JSON.parse(process.argv[2] ?? '{}')
const system = openSystem()

if (typeof asked === 'object' && asked !== null && 'readFile' in asked) {
  console.log(JSON.stringify(await system.readFile(String(asked.readFile))))
} else if (typeof asked === 'object' && asked !== null && 'probe' in asked) {
  const onBug = (_probe: string, error: unknown) => console.error(error)
  const source = { system, context: aLook(), now: () => Date.now(), onBug }
  const [entry] = await takeSnapshot(source, [probeId.parse(asked.probe)])
  console.log(entry?.body)
}

import { expect, test } from 'vitest'
import { probeIds } from '#protocol/facts/registry.ts'
import { takeSnapshot } from '#agent/snapshot.ts'
import { controlIds } from '#protocol/controls.ts'
import { productContext } from '#domain/context.ts'
import { judge } from '#domain/judge.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine } from '../windows-machine.ts'

/** A machine whose door answers like Windows: on macOS nobody may ask it. */
const aMac = { ...aWindowsMachine({}), platform: 'macos' as const }

async function snapshotOfMac() {
  return takeSnapshot(
    {
      system: aMac,
      context: aLook(),
      now: () => aLook().nowMs,
      onBug(probe, error) {
        throw new Error(`probe ${probe}`, { cause: error })
      },
    },
    probeIds,
  )
}

test('macOS answers plainly that it is not supported, in every probe but that of the agent itself', async () => {
  const entries = await snapshotOfMac()
  const others = entries.filter(({ probe }) => probe !== 'agent')
  expect(others.map(({ reading }) => reading)).toEqual(
    others.map(() => ({ state: 'unknown', because: 'not-supported', detail: 'macos' })),
  )
})

test('nothing is guessed of a Mac: every control but reporting is unknown', async () => {
  const entries = await snapshotOfMac()
  const facts = Object.fromEntries(
    entries.map(({ probe, reading, observedAtMs }) => [probe, { reading, observedAtMs }]),
  )
  const states = judge(facts, productContext, aLook().nowMs).map(({ control, judgement }) => [
    control,
    judgement.state,
  ])
  expect(Object.fromEntries(states)).toEqual(
    Object.fromEntries(controlIds.map((id) => [id, id === 'reporting' ? 'met' : 'unknown'])),
  )
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dataFiles } from '#agent/data-folder.ts'
import { askByChild } from '#agent/device-check/ask-child.ts'
import { DeviceChecks, type DeviceChecked } from '#agent/device-check/checks.ts'
import { openSystem } from '#agent/system.ts'
import { vietnamTime } from '#protocol/device-checks.ts'
import { hostId } from '#protocol/values.ts'
import { keptLog } from '#tests/support/agent-parts.ts'
import { until } from '#tests/support/processes.ts'
import { anAuthorisation, owner, ownKeys, signedBy, thisHost } from './signed-authorisation.ts'

/*
 * The scheduler of an agent with its real child. The subnet of the text is one in which this machine does not stand, so
 * that nothing can be sent: what is believed ends as `outside-subnet`, what is not with another reason.
 */

const day = (shiftDays: number) => vietnamTime(Date.now() + shiftDays * 86_400_000).day
const text = (sequence: number, changes: object = {}) =>
  signedBy(owner, {
    ...anAuthorisation,
    sequence,
    issuedOn: day(-1),
    untilDay: day(1),
    window: { from: 0, until: 1440 },
    ...changes,
  })

let folder: string
let checks: DeviceChecks
const sent: DeviceChecked[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-replaced-text-'))
  sent.length = 0
  checks = new DeviceChecks({
    folder,
    hostId: hostId.parse(thisHost),
    keys: ownKeys,
    // The last minute of today, when every device has had its turn.
    clock: { now: () => Date.parse(`${day(0)}T16:59:30Z`) },
    log: keptLog(),
    ask: askByChild(openSystem().run),
    lookEveryMs: 40,
  })
  checks.connected((frame) => sent.push(frame))
  checks.begin()
})
afterEach(async () => {
  await checks.stop()
  rmSync(folder, { recursive: true })
})

const handOut = (file: string) => checks.receive({ type: 'device-checks', isStopped: false, file })
const taken = () => {
  try {
    return JSON.parse(readFileSync(join(folder, dataFiles.deviceChecks), 'utf8')).sequence
  } catch {
    return 0
  }
}
const answer = async () => (await until('a result', () => sent[0])).report.result

test('a text without devices ends the earlier ones, whoever hands them out again', async () => {
  handOut(text(8, { devices: [] }))
  await until('the text to be taken', () => taken() === 8)
  handOut(text(7))
  expect(await answer()).toEqual({ verdict: 'not-checked', because: 'replayed' })
})

test('a text for another agent ends nothing', async () => {
  handOut(text(8, { hostId: 'a'.repeat(26), devices: [] }))
  handOut(text(7))
  expect(await answer()).toEqual({ verdict: 'not-checked', because: 'outside-subnet' })
  expect(taken()).toBe(7)
})

import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyOutbox, openOutbox, Outbox, type OutboxState } from '#agent/outbox.ts'
import { packReports } from '#agent/reports.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { encodeReport } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { anObservation, anOutbox, clockWrongBy, keptLog } from '../support/agent-parts.ts'
import { temporaryFolder, until } from '../support/processes.ts'

const dayMs = 86_400_000
const sent = (outbox: Outbox) => outbox.differing().map(({ probe, body }) => [probe, body])

test('the newest state of each probe is all that waits, however long the collector is away', () => {
  const outbox = anOutbox()
  for (let round = 1; round <= 500; round += 1) {
    outbox.record([anObservation('ports', round), anObservation('os', 'same')])
  }
  expect(sent(outbox)).toEqual([
    ['os', '"same"'],
    ['ports', '500'],
  ])
})

test('a state keeps the time at which it was first seen', () => {
  const outbox = anOutbox()
  const firstMs = Date.now() - 60_000
  outbox.record([anObservation('os', 'a', firstMs)])
  outbox.record([anObservation('os', 'a', firstMs + 30_000)])
  expect(outbox.differing()[0]?.observedAtMs).toBe(firstMs)
})

test('an acknowledgement of an older state leaves the newer one waiting', () => {
  const outbox = anOutbox()
  outbox.record([anObservation('os', 'a')])
  const underWay = outbox.differing()
  outbox.record([anObservation('os', 'b')])
  outbox.acknowledge(underWay, {})
  expect(sent(outbox)).toEqual([['os', '"b"']])
})

test('what the collector lost is sent again, whatever was acknowledged before', () => {
  const outbox = anOutbox()
  outbox.record([anObservation('os', 'a'), anObservation('ports', 'b')])
  outbox.acknowledge(outbox.differing(), {})
  outbox.adopt({ os: anObservation('os', 'a').digest })
  expect(sent(outbox)).toEqual([['ports', '"b"']])
})

test('a refused form waits a day, another form does not', () => {
  let wrongMs = 0
  const clock = { ...clockWrongBy(0), now: () => Date.now() + wrongMs }
  const outbox = anOutbox(undefined, clock)
  const bad = anObservation('os', 'bad')
  outbox.record([bad])
  outbox.refuse(bad)
  expect(outbox.unsent()).toBe(0)
  outbox.record([anObservation('os', 'other')])
  expect(outbox.unsent()).toBe(1)
  outbox.record([bad])
  expect(outbox.unsent()).toBe(0)
  wrongMs = dayMs + 1000
  expect(outbox.unsent()).toBe(1)
})

test('a clock that is set after a look does not move the look by years', () => {
  let wrongMs = -9 * 365 * dayMs
  const clock = { ...clockWrongBy(0), now: () => Date.now() + wrongMs }
  const outbox = anOutbox(undefined, clock)
  outbox.record([anObservation('os', 'a', clock.now())])
  wrongMs = 0
  const [reading] = outbox.differing()
  expect(Math.abs((reading?.observedAtMs ?? 0) - Date.now())).toBeLessThan(5000)
})

test('a reading above the limit of the wire is not kept', () => {
  const outbox = anOutbox()
  outbox.record([anObservation('os', 'x'.repeat(limits.readingBytesMax))])
  expect(outbox.unsent()).toBe(0)
})

test('the same answer again writes nothing to the disk', () => {
  const saved: OutboxState[] = []
  const outbox = new Outbox({
    state: emptyOutbox,
    save: (state) => void saved.push(state),
    clock: clockWrongBy(0),
    log: keptLog(),
  })
  outbox.record([anObservation('os', 'a')])
  outbox.record([anObservation('os', 'a')])
  expect(saved).toHaveLength(1)
})

test('every reading travels in exactly one report, and every report fits a frame', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: limits.readingBytesMax - 10 }), { maxLength: 8 })
  fc.assert(
    fc.property(
      sizes,
      fc.boolean(),
      fc.integer({ min: 1, max: 8 }),
      (lengths, isConfirming, most) => {
        const readings = lengths.map((length, index) =>
          anObservation(probeIds[index] ?? 'os', 'x'.repeat(length)),
        )
        const confirmed = isConfirming ? { agent: Date.now() } : {}
        const reports = packReports(readings, confirmed, most)
        expect(reports.flatMap((report) => report.readings)).toEqual(readings)
        expect(reports.map((report) => report.confirmed)).toEqual(
          reports.map((_, index) => (index === reports.length - 1 ? confirmed : {})),
        )
        for (const report of reports) {
          const frame = encodeReport({ ...report, sequence: 2 ** 50, sentAtMs: Date.now() })
          expect(report.readings.length).toBeLessThanOrEqual(most)
          expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(limits.frameBytesMax)
        }
      },
    ),
    { numRuns: 50 },
  )
})

describe('on disk', () => {
  let folder: string
  let remove: () => Promise<void>
  beforeEach(async () => {
    const temporary = await temporaryFolder()
    folder = temporary.path
    remove = temporary.remove
  })
  afterEach(() => remove())
  const path = () => join(folder, 'outbox.json')
  const open = () => openOutbox(path(), clockWrongBy(0), keptLog())

  test('what was recorded is there after the process was killed', async () => {
    const program = `
      import { openOutbox } from '#agent/outbox.ts'
      import { anObservation, clockWrongBy, keptLog } from '#tests/support/agent-parts.ts'
      const outbox = openOutbox(${JSON.stringify(path())}, clockWrongBy(0), keptLog())
      for (let round = 1; ; round += 1) {
        outbox.record([anObservation('ports', round)])
        process.stdout.write(round + '\\n')
        await new Promise((resolve) => setImmediate(resolve))
      }`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: join(import.meta.dirname, '..', '..'),
    })
    let printed = ''
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()))
    const ended = new Promise((resolve) => child.once('close', resolve))
    await until('some rounds', () => printed.split('\n').length > 20)
    child.kill('SIGKILL')
    await ended
    const last = Number(printed.trimEnd().split('\n').at(-1))
    const body = Number(open().differing()[0]?.body)
    expect(body).toBeGreaterThanOrEqual(last)
    expect(body).toBeLessThanOrEqual(last + 1)
  })

  test('acknowledgements and refusals outlive a restart', () => {
    const outbox = open()
    outbox.record(['os', 'ports', 'agent'].map((id) => anObservation(probeNamed(id), id)))
    const [os, ports] = outbox.differing()
    if (!os || !ports) throw new Error('nothing to acknowledge')
    outbox.acknowledge([os], {})
    outbox.refuse(ports)
    expect(sent(open())).toEqual([['agent', '"agent"']])
  })

  test('a damaged file or entry is left out, and the rest goes on', () => {
    const outbox = open()
    outbox.record([anObservation('os', 'a'), anObservation('ports', 'b')])
    writeFileSync(path(), readFileSync(path(), 'utf8').replace('\\"a\\"', '\\"z\\"'))
    expect(sent(open())).toEqual([['ports', '"b"']])
    writeFileSync(path(), '{')
    expect(open().unsent()).toBe(0)
  })

  const probeNamed = (name: string) => probeIds.find((id) => id === name) ?? 'os'
})

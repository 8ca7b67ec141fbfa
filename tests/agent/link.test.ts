import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { probeIds } from '#protocol/facts/registry.ts'
import { Refusal } from '#protocol/refusals.ts'
import { anObservation, clockWrongBy, linkTo, type TestedLink } from '../support/agent-parts.ts'
import { until } from '../support/processes.ts'
import { startPeer, type ProtocolPeer } from '../support/protocol-peer.ts'

const yearMs = 365 * 86_400_000
const links: TestedLink[] = []
const kept = (link: TestedLink) => (links.push(link), link)
const settled = (link: TestedLink) =>
  until('everything acknowledged', () => link.outbox.unsent() === 0)

let peer: ProtocolPeer
beforeEach(async () => {
  peer = await startPeer()
})
afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.stop()))
  await peer.close()
})

describe('what travels', () => {
  test('only what the collector lacks travels, and it then holds the whole', async () => {
    await fc.assert(
      fc.asyncProperty(statesOfTwoSides(), async ({ here, there }) => {
        const peer = await startPeer()
        const link = linkTo(peer)
        link.outbox.record(here)
        for (const { probe, body } of there) peer.held.set(probe, body)
        const holding = new Map(there.map(({ probe, digest }) => [probe, digest]))
        const expected = here.filter(({ probe, digest }) => holding.get(probe) !== digest)

        await until('a welcome', () => link.isConnected())
        await settled(link)
        await link.stop()
        await peer.close()

        const travelled = peer.reports.flatMap(({ bodies }) => Object.keys(bodies))
        expect(travelled).toEqual(expected.map(({ probe }) => probe))
        for (const { probe, body } of here) expect(peer.held.get(probe)).toBe(body)
      }),
      { numRuns: 25 },
    )
  })

  test('after a lost acknowledgement only what differs travels', async () => {
    peer.decide = () => 'store'
    const link = kept(linkTo(peer))
    await until('a welcome', () => link.isConnected())
    link.outbox.record([anObservation('os', 'a'), anObservation('ports', 'b')])
    link.roundEnded()
    await until('the report', () => peer.reports.length === 1)

    peer.decide = () => 'acknowledge'
    link.outbox.record([anObservation('ports', 'c')])
    peer.hangUp()
    await until('the second welcome', () => peer.proofs.length === 2)
    await settled(link)

    expect(peer.reports.map(({ bodies }) => bodies)).toEqual([
      { os: '"a"', ports: '"b"' },
      { ports: '"c"' },
    ])
  })

  test('what answered the same is confirmed once a round, with the time of the look', async () => {
    const link = kept(linkTo(peer))
    link.outbox.record([anObservation('os', 'a', Date.now() - 5000)])
    await until('a welcome', () => link.isConnected())
    await settled(link)
    const lookedAtMs = Date.now() - 1000
    link.outbox.record([anObservation('os', 'a', lookedAtMs)])
    link.roundEnded()
    await until('the confirmation', () => peer.reports.length === 2)
    const [, confirmation] = peer.reports
    expect([confirmation?.header.readings, confirmation?.header.confirmed]).toEqual([
      [],
      { os: lookedAtMs },
    ])
  })

  test('readings that do not fit one frame travel in several, each under the limit', async () => {
    const link = kept(linkTo(peer))
    const large = 'x'.repeat(40_000)
    link.outbox.record(probeIds.map((probe) => anObservation(probe, large)))
    await until('a welcome', () => link.isConnected())
    await settled(link)
    expect(peer.reports).toHaveLength(probeIds.length)
    expect(peer.held.size).toBe(probeIds.length)
  })

  test('a probe whose reading is under way waits with the next one, so the backlog is bounded', async () => {
    peer.decide = () => 'ignore'
    const link = kept(linkTo(peer))
    await until('a welcome', () => link.isConnected())
    for (const value of ['a', 'b', 'c']) {
      link.outbox.record([anObservation('os', value)])
      link.roundEnded()
    }
    await until('the report', () => peer.reports.length > 0)
    peer.decide = () => 'acknowledge'
    peer.send({ type: 'ack', sequence: 1 })
    await settled(link)
    expect(peer.reports.map(({ bodies }) => bodies.os)).toEqual(['"a"', '"c"'])
  })

  test('a reading that is refused is not sent again in that form, and stops no other', async () => {
    peer.decide = ({ header, bodies }) => {
      if (bodies.ports !== '"bad"') return 'acknowledge'
      return { type: 'refused', code: 'FRAME_NOT_STORABLE', sequence: header.sequence }
    }
    const link = kept(linkTo(peer))
    link.outbox.record([anObservation('os', 'a'), anObservation('ports', 'bad')])
    await until('a welcome', () => link.isConnected())
    await settled(link)
    peer.hangUp()
    await until('the second welcome', () => peer.proofs.length === 2)
    link.outbox.record([anObservation('ports', 'good')])
    link.roundEnded()
    await settled(link)
    expect(peer.reports.map(({ bodies }) => bodies)).toEqual([
      { os: '"a"', ports: '"bad"' },
      { os: '"a"' },
      { ports: '"bad"' },
      { ports: '"good"' },
    ])
  })
})

describe('times', () => {
  test.each([
    ['years behind', -9 * yearMs],
    ['years ahead', 73 * yearMs],
    ['at 1970', -Date.now()],
  ])('a clock %s is corrected by the collector’s', async (_case, wrongMs) => {
    const link = kept(linkTo(peer, { clock: clockWrongBy(wrongMs) }))
    const clock = clockWrongBy(wrongMs)
    link.outbox.record([anObservation('os', 'a', clock.now())])
    await until('a welcome', () => link.isConnected())
    await settled(link)
    const [[, observedAtMs] = ['os', 0]] = peer.reports[0]?.header.readings ?? []
    expect(Math.abs(observedAtMs - Date.now())).toBeLessThan(5000)
    expect(Math.abs((peer.reports[0]?.header.sentAtMs ?? 0) - Date.now())).toBeLessThan(5000)
  })

  test('a clock that is set during the connection is followed', async () => {
    let wrongMs = -9 * yearMs
    const clock = { ...clockWrongBy(0), now: () => Date.now() + wrongMs }
    const link = kept(linkTo(peer, { clock }))
    await until('a welcome', () => link.isConnected())
    wrongMs = 0
    link.outbox.record([anObservation('os', 'a', clock.now())])
    link.roundEnded()
    await settled(link)
    const [[, observedAtMs] = ['os', 0]] = peer.reports[0]?.header.readings ?? []
    expect(Math.abs(observedAtMs - Date.now())).toBeLessThan(5000)
  })

  test('small differences of the clocks change no time', async () => {
    peer.clockAheadMs = 90_000
    const link = kept(linkTo(peer))
    const observedAtMs = Date.now() - 7000
    link.outbox.record([anObservation('os', 'a', observedAtMs)])
    await until('a welcome', () => link.isConnected())
    await settled(link)
    expect(peer.reports[0]?.header.readings).toEqual([['os', observedAtMs]])
  })
})

describe('what the collector says', () => {
  test('slow-down holds reports back for at least the time that was asked', async () => {
    let asks = 0
    const link = kept(linkTo(peer, { on: { asked: () => (asks += 1) } }))
    await until('a welcome', () => link.isConnected())
    const startedMs = performance.now()
    peer.send({ type: 'slow-down', retryAfterMs: 400 })
    // Frames come in their order: who has been asked was slowed down before.
    peer.send({ type: 'ask' })
    await until('the ask', () => asks === 1)
    link.outbox.record([anObservation('os', 'a')])
    link.roundEnded()
    await settled(link)
    expect(performance.now() - startedMs).toBeGreaterThan(390)
  })

  test('slow-down before the welcome sends the agent away for that time', async () => {
    peer.judgeProof = () => ({ type: 'slow-down', retryAfterMs: 90_000 })
    const link = kept(linkTo(peer))
    const { why, waitMs: ms } = await until('the wait', () => link.waits[0])
    expect([why.code, ms]).toEqual(['COLLECTOR_BUSY', 90_000])
  })

  test('ask is passed on, and only asks', async () => {
    let asks = 0
    const link = kept(linkTo(peer, { on: { asked: () => (asks += 1) } }))
    await until('a welcome', () => link.isConnected())
    peer.send('{"type":"ask","run":"/bin/sh","probe":"os"}')
    await until('the ask', () => asks === 1)
    expect(peer.reports).toEqual([])
  })

  test('frames that are unknown, malformed, or not due yet are ignored', async () => {
    const link = kept(linkTo(peer))
    await until('a welcome', () => link.isConnected())
    const nonce = 'a'.repeat(43)
    peer.send('{"type":"execute","command":"id"}')
    peer.send('not json')
    peer.send('[]')
    peer.send('{"type":"ack","sequence":"one"}')
    peer.send({ type: 'ack', sequence: 99 })
    peer.send('{"type":"offer","kind":"release"}')
    peer.send({ type: 'challenge', protocol: 1, nonce, collectorTimeMs: Date.now() })
    link.outbox.record([anObservation('os', 'a')])
    link.roundEnded()
    await settled(link)
    expect(peer.frames.map(({ type }) => type)).toEqual(['hello', 'proof', 'report'])
    expect(peer.connections).toBe(1)
  })

  test('a host that was replaced stays away for a minute at least', async () => {
    const link = kept(linkTo(peer))
    await until('a welcome', () => link.isConnected())
    peer.send({ type: 'refused', code: 'HOST_REPLACED' })
    peer.hangUp()
    const { why, waitMs: ms } = await until('the wait', () => link.waits[0])
    expect([why.code, ms]).toEqual(['HOST_REPLACED', 60_000])
  })

  test('a refusal carries its values, so that it can be said in the language of the machine', async () => {
    const detail = JSON.stringify({ usesMax: 5 })
    peer.judgeProof = () => ({ type: 'refused', code: 'TOKEN_SPENT', detail })
    const link = kept(linkTo(peer, { token: 'b'.repeat(32) }))
    await until('the proof', () => peer.proofs.length === 1)
    peer.hangUp()
    const { why } = await until('the wait', () => link.waits[0])
    expect([why.code, why.params]).toEqual(['TOKEN_SPENT', { usesMax: 5 }])
  })

  test('each connection shows the next session number and the last ticket; the heart beats', async () => {
    peer.heartbeatMs = 1000
    const link = kept(linkTo(peer))
    await until('a welcome', () => link.isConnected())
    peer.hangUp()
    await until('a heartbeat', () => peer.frames.some(({ type }) => type === 'heartbeat'))
    const [first, second] = peer.proofs
    expect([first?.session, first?.ticket, second?.session]).toEqual([1, null, 2])
    expect(second?.ticket).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  test('a collector that is full says when to come again instead of opening the connection', async () => {
    peer.refuseUpgrade = new Refusal('TOO_MANY_CONNECTIONS', { retryAfterMs: 30_000 })
    const link = kept(linkTo(peer))
    const { why, waitMs: ms } = await until('the wait', () => link.waits[0])
    expect([why.code, ms]).toEqual(['TOO_MANY_CONNECTIONS', 30_000])
  })

  test('a collector from which nothing comes back is left, and found again', async () => {
    peer.heartbeatMs = 1000
    peer.isDeaf = true
    const link = kept(linkTo(peer))
    const { why } = await until('the end', () => link.waits[0])
    expect(why.params).toEqual({ address: peer.address, detail: 'no answer' })
    await until('the second welcome', () => peer.proofs.length === 2)
  })

  test('a stop says goodbye', async () => {
    const link = linkTo(peer)
    await until('a welcome', () => link.isConnected())
    await link.stop()
    await until('the goodbye', () => peer.frames.at(-1)?.type === 'goodbye')
    expect(peer.frames.at(-1)).toEqual({ type: 'goodbye', reason: 'stopping' })
  })
})

function statesOfTwoSides() {
  const values = fc.array(fc.option(fc.string({ maxLength: 12 }), { nil: null }), {
    minLength: probeIds.length,
    maxLength: probeIds.length,
  })
  const side = values.map((all) =>
    probeIds.flatMap((probe, index) => {
      const value = all[index]
      return typeof value === 'string' ? [anObservation(probe, value.toWellFormed())] : []
    }),
  )
  const pair = fc.record({ here: side, there: side })
  // Half of what is there is what is here, so that equal, different and missing all occur.
  return pair.map(({ here, there }) => ({
    here,
    there: [
      ...there.filter(({ probe }) => probe < 'os'),
      ...here.filter(({ probe }) => probe > 'os'),
    ],
  }))
}

import { expect, test } from 'vitest'
import { onEachDatabase } from '#tests/support/databases.ts'
import {
  aReading,
  aReport,
  enrolHosts,
  factIntervals,
  firewall,
  hostIdOf,
  minutes,
  os,
  standingVerdicts,
  startIngest,
  startMs,
  verdictIntervals,
} from './reports.ts'

const hostId = hostIdOf(1)

onEachDatabase((fresh) => {
  test('an interval has two times: when it was so and when we learned of it', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    const on = aReading('firewall', firewall('on'), startMs)
    const off = aReading('firewall', firewall('off'), startMs + minutes(10))
    await submit(aReport({ hostId, sequence: 1, receivedMs: startMs + 1000, readings: [on] }))
    await submit(
      aReport({ hostId, sequence: 2, receivedMs: startMs + minutes(12), readings: [off] }),
    )

    expect(await factIntervals(store, hostId, 'firewall')).toEqual([
      {
        body: on.body,
        from_ms: startMs,
        confirmed_ms: startMs,
        received_ms: startMs + 1000,
        until_ms: startMs + minutes(10),
        superseded_ms: startMs + minutes(12),
      },
      {
        body: off.body,
        from_ms: startMs + minutes(10),
        confirmed_ms: startMs + minutes(10),
        received_ms: startMs + minutes(12),
        until_ms: null,
        superseded_ms: null,
      },
    ])
    expect(await verdictIntervals(store, hostId, 'firewall-on')).toEqual([
      {
        state: 'met',
        from_ms: startMs,
        received_ms: startMs + 1000,
        until_ms: startMs + minutes(10),
        superseded_ms: startMs + minutes(12),
      },
      {
        state: 'unmet',
        from_ms: startMs + minutes(10),
        received_ms: startMs + minutes(12),
        until_ms: null,
        superseded_ms: null,
      },
    ])
  })

  test('the same bytes again, sent or only confirmed, move the last look and nothing else', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    const at = (minute: number) => startMs + minutes(minute)
    const on = (minute: number) => aReading('firewall', firewall('on'), at(minute))
    await submit(aReport({ hostId, sequence: 1, receivedMs: at(0), readings: [on(0)] }))
    await submit(aReport({ hostId, sequence: 2, receivedMs: at(15), readings: [on(15)] }))
    await submit(
      aReport({ hostId, sequence: 3, receivedMs: at(30), confirmed: { firewall: at(29) } }),
    )

    const facts = await factIntervals(store, hostId, 'firewall')
    expect(facts).toMatchObject([{ from_ms: at(0), confirmed_ms: at(29), until_ms: null }])
    expect(await verdictIntervals(store, hostId, 'firewall-on')).toHaveLength(1)
  })

  test('a late observation does not rewrite what was seen after it', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    const at = (minute: number) => startMs + minutes(minute)
    const on = aReading('firewall', firewall('on'), at(0))
    const late = aReading('firewall', firewall('off'), at(5))
    await submit(aReport({ hostId, sequence: 1, receivedMs: at(0), readings: [on] }))
    await submit(
      aReport({ hostId, sequence: 2, receivedMs: at(20), confirmed: { firewall: at(20) } }),
    )
    await submit(aReport({ hostId, sequence: 3, receivedMs: at(30), readings: [late] }))

    const facts = await factIntervals(store, hostId, 'firewall')
    expect(facts.map(({ from_ms, until_ms }) => [from_ms, until_ms])).toEqual([
      [at(0), at(20)],
      [at(20), null],
    ])
    const verdicts = await verdictIntervals(store, hostId, 'firewall-on')
    expect(verdicts.map(({ state, from_ms, until_ms }) => [state, from_ms, until_ms])).toEqual([
      ['met', at(0), at(20)],
      ['unmet', at(20), null],
    ])
  })

  test('a clock that runs ahead cannot date a fact after its receipt', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    const ahead = aReading('firewall', firewall('on'), startMs + minutes(9))
    await submit(aReport({ hostId, sequence: 1, receivedMs: startMs, readings: [ahead] }))
    expect(await factIntervals(store, hostId, 'firewall')).toMatchObject([{ from_ms: startMs }])
  })

  test('a verdict that needs a fact of an earlier report is judged on both', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    const ports = {
      listeners: [
        {
          transport: 'tcp' as const,
          address: '0.0.0.0',
          port: 23,
          exposure: 'any' as const,
          program: 'telnetd',
          service: null,
        },
      ],
      listenersTotal: 1,
    }
    const first = [aReading('ports', ports), aReading('firewall', firewall('off'))]
    await submit(aReport({ hostId, sequence: 1, readings: first }))
    await submit(aReport({ hostId, sequence: 2, readings: [aReading('os', os('client'))] }))
    const before = await verdictIntervals(store, hostId, 'no-exposed-services')
    expect(before.at(-1)).toMatchObject({ state: 'unmet', until_ms: null })

    const filtered = aReading('firewall', firewall('on', 7), startMs + minutes(1))
    const receivedMs = startMs + minutes(1)
    await submit(aReport({ hostId, sequence: 3, receivedMs, readings: [filtered] }))
    const verdicts = await standingVerdicts(store, hostId)
    expect(verdicts['no-exposed-services']?.reason.key).not.toContain('not-looked')
  })

  test('the host row says what its newest facts say', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    const reading = aReading('os', os('server', 'Máy-Chủ-Đất'))
    await submit(aReport({ hostId, session: 4, sequence: 9, readings: [reading] }))
    const row = await store.db.selectFrom('host').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      class: 'server',
      hostname: 'Máy-Chủ-Đất',
      os_name: 'Debian GNU/Linux 12 (bookworm)',
      search_folded: 'may-chu-dat so health',
      session: 4,
      sequence: 9,
      last_received_ms: startMs,
    })
  })
})

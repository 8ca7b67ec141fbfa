import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  matchMachines,
  type MatchDecision,
  type RegisterMachine,
  type SignedHost,
} from '#domain/matching.ts'
import type { Signs } from '#domain/signs.ts'

const noSigns: Signs = { serial: null, assetTag: null, macs: [], name: null }
const machine = (entryId: string, signs: Partial<Signs> = {}): RegisterMachine => ({
  entryId,
  agencyId: 'so-y-te',
  signs: { ...noSigns, ...signs },
  carriesNoAgent: false,
})
const host = (hostId: string, signs: Partial<Signs> = {}): SignedHost => ({
  hostId,
  agencyId: 'so-y-te',
  signs: { ...noSigns, ...signs },
})
const pairs = (found: readonly { entryId: string; hostId: string }[]) =>
  found.map(({ entryId, hostId }) => `${entryId}=${hostId}`)

describe('one sign that only one machine has is enough', () => {
  test.each([
    ['serial', { serial: 'PF-2 ABCD' }, { serial: 'pf2abcd' }],
    ['asset-tag', { assetTag: 'SYT/0012' }, { assetTag: 'SYT-0012' }],
    ['mac', { macs: ['00:1a:2b:3c:4d:5e'] }, { macs: ['00:1A:2B:3C:4D:5E', '00:00:00:00:00:00'] }],
  ] as const)('%s', (basis, listed, seen) => {
    expect(matchMachines([machine('m1', listed)], [host('h1', seen)], [])).toEqual({
      matches: [{ entryId: 'm1', hostId: 'h1', basis }],
      doubts: [],
      forbidden: [],
    })
  })
})

test.each([
  'To be filled by O.E.M.',
  'Default string',
  'System Serial Number',
  'None',
  '00000000',
  'xxxxxxx',
  '0123456789',
  '123456789',
  'A12',
  'Không có',
  ' ',
])('the serial number %j tells nothing', (serial) => {
  expect(matchMachines([machine('m1', { serial })], [host('h1', { serial })], [])).toEqual({
    matches: [],
    doubts: [],
    forbidden: [],
  })
})

test('a serial number that two hosts or two machines have does not count', () => {
  const serial = 'VMWARE564D'
  const twoHosts = [host('h1', { serial }), host('h2', { serial })]
  expect(matchMachines([machine('m1', { serial })], twoHosts, []).matches).toEqual([])
  const twoMachines = [machine('m1', { serial }), machine('m2', { serial })]
  expect(matchMachines(twoMachines, [host('h1', { serial })], []).matches).toEqual([])
})

describe('what is doubtful waits for a person, with the reasons', () => {
  test('the name alone', () => {
    const found = matchMachines(
      [machine('m1', { name: 'PC-01' })],
      [host('h1', { name: 'pc-01.syt.local' })],
      [],
    )
    expect(found.matches).toEqual([])
    expect(found.doubts).toEqual([
      { entryId: 'm1', hostId: 'h1', agreeing: ['name'], conflicting: [], reasons: ['name-only'] },
    ])
  })

  test('one sign agrees and another contradicts it', () => {
    const listed = machine('m1', { serial: 'SERIAL-A', assetTag: 'TAG-0001' })
    const seen = host('h1', { serial: 'SERIAL-A', assetTag: 'TAG-0002' })
    expect(matchMachines([listed], [seen], [])).toEqual({
      matches: [],
      doubts: [
        {
          entryId: 'm1',
          hostId: 'h1',
          agreeing: ['serial'],
          conflicting: ['asset-tag'],
          reasons: ['signs-conflict'],
        },
      ],
      forbidden: [],
    })
  })

  test('two candidates', () => {
    const listed = machine('m1', { serial: 'SERIAL-A', macs: ['00:1a:2b:3c:4d:5e'] })
    const seen = [host('h1', { serial: 'SERIAL-A' }), host('h2', { macs: ['00:1a:2b:3c:4d:5e'] })]
    const { matches, doubts } = matchMachines([listed], seen, [])
    expect(matches).toEqual([])
    expect(doubts.map(({ reasons }) => reasons)).toEqual([['two-candidates'], ['two-candidates']])
  })

  test('a card that was replaced contradicts nothing', () => {
    const listed = machine('m1', { serial: 'SERIAL-A', macs: ['00:1a:2b:3c:4d:5e'] })
    const seen = host('h1', { serial: 'SERIAL-A', macs: ['00:1a:2b:3c:4d:5f'] })
    expect(pairs(matchMachines([listed], [seen], []).matches)).toEqual(['m1=h1'])
  })
})

test('machines of another agency are never matched', () => {
  const serial = 'SERIAL-A'
  const elsewhere = { ...host('h1', { serial }), agencyId: 'khac' }
  const none = { matches: [], doubts: [], forbidden: [] }
  expect(matchMachines([machine('m1', { serial })], [elsewhere], [])).toEqual(none)
})

describe('a machine that may not carry an agent', () => {
  const serial = 'SERIAL-A'
  const secret = { ...machine('m1', { serial, name: 'pc-1' }), carriesNoAgent: true }

  test('is one with the host that its signs name, and told apart', () => {
    const match = { entryId: 'm1', hostId: 'h1', basis: 'serial' }
    expect(matchMachines([secret], [host('h1', { serial })], [])).toEqual({
      matches: [match],
      doubts: [],
      forbidden: [match],
    })
  })

  test('waits for a person where only the name agrees, and is no longer told of once it is another', () => {
    const seen = [host('h1', { name: 'pc-1' })]
    const pair = { entryId: 'm1', hostId: 'h1' }
    expect(matchMachines([secret], seen, [])).toMatchObject({
      matches: [],
      doubts: [{ ...pair, reasons: ['name-only'] }],
      forbidden: [],
    })
    const said = matchMachines([secret], seen, [{ ...pair, decision: 'matched' }])
    expect(pairs(said.forbidden)).toEqual(['m1=h1'])
    const other = matchMachines([secret], seen, [{ ...pair, decision: 'rejected' }])
    expect(other).toEqual({ matches: [], doubts: [], forbidden: [] })
  })
})

describe('what a person decided stands over what is computed', () => {
  const listed = [machine('m1', { serial: 'SERIAL-A' }), machine('m2')]
  const seen = [host('h1', { serial: 'SERIAL-A' }), host('h2')]
  const decide = (entryId: string, hostId: string, decision: MatchDecision['decision']) => ({
    entryId,
    hostId,
    decision,
  })

  test('not the same machine', () => {
    expect(matchMachines(listed, seen, [decide('m1', 'h1', 'rejected')])).toEqual({
      matches: [],
      doubts: [],
      forbidden: [],
    })
  })

  test('another machine', () => {
    const { matches } = matchMachines(listed, seen, [decide('m2', 'h1', 'matched')])
    expect(matches).toEqual([{ entryId: 'm2', hostId: 'h1', basis: 'person' }])
  })

  test('undone: what is computed holds again', () => {
    expect(pairs(matchMachines(listed, seen, []).matches)).toEqual(['m1=h1'])
  })
})

const aWord = fc.constantFrom(null, 'AAAA1', 'BBBB2', 'CCCC3', 'DDDD4', 'None', 'EEEE5')
const aMac = fc.constantFrom('00:00:00:00:00:01', '00:00:00:00:00:02', '00:00:00:00:00:03')
const someSigns = fc.record({
  serial: aWord,
  assetTag: aWord,
  macs: fc.array(aMac, { maxLength: 2 }),
  name: fc.constantFrom(null, 'pc-1', 'pc-2', 'pc-3'),
})
const anAgency = fc.constantFrom('a', 'b')
const aProvince = fc.record({
  machines: fc.array(
    fc.record({ agencyId: anAgency, signs: someSigns, carriesNoAgent: fc.boolean() }),
    { maxLength: 10 },
  ),
  hosts: fc.array(fc.record({ agencyId: anAgency, signs: someSigns }), { maxLength: 10 }),
  decisions: fc.array(
    fc.record({
      entry: fc.nat(9),
      host: fc.nat(9),
      decision: fc.constantFrom('matched' as const, 'rejected' as const),
    }),
    { maxLength: 4 },
  ),
})
const given = fc.tuple(aProvince, fc.infiniteStream(fc.nat())).map(([province, order]) => {
  const machines = province.machines.map((one, index) => ({ ...one, entryId: `m${index}` }))
  const hosts = province.hosts.map((one, index) => ({ ...one, hostId: `h${index}` }))
  const decisions = province.decisions.map(({ entry, host: index, decision }) => ({
    entryId: `m${entry}`,
    hostId: `h${index}`,
    decision,
  }))
  const shuffled = <T>(items: readonly T[]) =>
    items
      .map((item) => ({ item, at: order.next().value ?? 0 }))
      .sort((left, right) => left.at - right.at)
      .map(({ item }) => item)
  return { machines, hosts, decisions, shuffled }
})

test('a machine is at most one host, and a host at most one machine, of the same agency', () => {
  fc.assert(
    fc.property(given, ({ machines, hosts, decisions }) => {
      const { matches, doubts, forbidden } = matchMachines(machines, hosts, decisions)
      const carriesNone = (entryId: string) =>
        machines.some((one) => one.entryId === entryId && one.carriesNoAgent)
      expect(forbidden).toEqual(matches.filter(({ entryId }) => carriesNone(entryId)))
      expect(new Set(matches.map(({ entryId }) => entryId)).size).toBe(matches.length)
      expect(new Set(matches.map(({ hostId }) => hostId)).size).toBe(matches.length)
      for (const { entryId, hostId } of [...matches, ...doubts]) {
        const listed = machines.find((one) => one.entryId === entryId)
        const seen = hosts.find((one) => one.hostId === hostId)
        expect(listed?.agencyId).toBe(seen?.agencyId)
      }
    }),
  )
})

test('the order of machines, hosts and decisions does not matter', () => {
  fc.assert(
    fc.property(given, ({ machines, hosts, decisions, shuffled }) => {
      const again = matchMachines(shuffled(machines), shuffled(hosts), shuffled(decisions))
      expect(again).toEqual(matchMachines(machines, hosts, decisions))
    }),
  )
})

test('a rejected pair is never matched nor asked again; what was matched by a person is', () => {
  fc.assert(
    fc.property(given, ({ machines, hosts, decisions }) => {
      const { matches, doubts } = matchMachines(machines, hosts, decisions)
      const said = (one: { entryId: string; hostId: string }, wanted: string) =>
        decisions.some(
          ({ entryId, hostId, decision }) =>
            decision === wanted && entryId === one.entryId && hostId === one.hostId,
        )
      for (const pair of doubts) expect(said(pair, 'rejected') || said(pair, 'matched')).toBe(false)
      for (const match of matches) {
        if (match.basis === 'person') expect(said(match, 'matched')).toBe(true)
        else expect(said(match, 'rejected')).toBe(false)
      }
    }),
  )
})

test('a doubt is never about something that is matched', () => {
  fc.assert(
    fc.property(given, ({ machines, hosts, decisions }) => {
      const { matches, doubts } = matchMachines(machines, hosts, decisions)
      const taken = new Set(matches.flatMap(({ entryId, hostId }) => [entryId, hostId]))
      expect(doubts.filter((one) => taken.has(one.entryId) || taken.has(one.hostId))).toEqual([])
    }),
  )
})

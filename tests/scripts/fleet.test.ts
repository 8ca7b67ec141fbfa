import { expect, test } from 'vitest'
import { probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import { faultsOfEntry } from '#protocol/register-faults.ts'
import { entryBodies } from '#protocol/register.ts'
import { sampleDeclarations } from '#scripts/fleet/declarations.ts'
import { agenciesOf, sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'

const nowMs = Date.UTC(2026, 10, 22, 2)

test('the same seed gives the same province, another seed another one', () => {
  const province = (seed: number) =>
    sampleProvince(50, seed).map((host) => ({ host, readings: sampleReadings(host, nowMs) }))
  expect(province(7)).toEqual(province(7))
  expect(province(7)).not.toEqual(province(8))
})

const declared = (seed: number) => {
  const hosts = sampleProvince(600, seed)
  return agenciesOf(hosts).map((agency) => {
    const own = hosts.filter((host) => host.agency === agency)
    return { agency, own, bodies: sampleDeclarations(agency, own, { seed, nowMs }) }
  })
}

test('every agency of a made-up province has a kind and a level that the plans know', () => {
  const levels = new Set(declared(1).map(({ agency }) => agency.level))
  expect(levels).toEqual(new Set(['tỉnh', 'xã']))
  expect(declared(1).filter(({ agency }) => agency.kind.trim() === '')).toEqual([])
})

test('what a made-up agency declares could be declared, and the same seed declares the same', () => {
  const all = declared(1).flatMap(({ bodies }) => bodies)
  const wrong = all.filter((entry) => {
    const isBody = entryBodies[entry.kind].safeParse(entry.body).success
    return !isBody || faultsOfEntry(entry).length > 0
  })
  expect(wrong).toEqual([])
  expect(declared(1)).toEqual(declared(1))
})

test('a made-up register lists most machines as they say themselves who they are, on any later day', () => {
  const lists = declared(1).filter(({ bodies }) => bodies.some(({ kind }) => kind === 'machine'))
  expect(lists.length).toBeGreaterThan(4)
  expect(lists.length).toBeLessThan(20)
  for (const { own, bodies } of lists) {
    const later = nowMs + 90 * 86_400_000
    const serials = own.map((host) => {
      const { hardware } = sampleReadings(host, later)
      return hardware?.state === 'known' ? hardware.facts.serial : null
    })
    const machines = bodies.flatMap((one) => (one.kind === 'machine' ? [one.body] : []))
    const found = machines.filter(({ serial }) => serial !== null && serials.includes(serial))
    expect(found.length).toBeGreaterThan(own.length * 0.6)
  }
})

test('every made-up reading is one that an agent could send', () => {
  const wrong = sampleProvince(300, 3).flatMap((host) => {
    const readings = sampleReadings(host, nowMs)
    return probeIds.filter((probe) => !readingSchemas[probe].safeParse(readings[probe]).success)
  })
  expect(wrong).toEqual([])
})

test('some machines of an agency see the devices that it declares, and some that it does not', () => {
  const seen = declared(1).flatMap(({ own, bodies }) => {
    const known = own.flatMap((host) => {
      const { neighbours } = sampleReadings(host, nowMs)
      return neighbours?.state === 'known' ? neighbours.facts.neighbours : []
    })
    const macs = new Set(known.map(({ mac }) => mac))
    const listed = bodies.flatMap((one) =>
      one.kind === 'device' && one.body.state === 'in-use' ? [one.body.mac ?? ''] : [],
    )
    return macs.size > 0 && listed.length > 0 ? [{ macs, listed }] : []
  })
  expect(seen.length).toBeGreaterThan(5)
  for (const { macs, listed } of seen) {
    expect(listed.filter((mac) => !macs.has(mac))).toEqual([])
    expect(macs.size).toBeGreaterThan(listed.length)
  }
})

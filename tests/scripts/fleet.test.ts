import { expect, test } from 'vitest'
import { probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'

const nowMs = Date.UTC(2026, 10, 22, 2)

test('the same seed gives the same province, another seed another one', () => {
  const province = (seed: number) =>
    sampleProvince(50, seed).map((host) => ({ host, readings: sampleReadings(host, nowMs) }))
  expect(province(7)).toEqual(province(7))
  expect(province(7)).not.toEqual(province(8))
})

test('every made-up reading is one that an agent could send', () => {
  const wrong = sampleProvince(300, 3).flatMap((host) => {
    const readings = sampleReadings(host, nowMs)
    return probeIds.filter((probe) => !readingSchemas[probe].safeParse(readings[probe]).success)
  })
  expect(wrong).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { sparingSystem } from '#agent/door/sparing.ts'
import { openSystem, type System } from '#agent/system.ts'

describe('a program that is asked at most so often', () => {
  const counting = () => {
    let runs = 0
    const real = openSystem()
    const run: System['run'] = (...args) => {
      runs += 1
      return real.run(...args)
    }
    return { system: { ...real, run }, runs: () => runs }
  }

  test('is started once within that time and gives the same answer, a failure too', async () => {
    const { system, runs } = counting()
    let nowMs = 0
    const sparing = sparingSystem(system, () => nowMs)
    const options = { atMostEveryMs: 1000 }
    const ask = async () => [
      await sparing.run('/bin/date', ['+%N'], options),
      await sparing.run('/bin/no-such-program', [], options),
    ]
    const first = await ask()
    nowMs = 999
    expect(await ask()).toEqual(first)
    expect([runs(), first[1]]).toEqual([2, expect.objectContaining({ because: 'tool-missing' })])
    nowMs = 1000
    expect(await ask()).not.toEqual(first)
    expect(runs()).toBe(4)
  })

  test('without that wish is started each time', async () => {
    const { system, runs } = counting()
    const sparing = sparingSystem(system, () => 0)
    await sparing.run('/bin/true', [])
    await sparing.run('/bin/true', [])
    expect(runs()).toBe(2)
  })

  test('is forgotten when many others were asked since, and is not remembered when its answer is large', async () => {
    const { system, runs } = counting()
    const sparing = sparingSystem(system, () => 0)
    const options = { atMostEveryMs: 1000 }
    await sparing.run('/bin/echo', ['0'], options)
    for (let index = 1; index <= 64; index += 1) {
      await sparing.run('/bin/echo', [String(index)], options)
    }
    await sparing.run('/bin/echo', ['0'], options)
    expect(runs()).toBe(66)
    const large = ['-c', '70000', '/dev/zero']
    await sparing.run('/usr/bin/head', large, options)
    await sparing.run('/usr/bin/head', large, options)
    expect(runs()).toBe(68)
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { basicPrinter, digestCamera, formRouter, streamCamera } from './cameras.ts'
import type { LabDevice } from './lab-devices.ts'
import { openLab, type Lab } from './lab.ts'
import { expectNowhere, tell } from './telling.ts'

const password = 'lab-default'

let lab: Lab
let device: LabDevice
beforeEach(() => {
  lab = openLab()
})
afterEach(async () => {
  await device.close()
  lab.remove()
})

const devices = [
  ['http', 'lab-basic', basicPrinter],
  ['http', 'lab-digest', (factory: string) => digestCamera({ password: factory })],
  ['http', 'lab-form', formRouter],
  ['rtsp', 'lab-rtsp', streamCamera],
] as const

describe.each([
  ['with its default', password, 'default', 0],
  ['that was changed', 'its own', 'this-default-not-in-use', 1],
] as const)('a device %s', (...given) => {
  const [, own, verdict, failed] = given
  test.each(devices)(
    'is asked by %s once, and the pair of the rule %s stands in nothing that the process prints or leaves',
    async (protocol, rule, deviceOf) => {
      device = await deviceOf(own)
      const told = await tell(lab, { protocol, port: device.port })
      expect(told.said).toEqual({ result: { verdict, rule }, attempts: 1 })
      expect(device.counts).toEqual({ attempts: 1, failed })
      expectNowhere(told, [password, `admin:${password}`])
    },
    20_000,
  )
})

import * as fc from 'fast-check'
import { exposure } from '#protocol/facts/ports.ts'
import { openingKind, opensTo, serviceProducts } from '#protocol/facts/service-defaults.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { anUnknown, flag, maybe, orNull, someOf } from './arbitraries.ts'

const opening = fc.record({
  kind: fc.constantFrom(...openingKind.options),
  decidedBy: fc.constantFrom('configuration', 'question'),
  opens: fc.constantFrom(...opensTo.options),
  exposure: maybe(fc.constantFrom(...exposure.options)),
  place: orNull(
    fc.record({ file: fc.constant('/etc/redis/redis.conf'), line: orNull(fc.constant(3)) }),
  ),
  rule: orNull(fc.constant('tomcat-before-7')),
})

export const serviceDefaults: fc.Arbitrary<Facts<'service-defaults'>> = fc.record({
  services: someOf(
    fc.record({
      product: fc.constantFrom(...serviceProducts),
      isRunning: maybe(flag),
      openings: someOf(opening, 2),
      unseen: orNull(anUnknown),
    }),
    3,
  ),
})

import * as fc from 'fast-check'
import { detectionOutcome } from '#protocol/facts/malware.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { flag, maybe, moment, orNull, someOf, word } from './arbitraries.ts'

const productId = fc.constantFrom('clamav', 'kesl', 'microsoft-defender', 'some-other')

export const antivirus: fc.Arbitrary<Facts<'antivirus'>> = fc.record({
  products: someOf(
    fc.record({
      product: productId,
      name: word,
      version: maybe(orNull(word)),
      isRunning: maybe(flag),
      realTime: maybe(fc.constantFrom('on', 'on', 'off', 'snoozed', 'expired', 'passive')),
      reader: fc.constantFrom('clamav', 'kesl', 'security-center', 'presence'),
      signaturesAtMs: maybe(orNull(moment)),
      signaturesBySelf: maybe(orNull(fc.constantFrom('current', 'old'))),
      tamperProtection: maybe(orNull(flag)),
      licence: maybe(
        fc.record({
          kind: fc.constantFrom('free', 'subscription', 'built-in'),
          validUntilMs: orNull(moment),
          isValid: flag,
        }),
      ),
      source: word,
    }),
    3,
  ),
})

export const malware: fc.Arbitrary<Facts<'malware'>> = fc
  .record({
    records: someOf(
      fc.record({ product: productId, isRead: maybe(fc.constant(true as const)) }),
      3,
    ),
    detections: someOf(
      fc.record({
        product: productId,
        threat: word,
        detectedAtMs: moment,
        outcome: maybe(fc.constantFrom('removed', 'removed', ...detectionOutcome.options)),
        place: maybe(orNull(word)),
      }),
      3,
    ),
  })
  .chain((facts) =>
    fc
      .constantFrom(0, 0, 0, 60)
      .map((more) => ({ ...facts, detectionsTotal: facts.detections.length + more })),
  )

export const remoteAccess: fc.Arbitrary<Facts<'remote-access'>> = fc.record({
  smb1Server: maybe(fc.constantFrom('on', 'off', 'off', 'absent')),
  remoteDesktop: maybe(
    orNull(fc.record({ port: fc.constant(3389), requiresNetworkAuthentication: maybe(flag) })),
  ),
  tools: maybe(someOf(fc.record({ id: word, name: word, isRunning: maybe(flag) }), 2)),
})

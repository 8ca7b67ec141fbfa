import { z } from 'zod'
import { limits } from '../limits.ts'
import { antivirusReaders } from '../readers.ts'
import { epochMs, maybe, text } from '../values.ts'
import { dayMs, defineFacts, minuteMs } from './spec.ts'

/** One installed product, as far as it can be read without asking it to change anything. */
export const antivirusProduct = z.strictObject({
  /** Key into the catalogue of products, e.g. `clamav`; the product's own name where the catalogue has none. */
  product: text(80),
  name: text(120),
  version: maybe(text(60).nullable()),
  /** The engine process runs. */
  isRunning: maybe(z.boolean()),
  /** Files are checked when they are used. Snoozed, expired and passive do not protect. */
  realTime: maybe(z.enum(['on', 'off', 'snoozed', 'expired', 'passive'])),
  /** The compiled reader that gave this answer. */
  reader: z.enum(antivirusReaders),
  /** When the signatures were built. Null: the product works without signatures. */
  signaturesAtMs: maybe(epochMs.nullable()),
  /** What the product itself tells Windows of its signatures, where it tells no date; null: it tells nothing of the kind. */
  signaturesBySelf: maybe(z.enum(['current', 'old']).nullable()),
  /** Settings cannot be switched off by a program. Null: the product has no such protection that can be read. */
  tamperProtection: maybe(z.boolean().nullable()),
  licence: maybe(
    z.strictObject({
      kind: z.enum(['free', 'subscription', 'built-in']),
      /** Null: it does not end. */
      validUntilMs: epochMs.nullable(),
      isValid: z.boolean(),
    }),
  ),
  /** Where the statement comes from, e.g. `systemd unit clamav-daemon, /var/lib/clamav/daily.cld`. */
  source: text(200),
})
export type AntivirusProduct = z.infer<typeof antivirusProduct>

export const antivirus = defineFacts({
  id: 'antivirus',
  summary: 'Which antivirus products are installed, running, current and licensed.',
  platforms: ['linux', 'windows', 'macos'],
  cadenceMs: 15 * minuteMs,
  validForMs: 2 * dayMs,
  facts: z.strictObject({
    /** Empty: every reader looked and none found a product. */
    products: z.array(antivirusProduct).max(limits.antivirusProductsMax),
  }),
})

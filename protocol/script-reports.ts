import { z } from 'zod'
import { epochMs, text } from './values.ts'

/*
 * The report of a machine that no supported Node runs on, made there by the script for PowerShell 2.0: the same bytes
 * over HTTPS or in a file that somebody carries. Line 1 is the envelope; from line 2 on everything is signed: the
 * statement, then a report as agents send it (`reportFrame` and one line per reading).
 */

/** Key and signature, on the first line. Unknown keys are ignored, as in the envelopes of frames. */
export const scriptEnvelope = z.object({
  form: z.literal('khien-script-report'),
  version: z.literal(1),
  /** Modulus of an RSA key of 2048 bits, base64url; the exponent is 65537. The key is the identity. */
  key: z.string().regex(/^[A-Za-z0-9_-]{342}$/),
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `scriptSignedPrefix` and the rest of the file. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{342}$/),
  /** Of an enrolment token; looked at only while the key is not known. */
  token: text(80).optional(),
})
export type ScriptEnvelope = z.infer<typeof scriptEnvelope>

/** Names what is signed, so that a signature is good for nothing else. */
export const scriptSignedPrefix = 'khien script report 1\n'

/** What the machine says of itself and of this report, on the second line. */
export const scriptStatement = z.object({
  /** When the report was made, by the clock of the machine. */
  madeMs: epochMs,
  /** Grows with every report of this key; guards against replays as the session of a connection does. */
  session: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  hostname: text(255),
  scriptVersion: text(40),
  /** As in a proof: evidence to tell copies apart, never an identity. */
  hardwareSigns: z.array(z.string().regex(/^[a-z]+:[0-9a-f]{16}$/)).max(32),
})
export type ScriptStatement = z.infer<typeof scriptStatement>

export const scriptReportLimits = {
  bytesMax: 524_288,
  /** A clock further behind than this is wrong; a carried report may be older, since it was on its way. */
  clockBehindMsMax: 24 * 3_600_000,
} as const

/** How a report came: posted by the machine itself, or in a file that somebody carried. */
const scriptWay = z.enum(['posted', 'carried'])
export type ScriptWay = z.infer<typeof scriptWay>

/** The newest report of a machine that reports by script. */
export const scriptView = z.object({
  way: scriptWay,
  /** By the machine's clock. */
  madeMs: epochMs,
  /** By the collector's. */
  cameMs: epochMs,
})
export type ScriptView = z.infer<typeof scriptView>

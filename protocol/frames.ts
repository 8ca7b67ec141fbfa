import { z } from 'zod'
import { probeId, type ProbeId } from './facts/registry.ts'
import { catalogueKind } from './catalogue/signed.ts'
import { limits } from './limits.ts'
import { deviceCheckFrameFileMax, deviceCheckReport } from './device-checks.ts'
import { refusalCodes } from './refusals.ts'
import { digest, epochMs, hostId, text, type EpochMs } from './values.ts'

/** The newest protocol; a collector speaks this one and the one before. */
export const protocolVersion = 1
export const protocolVersionMin = 1

/** The TLS server name under which agents reach the gateway, whatever certificate browsers are given. */
export const gatewayServerName = 'gateway.khien.internal'
export const gatewayPath = '/agent'

const base64url = (bytesMax: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(Math.ceil((bytesMax * 4) / 3))

const sequence = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
/** SHA-256 over the DER public key of a certificate, base64url: what a join string pins. */
export const pin = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/**
 * Signs of the hardware, each a keyed-free SHA-256 cut to 16 hexadecimal digits over `kind:value`:
 * SMBIOS UUID, board serial, MAC of a physical card. Evidence to tell copies apart, never an identity.
 */
const hardwareSigns = z.array(z.string().regex(/^[a-z]+:[0-9a-f]{16}$/)).max(32)

/*
 * One rule for what is not known. Envelopes (all frames below) ignore keys they do not know, so that a newer
 * peer may add some. Readings are strict: a fact nobody specified is a mistake and is refused with its probe's
 * name. A frame of an unknown type is answered by `refused` with FRAME_UNKNOWN and otherwise ignored.
 */
const hello = z.object({
  type: z.literal('hello'),
  protocol: z.int().min(1).max(1000),
  capabilities: z.array(text(40)).max(32),
  agentVersion: text(40),
})

const proof = z.object({
  type: z.literal('proof'),
  /** Raw Ed25519 public key, 32 bytes. */
  publicKey: base64url(32),
  /** Over the bytes of proofMessage(). */
  signature: base64url(64),
  /** Grows by one with every connection of this key; guards reports together with the sequence. */
  session: sequence,
  /** The ticket of the last welcome; null before the first. */
  ticket: base64url(32).nullable(),
  hardwareSigns,
  /** Present on the first connection only. */
  enrolment: z.object({ token: text(80), hostname: text(255) }).optional(),
})

/** The first line of a report; one line of canonical JSON per entry of `readings` follows, in that order. */
export const reportFrame = z.object({
  type: z.literal('report'),
  sequence,
  sentAtMs: epochMs,
  readings: z.array(z.tuple([probeId, epochMs])).max(32),
  /** Probes that were looked at again and answered the same bytes, with the time of that look. */
  confirmed: z.partialRecord(probeId, epochMs),
})

export const heartbeatFrame = z.object({ type: z.literal('heartbeat'), sequence })
const agentGoodbye = z.object({
  type: z.literal('goodbye'),
  reason: z.enum(['stopping', 'uninstalling', 'updating']),
})

/** What travels in parts: a signed catalogue, or the pack of a signed release. */
const carriedKind = z.enum([...catalogueKind.options, 'release'])

/** Asks for the next part of what was offered. */
const want = z.object({
  type: z.literal('want'),
  kind: carriedKind,
  digest,
  offset: z.int().min(0).max(limits.releaseFileBytesMax),
})

/**
 * What came of one device. `number` is the agent's own, by which it is settled; `authorisation` is the sequence of the
 * text it was done under. Sent again until it is settled.
 */
const deviceChecked = z.object({
  type: z.literal('device-checked'),
  number: sequence,
  authorisation: z.int().min(1),
  report: deviceCheckReport,
})

export const agentFrame = z.discriminatedUnion('type', [
  hello,
  proof,
  reportFrame,
  heartbeatFrame,
  want,
  deviceChecked,
  agentGoodbye,
])
export type AgentFrame = z.infer<typeof agentFrame>
export type ReportHeader = z.infer<typeof reportFrame>
export type ProofFrame = z.infer<typeof proof>

const challenge = z.object({
  type: z.literal('challenge'),
  protocol: z.int().min(1),
  nonce: base64url(32),
  collectorTimeMs: epochMs,
})

const welcome = z.object({
  type: z.literal('welcome'),
  hostId,
  /** To be shown at the next connection. Ticket N stays good until N+1 is shown. */
  ticket: base64url(32),
  /** What the collector holds of this host: having a digest is the acknowledgement. */
  digests: z.partialRecord(probeId, digest),
  heartbeatMs: z.int().min(1000).max(3_600_000),
})

const ack = z.object({ type: z.literal('ack'), sequence })

/** "Report now" is all that a collector may ask. */
const ask = z.object({ type: z.literal('ask') })
const slowDown = z.object({
  type: z.literal('slow-down'),
  retryAfterMs: z.int().min(0).max(3_600_000),
})
const refused = z.object({
  type: z.literal('refused'),
  code: z.enum(refusalCodes),
  /** The report it answers; that report will not be taken again in this form. */
  sequence: sequence.optional(),
  probe: probeId.optional(),
  /** Values and limits of the sentence of this code as JSON, so that it can be said in the agent's language. */
  detail: text(300).optional(),
})
const collectorGoodbye = z.object({ type: z.literal('goodbye'), reason: z.enum(['stopping']) })

/**
 * A signed catalogue is ready. Carries no command: an agent that has one of this sequence or a later one does
 * nothing, and one that takes it believes its signature and not the collector. Assignments will be offered in the
 * same way.
 */
const offer = z.object({
  type: z.literal('offer'),
  kind: catalogueKind,
  sequence,
  /** SHA-256 of the whole file. */
  digest,
  sizeBytes: z.int().min(1).max(limits.catalogueBytesMax),
})
/**
 * A signed release is ready, for agents that say that they take releases. It carries the signed manifest itself, so
 * that an agent knows whose it is before it fetches a byte, and what was signed about the keys of releases.
 */
const release = z.object({
  type: z.literal('release'),
  manifest: z.string().max(limits.releaseManifestBytesMax),
  statements: z.array(z.string().max(limits.keyStatementBytesMax)).max(limits.keyStatementsMax),
})
/** A part of the file that was offered, at most `cataloguePartBytesMax` bytes. */
const part = z.object({
  type: z.literal('part'),
  kind: carriedKind,
  digest,
  offset: z.int().min(0).max(limits.releaseFileBytesMax),
  bytes: base64url(limits.cataloguePartBytesMax),
})

/**
 * The signed text about checks of devices that is for this host, as data: it starts nothing. Null: there is none, and
 * what this host holds is to be forgotten. `isStopped` ends a check that runs; both need no signature, for they only
 * ever end checks. Sent after the welcome and at every change, to agents that say that they take it.
 */
const deviceChecks = z.object({
  type: z.literal('device-checks'),
  isStopped: z.boolean(),
  file: z.string().max(deviceCheckFrameFileMax).nullable(),
})
/** A result is in the database, or will never be: it names what this host may not check. */
const deviceCheckSettled = z.object({
  type: z.literal('device-check-settled'),
  number: sequence,
  isStored: z.boolean(),
})

export const collectorFrame = z.discriminatedUnion('type', [
  challenge,
  welcome,
  ack,
  ask,
  slowDown,
  refused,
  collectorGoodbye,
  offer,
  release,
  part,
  deviceChecks,
  deviceCheckSettled,
])
export type CollectorFrame = z.infer<typeof collectorFrame>
export type WelcomeFrame = z.infer<typeof welcome>

/** One reading as it travels: its canonical bytes and when it was taken. */
export type SentReading = { probe: ProbeId; observedAtMs: EpochMs; body: string }

/** A report as text: the header, then one line per reading. Canonical JSON holds no raw line break. */
export function encodeReport(
  report: Omit<ReportHeader, 'type' | 'readings'> & { readings: readonly SentReading[] },
): string {
  const header: ReportHeader = {
    type: 'report',
    sequence: report.sequence,
    sentAtMs: report.sentAtMs,
    readings: report.readings.map(({ probe, observedAtMs }) => [probe, observedAtMs]),
    confirmed: report.confirmed,
  }
  return [JSON.stringify(header), ...report.readings.map(({ body }) => body)].join('\n')
}

/**
 * The bytes that an agent signs to prove its key: named, one value a line, bound to this connection by the
 * collector's nonce and by the public key that the agent saw in TLS.
 */
export function proofMessage(proof: {
  nonce: string
  collectorPin: string
  publicKey: string
  session: number
  ticket: string | null
}): string {
  return [
    'khien proof 1',
    `nonce ${proof.nonce}`,
    `collector ${proof.collectorPin}`,
    `key ${proof.publicKey}`,
    `session ${proof.session}`,
    `ticket ${proof.ticket ?? '-'}`,
  ].join('\n')
}

import { z } from 'zod'
import sealedFile from './devices.json' with { type: 'json' }
import { unsealRules } from './seal.ts'

/** Where in an answer a word of a maker stands. */
const signPlaces = ['realm', 'title', 'server', 'location', 'body', 'banner', 'object'] as const

/** A word that a device of this kind says without being asked for a password; the case of letters does not matter. */
const sign = z.strictObject({ in: z.enum(signPlaces), has: z.string().min(2).max(120) })
export type Sign = z.infer<typeof sign>

const common = {
  /** What leaves the machine instead of the pair. */
  id: z.string().regex(/^[a-z0-9-]{2,60}$/),
  vendor: z.string().min(1).max(60),
  /** Codes as the maker writes them, and how it is asked where that tells rules apart: the same in every language. */
  models: z.string().min(1).max(200),
  firmware: z.string().min(1).max(200),
  port: z.int().min(1).max(65_535),
  /** All of them have to be there. */
  signs: z.array(sign).min(1).max(6),
  /** What the device does after failed attempts, or that it is not known. */
  lockout: z.string().min(1).max(300),
  /** Title with address, or the secondary source and its entry. */
  source: z.string().min(1).max(300),
  /** `unverified`: no document could be opened; it rests on what the authors know. */
  confidence: z.enum(['vendor-document', 'secondary', 'unverified']),
  /** Key of the steps by which its owner mends it. */
  remedy: z.string().regex(/^[a-z-]{2,40}$/),
}

const pair = { account: z.string().max(60), password: z.string().max(64) }
const path = z.string().regex(/^\/[\x21-\x7e]{0,200}$/)

/** One word may be of many makers. */
const pageSigns = { signs: common.signs.min(2) }

const challenged = z.strictObject({
  ...common,
  ...pageSigns,
  way: z.enum(['http-basic', 'http-digest']),
  /** Where a password is asked for; reading it changes nothing. */
  path,
  ...pair,
})
const form = z.strictObject({
  ...common,
  ...pageSigns,
  way: z.literal('http-form'),
  path,
  type: z.enum(['application/x-www-form-urlencoded', 'application/json']),
  /** `{account}` and `{password}` are filled in, encoded as the type wants it. */
  fields: z.string().min(5).max(400),
  /** One of these in the answer, and none of `refused`: signed in. */
  accepted: z.array(sign).min(1).max(4),
  refused: z.array(sign).min(1).max(4),
  ...pair,
})
const stream = z.strictObject({ ...common, way: z.literal('rtsp-digest'), ...pair })
const login = z.strictObject({ ...common, way: z.literal('ssh'), ...pair })
const community = z.strictObject({
  ...common,
  way: z.literal('snmp'),
  /** How the object of a device of this kind begins, whole numbers of it. */
  signs: z.tuple([
    z.strictObject({ in: z.literal('object'), has: z.string().regex(/^(\d+\.){2,20}$/) }),
  ]),
  community: z.string().min(1).max(64),
})
/** Waits for its first password: `answer` stands at `path`, which anybody may read. */
const inactive = z.strictObject({
  ...common,
  ...pageSigns,
  way: z.literal('inactive'),
  path,
  answer: z.array(z.string().min(2).max(80)).min(1).max(4),
})

/** One default that a maker documents, how its device is known, and where it stands. */
export const deviceRule = z.discriminatedUnion('way', [
  challenged,
  form,
  stream,
  login,
  community,
  inactive,
])
export type DeviceRule = z.infer<typeof deviceRule>
export type InactiveRule = z.infer<typeof inactive>
export type ChallengedRule = z.infer<typeof challenged>
export type FormRule = z.infer<typeof form>
export type StreamRule = z.infer<typeof stream>
export type LoginRule = z.infer<typeof login>
export type CommunityRule = z.infer<typeof community>

/** Rules that are tried on pages. */
export const isPageRule = (rule: DeviceRule): rule is ChallengedRule | FormRule =>
  rule.way === 'http-basic' || rule.way === 'http-digest' || rule.way === 'http-form'

/** Rules that are tried on streams. */
export const isStreamRule = (rule: DeviceRule): rule is StreamRule => rule.way === 'rtsp-digest'

/** Rules that are tried by SSH. */
export const isLoginRule = (rule: DeviceRule): rule is LoginRule => rule.way === 'ssh'

/** Rules that are tried by SNMP. */
export const isCommunityRule = (rule: DeviceRule): rule is CommunityRule => rule.way === 'snmp'

/** The rules as people write them: scripts/rules/devices.json. */
export const deviceRules = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  rules: z.array(deviceRule).max(200),
})

/** The rules of this release as they lie in it; `node scripts/seal-rules.mjs` writes them. */
export const sealedDevices = z
  .strictObject({ version: z.string(), sealed: z.string() })
  .parse(sealedFile)

/** The rules themselves, for the process that checks a device and no other. */
export function openDeviceRules(): readonly DeviceRule[] {
  const { sealed, version } = sealedDevices
  return deviceRules.parse(JSON.parse(unsealRules(sealed, version))).rules
}

import type { CheckedDevice, DeviceCheckResult, NotCheckedReason } from '#protocol/device-checks.ts'
import { isWithinNetworks } from '#protocol/networks.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import {
  isCommunityRule,
  isLoginRule,
  isPageRule,
  isStreamRule,
  type DeviceRule,
} from '../rules/devices.ts'
import {
  prepareChallenged,
  prepareForm,
  prepareStream,
  type Outcome,
  type Prepared,
} from './attempt.ts'
import { namesMaker, readGreeting } from './banner.ts'
import { prepareCommunity, ruleToAskBy } from './community.ts'
import { DeviceTrouble, isReachable, type Target } from './connect.ts'
import { findInactive, look } from './fingerprint.ts'
import type { Ledger } from './ledger.ts'
import { prepareLogin } from './login.ts'
import { describeStream } from './rtsp.ts'
import { bestRule, signsOfAnswer, signsOfBanner } from './signs.ts'
import { greet } from './ssh.ts'

export type CheckParts = {
  readonly rules: readonly DeviceRule[]
  readonly ledger: Ledger
  readonly attemptsADay: number
  /** Where a device may stand at all. */
  readonly ranges: readonly string[]
  readonly now: () => EpochMs
  /** Letters and digits that nobody can foretell. */
  readonly random: () => string
  /** The hardware address that answers for an address now; null: nobody knows. */
  readonly macOf: (address: string) => Promise<string | null>
}

/** What came of a device, and how often a pair was sent to it: never, or once. */
export type Checked = { readonly result: DeviceCheckResult; readonly attempts: 0 | 1 }

/**
 * Asks one device whether it still has the default of its maker: who it is first, then exactly the rule that fits best,
 * once. The attempt stands on the disk before it is made.
 */
export async function checkDevice(device: CheckedDevice, parts: CheckParts): Promise<Checked> {
  const { ledger, attemptsADay, ranges, now } = parts
  if (!isWithinNetworks(device.address, ranges)) return notChecked('not-private')
  const refusal = ledger.refusalOf(device.mac, { nowMs: now(), attemptsADay })
  if (refusal !== null) return notChecked(refusal)
  const target = { ...device }
  try {
    const answers = await isReachable(target)
    if (!answers && !isSnmp(device)) return untried({ verdict: 'unreachable' })
    const mac = await parts.macOf(device.address)
    if (mac === null) return notChecked('mac-unknown')
    if (mac !== device.mac) return notChecked('mac-changed')
    return await askDevice({ device, target, parts })
  } catch (error) {
    if (error instanceof Refusal) return notChecked('ledger-not-written')
    if (!(error instanceof DeviceTrouble)) throw error
    return untried(ofTrouble(error.trouble))
  }
}

type Asking = {
  readonly device: CheckedDevice
  readonly target: Target
  readonly parts: CheckParts
}

async function askDevice(asking: Asking): Promise<Checked> {
  switch (asking.device.protocol) {
    case 'http':
    case 'https':
      return askPages(asking)
    case 'rtsp':
      return askStream(asking)
    case 'telnet':
    case 'ftp':
      return listen(asking)
    case 'snmp-v1':
    case 'snmp-v2c':
      return askCommunity(asking)
    case 'ssh':
      return askLogin(asking)
  }
}

/** SNMP alone says nothing to a connection. */
const isSnmp = ({ protocol }: CheckedDevice) => protocol.startsWith('snmp-')
const versionOf = ({ protocol }: CheckedDevice) => (protocol === 'snmp-v2c' ? '2c' : '1')

async function askPages(asking: Asking): Promise<Checked> {
  const { target, parts } = asking
  const sight = await look(target, parts.random)
  if ('trouble' in sight) return troubled(asking, sight.trouble)
  const signs = sight.seen
  const inactive = await findInactive(target, { rules: parts.rules, signs })
  if (inactive) return untried({ verdict: 'inactive', rule: inactive.id })
  const rule = bestRule(parts.rules.filter(isPageRule), signs)
  if (typeof rule === 'string') return untried({ verdict: 'unidentified', because: rule })
  const toTry = { target, random: parts.random }
  if (rule.way === 'http-form') return attempt(asking, rule, prepareForm(rule, toTry))
  return attempt(asking, rule, await prepareChallenged(rule, toTry))
}

async function askStream(asking: Asking): Promise<Checked> {
  const { target, parts } = asking
  const bare = await describeStream(target, null)
  const rule = bestRule(parts.rules.filter(isStreamRule), signsOfAnswer(bare))
  if (typeof rule === 'string') return untried({ verdict: 'unidentified', because: rule })
  const prepared = await prepareStream(rule, { bare, target, random: parts.random })
  return attempt(asking, rule, prepared)
}

async function askCommunity(asking: Asking): Promise<Checked> {
  const { device, target, parts } = asking
  const rules = parts.rules.filter(isCommunityRule)
  const rule = ruleToAskBy(rules)
  if (typeof rule === 'string') return untried({ verdict: 'unidentified', because: rule })
  const isThere = async () => (await parts.macOf(device.address)) === device.mac
  return attempt(
    asking,
    rule,
    await prepareCommunity(rule, { target, version: versionOf(device), rules, isThere }),
  )
}

async function askLogin(asking: Asking): Promise<Checked> {
  const { target, parts } = asking
  const { banner, socket } = await greet(target)
  const rule = bestRule(parts.rules.filter(isLoginRule), signsOfBanner(banner))
  if (typeof rule !== 'string') return attempt(asking, rule, await prepareLogin(rule, socket))
  socket.destroy()
  return untried({ verdict: 'unidentified', because: rule })
}

/** Nothing is sent where a password would travel as it is: who greets is known at most. */
async function listen({ target, parts }: Asking): Promise<Checked> {
  const greeting = await readGreeting(target)
  if (namesMaker(greeting, parts.rules)) return notChecked('banner-only')
  return untried({ verdict: 'unidentified', because: 'no-rule' })
}

/** The one attempt. What is written first holds even where nothing comes after it. */
async function attempt(asking: Asking, rule: DeviceRule, prepared: Prepared): Promise<Checked> {
  const { device, parts } = asking
  if ('trouble' in prepared) return troubled(asking, prepared.trouble)
  parts.ledger.writeAttempt(device.mac, parts.now())
  const outcome = await prepared.go().catch((error: unknown) => {
    if (error instanceof DeviceTrouble) return error
    throw error
  })
  if (outcome instanceof DeviceTrouble) return { result: ofTrouble(outcome.trouble), attempts: 1 }
  const isKept = !outcome.isLocking || isRestWritten(asking)
  return { result: isKept ? said(outcome.rule ?? rule, outcome) : unwritten, attempts: 1 }
}

const unwritten: DeviceCheckResult = { verdict: 'not-checked', because: 'ledger-not-written' }

function isRestWritten({ device, parts }: Asking): boolean {
  try {
    parts.ledger.writeRest(device.mac, parts.now())
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function said({ id: rule }: DeviceRule, { signedIn, isLocking }: Outcome): DeviceCheckResult {
  if (signedIn === 'yes') return { verdict: 'default', rule }
  if (signedIn === 'no') return { verdict: 'this-default-not-in-use', rule }
  if (isLocking) return { verdict: 'not-checked', because: 'locked' }
  return { verdict: 'unidentified', because: 'not-understood' }
}

type Trouble = 'leads-elsewhere' | 'answers-everything' | 'not-understood' | 'locked'

function troubled({ device, parts }: Asking, trouble: Trouble): Checked {
  if (trouble !== 'locked') return untried({ verdict: 'unidentified', because: trouble })
  parts.ledger.writeRest(device.mac, parts.now())
  return notChecked('locked')
}

function ofTrouble(trouble: DeviceTrouble['trouble']): DeviceCheckResult {
  if (trouble === 'unreachable') return { verdict: 'unreachable' }
  if (trouble === 'not-understood') return { verdict: 'unidentified', because: trouble }
  return { verdict: 'not-checked', because: trouble }
}

const untried = (result: DeviceCheckResult): Checked => ({ result, attempts: 0 })
const notChecked = (because: NotCheckedReason): Checked =>
  untried({ verdict: 'not-checked', because })

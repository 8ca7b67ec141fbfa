import fc from 'fast-check'
import { sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { admit, type Here } from '#agent/device-check/authorisation.ts'
import { openLedger } from '#agent/device-check/ledger.ts'
import { isPrivate } from '#protocol/device-checks.ts'
import { openLab, type Lab } from './lab.ts'
import {
  anAuthorisation,
  owner,
  ownKeys,
  signedBy,
  stranger,
  thisHost,
} from './signed-authorisation.ts'

const mac = '00:40:8c:12:34:56'
const [device] = anAuthorisation.devices
if (device === undefined) throw new Error('no device')
/** A Monday, 10:00 in Việt Nam. */
const monday = Date.parse('2026-11-23T03:00:00Z')

let lab: Lab
beforeEach(() => {
  lab = openLab()
})
afterEach(() => lab.remove())

const here = (changes: Partial<Here> = {}): Here => ({
  hostId: thisHost,
  keys: ownKeys,
  networks: ['10.20.30.0/24'],
  addresses: ['10.20.30.5'],
  nowMs: monday,
  ledger: lab.ledger,
  ...changes,
})
const asked = (content: object, changes: Partial<Here> = {}) =>
  admit(signedBy(owner, { ...anAuthorisation, ...content }), mac, here(changes))

test('what is signed, for this agent, in its own subnet and in the window is admitted', () => {
  expect(asked({})).toEqual({ device, attemptsADay: 1 })
})

/** So many devices of the subnet, each with an address and a hardware address of its own. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...device,
    address: `10.20.30.${index + 50}`,
    mac: `00:40:8c:00:00:${index.toString(16).padStart(2, '0')}`,
  }))

test('as many devices as one text may name are admitted', () => {
  expect(asked({ devices: [device, ...many(63)] })).toEqual({ device, attemptsADay: 1 })
})

describe('refused is an authorisation', () => {
  test.each([
    ['where no key is trusted', 'no-key', {}, { keys: [] }],
    ['for another agent', 'for-another-agent', { hostId: `${'a'.repeat(26)}` }, {}],
    ['that is not valid yet', 'not-yet', { issuedOn: '2026-11-24' }, {}],
    ['that is over', 'expired', {}, { nowMs: Date.parse('2026-12-31T17:00:00Z') }],
    ['before its window', 'outside-window', {}, { nowMs: Date.parse('2026-11-23T00:59:59Z') }],
    ['after its window', 'outside-window', {}, { nowMs: Date.parse('2026-11-23T10:00:00Z') }],
    ['whose subnet is not here', 'outside-subnet', {}, { addresses: ['10.20.31.5'] }],
    ['of a subnet that no card is in', 'outside-subnet', {}, { networks: ['10.20.30.0/28'] }],
    ['of this machine itself', 'own-address', {}, { addresses: ['10.20.30.40'] }],
    ['without that device', 'not-listed', { devices: [] }, {}],
  ])('%s', (...[, reason, content, changes]) => {
    expect(asked(content, changes)).toBe(reason)
  })

  test.each([
    ['a subnet that is wider than /22', { subnet: '10.20.0.0/16' }],
    ['a public subnet', { subnet: '203.113.0.0/24', devices: [] }],
    ['a public address', { devices: [{ ...device, address: '203.113.1.1' }] }],
    ['an address outside the subnet', { devices: [{ ...device, address: '10.20.31.40' }] }],
    ['the broadcast address', { devices: [{ ...device, address: '10.20.30.255' }] }],
    ['a whole range', { devices: [{ ...device, address: '10.20.30.0/24' }] }],
    ['a name', { devices: [{ ...device, address: 'camera.local' }] }],
    ['a randomised hardware address', { devices: [{ ...device, mac: '02:40:8c:12:34:56' }] }],
    ['one device twice', { devices: [device, { ...device, port: 8080 }] }],
    ['more devices than one text may name', { devices: many(65) }],
    ['three attempts a day', { attemptsADay: 3 }],
    ['more than a quarter', { untilDay: '2027-06-30' }],
    ['TLS without a certificate', { devices: [{ ...device, protocol: 'https' }] }],
    ['no document', { document: '' }],
    ['another format', { format: 'khien catalogue' }],
    ['a key more', { everything: true }],
  ])('with %s', (_, content) => {
    expect(asked(content)).toBe('not-understood')
  })
})

test('only the key of an administrator signs: not that of a collector, not under another name', () => {
  expect(admit(signedBy(stranger, anAuthorisation), mac, here())).toBe('not-signed')
  const [content = ''] = signedBy(owner, anAuthorisation).split('\n')
  const asCatalogue = sign(null, Buffer.from(`khien catalogue 1\n${content}`), owner)
  const file = `${content}\n${asCatalogue.toString('base64url')}\n`
  expect(admit(file, mac, here())).toBe('not-signed')
})

test('an earlier text is never taken again, nor another under the same number, over restarts', () => {
  const asAdmitted = { device, attemptsADay: 1 }
  expect(asked({ sequence: 9 })).toEqual(asAdmitted)
  const reopened = openLedger(lab.path)
  if (reopened === 'damaged') throw new Error('damaged')
  expect(asked({ sequence: 8 }, { ledger: reopened })).toBe('replayed')
  expect(asked({ sequence: 9, attemptsADay: 2 }, { ledger: reopened })).toBe('replayed')
  expect(asked({ sequence: 9 }, { ledger: reopened })).toEqual(asAdmitted)
})

test('a later text without devices ends what earlier ones allowed', () => {
  expect(asked({ sequence: 9, devices: [] })).toBe('not-listed')
  expect(asked({})).toBe('replayed')
})

test('a signed file with any character changed is worth nothing', () => {
  const file = signedBy(owner, anAuthorisation)
  const at = fc.integer({ min: 0, max: file.length - 2 })
  fc.assert(
    fc.property(at, fc.string({ minLength: 1, maxLength: 3 }), (index, by) => {
      const changed = `${file.slice(0, index)}${by}${file.slice(index + by.length)}`
      fc.pre(changed.trimEnd() !== file.trimEnd() && !isSameSignature(changed, file))
      expect(admit(changed, mac, here())).toBeTypeOf('string')
    }),
    { numRuns: 300 },
  )
})

/** The last character of 86 holds two bits that nobody reads. */
function isSameSignature(one: string, other: string): boolean {
  const read = (file: string) => {
    const [content, signature = ''] = file.trimEnd().split('\n')
    return `${content} ${Buffer.from(signature, 'base64url').toString('hex')}`
  }
  return read(one) === read(other)
}

test('no signature makes an address outside the private ranges or the subnet askable', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const answer = asked({ devices: [{ ...device, address }] })
      if (typeof answer === 'string') return
      expect(isPrivate(address) && address.startsWith('10.20.30.')).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(asked({ devices: [{ ...device, address: '10.20.30.41' }], sequence: 99 })).toMatchObject({
    device: { address: '10.20.30.41' },
  })
})

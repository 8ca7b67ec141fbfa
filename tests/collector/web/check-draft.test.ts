import { expect, test } from 'vitest'
import {
  draftBody,
  emptyDraft,
  isFitSubnet,
  usualSubnet,
  type CheckDraft,
} from '#collector/web/screens/device-checks/check-draft.ts'
import { hostId } from '#protocol/values.ts'

const device = {
  entryId: 'cam',
  code: 'CAM-01',
  kind: 'camera',
  vendor: null,
  model: null,
  place: null,
  address: '10.20.30.40',
  mac: '00:40:8c:12:34:56',
  standing: 'cleared',
} as const
const asked = { protocol: 'http', port: 80, certificate: '' } as const
const whole: CheckDraft = {
  ...emptyDraft,
  agencyId: 'syt',
  hostId: hostId.parse('k4xq7m2c5wz3hnd6b2rtyaoev4'),
  subnet: ' 10.20.30.0/24 ',
  document: ' KH 12 ',
  approvedBy: 'Sở',
  untilDay: '2026-12-31',
  asked: { cam: asked },
}

test('a draft is sent when nothing is missing, without what was typed around it', () => {
  expect(draftBody(whole, [device])).toEqual({
    agencyId: 'syt',
    hostId: whole.hostId,
    document: 'KH 12',
    approvedBy: 'Sở',
    subnet: '10.20.30.0/24',
    untilDay: '2026-12-31',
    window: { from: 480, until: 1020 },
    attemptsADay: 1,
    devices: [{ entryId: 'cam', protocol: 'http', port: 80, certificate: null }],
  })
})

test.each([
  ['no computer', { hostId: null }],
  ['a subnet without the device', { subnet: '10.20.31.0/24' }],
  ['a subnet that is too wide', { subnet: '10.20.0.0/16' }],
  ['hours that end before they begin', { from: 1020, until: 480 }],
  ['no last day', { untilDay: '' }],
  ['https without the fingerprint', { asked: { cam: { ...asked, protocol: 'https' } } }],
] satisfies [string, Partial<CheckDraft>][])('a draft with %s is not sent', (_, patch) => {
  expect(draftBody({ ...whole, ...patch }, [device])).toBeNull()
})

test('a fingerprint is taken as viewers of certificates show it', () => {
  const certificate = 'AB:'.repeat(31) + 'AB'
  const cam = { protocol: 'https', port: 443, certificate } as const
  const body = draftBody({ ...whole, asked: { cam } }, [device])
  expect(body?.devices[0]?.certificate).toBe('ab'.repeat(32))
})

test('only a private network of /22 or narrower is a subnet, and only such an address has one', () => {
  const subnets = ['192.168.1.0/24', '10.0.0.0/22', '10.0.0.0/21', '8.8.8.0/24', '10.0.0.0', 'x/24']
  expect(subnets.map(isFitSubnet)).toEqual([true, true, false, false, false, false])
  expect([usualSubnet('10.1.2.3'), usualSubnet('8.8.8.8'), usualSubnet(null)]).toEqual([
    '10.1.2.0/24',
    '',
    '',
  ])
})

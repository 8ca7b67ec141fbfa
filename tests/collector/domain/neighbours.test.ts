import { expect, test } from 'vitest'
import { readVendors } from '#collector/jobs/vendors.ts'
import {
  guessKind,
  kindOfDevice,
  macOf,
  standingNeighbours,
  type KnownEntry,
  type SeenNeighbour,
} from '#domain/neighbours.ts'

const seen = (mac: string, changes: Partial<SeenNeighbour> = {}): SeenNeighbour => ({
  agencyId: 'a',
  mac,
  address: '192.168.1.9',
  isGateway: false,
  vendor: null,
  firstMs: 1,
  lastMs: 2,
  seenBy: 1,
  revision: 0,
  ignored: null,
  ...changes,
})
const nobody = { hosts: new Map(), entries: new Map() }

test('the registry of MACs names makers, and from those a kind is guessed', async () => {
  const vendorOf = await readVendors()
  const kindOf = (mac: string) => guessKind({ vendor: vendorOf(mac), isGateway: false })
  expect([
    kindOf('44:47:cc:00:00:01'),
    kindOf('b4:2e:99:00:00:01'),
    kindOf('00:0c:42:00:00:01'),
    kindOf('00:11:32:00:00:01'),
    kindOf('00:80:77:00:00:01'),
    kindOf('44:47:cc:00:00:01'),
  ]).toEqual(['camera', 'computer', 'router', 'nas', 'printer', 'camera'])
  expect(vendorOf('da:a1:19:00:00:01')).toBeNull()
})

test('the way out of a network is a router, whoever made it', () => {
  expect(guessKind({ vendor: 'HUAWEI TECHNOLOGIES CO.,LTD', isGateway: true })).toBe('router')
  expect(guessKind({ vendor: 'HUAWEI TECHNOLOGIES CO.,LTD', isGateway: false })).toBe('unknown')
  expect(guessKind({ vendor: null, isGateway: false })).toBe('unknown')
})

test('cameras that nobody declared come first, enrolled machines last', () => {
  const camera = seen('00:00:00:00:00:03', { vendor: 'Zhejiang Dahua Technology Co., Ltd.' })
  const own = seen('00:00:00:00:00:01')
  const unclear = seen('00:00:00:00:00:02')
  const known = { ...nobody, hosts: new Map([[own.mac, 'h']]) }
  const standing = standingNeighbours([own, unclear, camera], known)
  expect(standing.map(({ mac }) => mac)).toEqual([camera.mac, unclear.mac, own.mac])
})

test('two cards of one host are one machine', () => {
  const [wired, wireless] = [seen('00:00:00:00:00:01'), seen('00:00:00:00:00:02', { lastMs: 9 })]
  const hosts = new Map([
    [wired.mac, 'h'],
    [wireless.mac, 'h'],
  ])
  expect(standingNeighbours([wired, wireless], { ...nobody, hosts })).toMatchObject([
    { mac: wireless.mac, standing: 'enrolled' },
  ])
})

test('a declared device stands as what it was declared, and a declared machine as a computer', () => {
  const [box, pc] = [seen('00:00:00:00:00:01'), seen('00:00:00:00:00:02', { isGateway: true })]
  const modem = { entryId: 'e', code: 'TB-1', kind: 'device', is: kindOfDevice('modem') } as const
  const machine = { entryId: 'f', code: 'MT-1', kind: 'machine', is: 'computer' } as const
  const entries = new Map<string, KnownEntry>([
    [macOf('a', box.mac), modem],
    [macOf('a', pc.mac), machine],
  ])
  expect(standingNeighbours([box, pc], { ...nobody, entries })).toMatchObject([
    { kind: 'router', isKindSure: true, standing: 'registered', entry: { code: 'TB-1' } },
    { kind: 'computer', isKindSure: true, standing: 'registered', entry: { code: 'MT-1' } },
  ])
})

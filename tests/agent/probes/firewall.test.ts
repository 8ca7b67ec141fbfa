import { expect, test } from 'vitest'
import { firewall } from '#agent/probes/firewall/index.ts'
import { parseIptablesSave } from '#agent/probes/firewall/iptables-save.ts'
import { canBlock, incomingDefault } from '#agent/probes/firewall/chains.ts'
import { unknown } from '#protocol/values.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const nft = '/usr/sbin/nft --json list ruleset'
const look = (parts: MachineParts) => firewall(aMachine(parts), aLook())
const lookAt = (capture: string, parts: MachineParts = {}) =>
  look({ ...parts, outputs: { [nft]: fixture(`firewall/${capture}`) } })

test.each([
  { capture: 'nft-policy-drop.json', end: 'drop', tool: 'nftables', incomingRules: 3 },
  { capture: 'nft-final-reject.json', end: 'reject', tool: 'nftables', incomingRules: 5 },
  { capture: 'nft-iptables-reject.json', end: 'reject', tool: 'iptables', incomingRules: 4 },
  { capture: 'nft-ufw.json', end: 'drop', tool: 'ufw', incomingRules: 31 },
  { capture: 'nft-firewalld.json', end: 'reject', tool: 'firewalld', incomingRules: 28 },
])('$capture is on and ends in $end', async ({ capture, end, tool, incomingRules }) => {
  expect(await lookAt(capture)).toMatchObject({
    state: 'on',
    incomingDefault: end,
    frontEnds: expect.arrayContaining([expect.objectContaining({ tool, incomingRules })]),
  })
})

test('firewalld in its trusted zone keeps its final refusal and lets everybody in: off', async () => {
  const facts = await lookAt('nft-firewalld-trusted.json')
  expect(facts).toMatchObject({ state: 'off', incomingDefault: 'accept' })
})

test('dropping packets of no connection keeps nobody out', () => {
  const rules = [
    '-A INPUT -m conntrack --ctstate INVALID -j DROP',
    '-A INPUT -p tcp --dport 23 -j DROP',
  ]
  const head = '*filter\n:INPUT ACCEPT [0:0]\n'
  const isOn = (...lines: string[]) =>
    canBlock(parseIptablesSave(`${head}${lines.join('\n')}\nCOMMIT\n`, 'ip'))
  expect(isOn(rules[0] ?? '')).toBe(false)
  expect(isOn(...rules)).toBe(true)
  expect(isOn('-A INPUT -j ACCEPT', ...rules)).toBe(false)
})

test.each([
  ['a container', { links: { '/proc/self/ns/pid': 'pid:[4026532999]' } }],
  ['WSL', { files: { '/proc/sys/kernel/osrelease': '5.15.153.1-microsoft-standard-WSL2\n' } }],
])('%s does not see what filters around it: no rules is unknown', async (_what, parts) => {
  expect(await lookAt('nft-empty.json', parts)).toMatchObject({
    state: { state: 'unknown', because: 'not-supported' },
  })
  expect(await lookAt('nft-policy-drop.json', parts)).toMatchObject({ state: 'on' })
})

test.each(['nft-empty.json', 'nft-debian-stock.json', 'nft-forward-only.json'])(
  '%s lets every packet in: off',
  async (capture) => {
    expect(await lookAt(capture)).toMatchObject({ state: 'off', incomingDefault: 'accept' })
  },
)

test('an enabled unit without loaded rules is off, and both are told', async () => {
  const marks = ['/etc/systemd/system/multi-user.target.wants/ufw.service']
  const files = { '/etc/ufw/ufw.conf': 'ENABLED=yes\nLOGLEVEL=low\n' }
  expect(await lookAt('nft-empty.json', { marks, files })).toMatchObject({
    state: 'off',
    frontEnds: [
      { tool: 'nftables', isEnabled: false, incomingRules: 0 },
      { tool: 'ufw', isEnabled: true, incomingRules: 0 },
    ],
  })
})

test('rules on IPv4 alone leave the other door open where IPv6 is used', async () => {
  const used = '20010db8000000000000000000000001 02 40 00 80     eth0\n'
  const local = '00000000000000000000000000000001 01 80 10 80       lo\n'
  const at = (addresses: string) =>
    lookAt('nft-iptables-reject.json', { files: { '/proc/net/if_inet6': addresses } })
  expect(await at(local)).toMatchObject({ state: 'on', incomingDefault: 'reject' })
  expect(await at(local + used)).toMatchObject({ state: 'on', incomingDefault: 'accept' })
})

test('without the right to ask the state is unknown, not off', async () => {
  const stderr = 'Operation not permitted (you must be root)\n'
  const facts = await look({ outputs: { [nft]: { exitCode: 1, stderr } } })
  const why = unknown('not-permitted', 'nft ended with 1')
  expect(facts).toMatchObject({ state: why, incomingDefault: why })
})

test('without a tool the state is unknown, unless the kernel proves that it holds no rules', async () => {
  expect(await look({})).toMatchObject({ state: unknown('tool-missing', 'nft') })
  const proof = {
    '/proc/modules': 'ext4 1 1 - Live 0x0\n',
    '/proc/sys/kernel/osrelease': '6.1.0-25-amd64\n',
    '/lib/modules/6.1.0-25-amd64/modules.builtin': 'kernel/fs/ext4/ext4.ko\n',
  }
  expect(await look({ files: proof })).toMatchObject({ state: 'off', incomingDefault: 'accept' })
  const withoutModules = {
    '/proc/modules': 'ext4 1 1 - Live 0x0\n',
    '/proc/sys/kernel/osrelease': '6.1.0-25-amd64\n',
    '/boot/config-6.1.0-25-amd64': 'CONFIG_NETFILTER=y\nCONFIG_NF_TABLES=m\n',
  }
  expect(await look({ files: withoutModules })).toMatchObject({ state: 'off' })
  const loaded = { ...proof, '/proc/modules': 'nf_tables 1 1 - Live 0x0\n' }
  expect(await look({ files: loaded })).toMatchObject({ state: unknown('tool-missing', 'nft') })
})

test('tables of the older kind are asked for only where the kernel has them', async () => {
  const outputs = {
    [nft]: fixture('firewall/nft-empty.json'),
    '/usr/sbin/iptables-legacy-save -t filter': fixture('firewall/iptables-legacy-save-drop.txt'),
  }
  const files = { '/proc/net/ip_tables_names': 'filter\n' }
  expect(await look({ outputs })).toMatchObject({ state: 'off' })
  expect(await look({ outputs, files })).toMatchObject({ state: 'on', incomingDefault: 'drop' })
})

test('tables of the older kind that cannot be listed leave "off" unproved', async () => {
  const outputs = { [nft]: fixture('firewall/nft-empty.json') }
  const facts = await look({ outputs, forbidden: ['/proc/net/ip_tables_names'] })
  expect(facts).toMatchObject({ state: { state: 'unknown', because: 'not-permitted' } })
})

test('iptables-save says what nft says of the same rules', () => {
  const reject = parseIptablesSave(fixture('firewall/iptables-save-reject.txt'), 'ip')
  expect(incomingDefault(reject, 'ip')).toBe('reject')
  const ufw = parseIptablesSave(fixture('firewall/iptables-save-ufw.txt'), 'ip')
  expect(incomingDefault(ufw, 'ip')).toBe('drop')
})

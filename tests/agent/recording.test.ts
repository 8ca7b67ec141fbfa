import { expect, test } from 'vitest'
import { parseRecording, replaySystem, type Recording } from '#agent/recording.ts'
import { snapshotAll } from '#agent/snapshot.ts'
import { openSystem, type System } from '#agent/system.ts'
import { aMachine } from './machine.ts'
import { bodies, nowMs, pseudonym, recorded, redactedBody, sourceOf } from './recorded.ts'

const hashes = {
  person: '$y$j9T$Kq0aX1bZ4cD5eF6gH7iJ8/$0123456789abcdefghijABCDEFGHIJ0123456789abc',
  root: '$6$saltsalt$LongHashOfRootLongHashOfRootLongHashOfRootLongHashOfRoot',
}

/**
 * A workstation whose files name people, hold hashes and hold passwords, in every place that is
 * read.
 */
const workstation = aMachine({
  files: {
    '/etc/os-release': 'ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04"\n',
    '/proc/sys/kernel/osrelease': '6.8.0-45-generic\n',
    '/proc/sys/kernel/hostname': 'tram-01\n',
    '/etc/login.defs': '# nguyenvana looks after this\nUID_MIN 1000\n',
    '/etc/passwd': [
      'root:x:0:0:root:/root:/bin/bash',
      'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
      'nguyenvana:x:1000:1000:Nguyen Van A,,,:/home/nguyenvana:/bin/bash',
      'tranthib:x:900:900:Tran Thi B:/home/tranthib:/home/tranthib/bin/zsh',
      'ubuntu:x:1001:1001::/home/ubuntu:/bin/bash',
    ].join('\n'),
    '/etc/shadow': [
      `root:${hashes.root}:19000:0:99999:7:::`,
      'daemon:*:19000:0:99999:7:::',
      `nguyenvana:${hashes.person}:19000:0:99999:7:::`,
      'tranthib::19000:0:99999:7:::',
      `ubuntu:!${hashes.person}:19000:0:99999:7:::`,
    ].join('\n'),
    '/etc/group': 'sudo:x:27:nguyenvana,ubuntu\nnguyenvana:x:1000:\ntotruong:x:1100:tranthib\n',
    '/etc/sudoers': '%sudo ALL=(ALL:ALL) ALL\nleminhc ALL=(root) NOPASSWD: /usr/bin/apt update\n',
    '/etc/sudoers.d/nguyenvana': '# for nguyenvana\nnguyenvana ALL=(ALL) NOPASSWD: ALL\n',
    '/etc/sudoers.d/nguyenvana.off': 'tranthib ALL=(ALL) NOPASSWD: ALL\n',
    '/etc/gdm3/custom.conf':
      '[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=nguyenvana\nDefaultPassword=matkhau1\n',
    '/etc/systemd/system/getty@tty1.service.d/tranthib.conf':
      '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin tranthib --noclear %I $TERM\n',
    '/etc/ssh/sshd_config':
      'AllowUsers nguyenvana\nInclude /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\n',
    '/etc/ssh/sshd_config.d/10-nguyenvana.conf':
      'PermitRootLogin no\nMatch User tranthib\n  PermitEmptyPasswords yes\n',
    '/var/lib/ubuntu-advantage/status.json': JSON.stringify({
      attached: true,
      account: { name: 'nguyenvana@example.vn' },
      services: [{ name: 'esm-infra', status: 'enabled', description: 'for nguyenvana' }],
    }),
    '/var/lib/dpkg/status':
      'Package: dpkg\nStatus: install ok installed\nMaintainer: nguyenvana\nArchitecture: amd64\nVersion: 1.0\n',
    '/etc/apt/apt.conf.d/20auto-upgrades': 'APT::Periodic::Unattended-Upgrade "1";\n',
    '/etc/apt/apt.conf.d/99proxy':
      'Acquire::http::Proxy "http://nguyenvana:matkhau2@proxy:3128";\n',
    '/etc/apt/sources.list': 'deb http://nguyenvana:matkhau3@kho.vn/ubuntu noble-security main\n',
    '/etc/ufw/ufw.conf': 'ENABLED=yes\n',
  },
  marks: ['/usr/sbin/sshd', '/usr/bin/unattended-upgrade', '/opt/sentinelone/bin/sentinelctl'],
  links: { '/proc/self/ns/pid': 'pid:[4026531836]' },
  outputs: {
    '/opt/sentinelone/bin/sentinelctl version': 'Agent version: 30.1.1.10\n',
    '/opt/sentinelone/bin/sentinelctl control status':
      'Agent state      Enabled\nSite-Key         matkhau4\nUUID  nguyenvana\n',
    '/usr/bin/ss -H -lntup': 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=7,fd=3))\n',
  },
  processes: ['sshd'],
})

test('the facts of a replay are those of the recorder and, but for what is hidden, of the machine', async () => {
  const { recording, bodies: seen, redact } = await recorded(workstation)
  const text = JSON.stringify(recording)
  const replayed = await bodies(replaySystem(parseRecording(text)))
  expect(replayed).toEqual(seen)
  for (const [probe, body] of await bodies(workstation)) {
    const shown = await redactedBody(replayed.get(probe) ?? '""', redact)
    expect(shown, probe).toEqual(await redactedBody(body, redact))
  }
  for (const name of [
    'nguyenvana',
    'Nguyen Van A',
    'tranthib',
    'Tran Thi B',
    'leminhc',
    'totruong',
  ]) {
    expect(text).not.toContain(name)
  }
  expect(text).not.toMatch(/matkhau[0-9]/)
  for (const hash of Object.values(hashes)) {
    for (const part of hash.split('$').slice(2)) expect(text).not.toContain(part)
  }
})

test('a recording keeps what the accounts probe says of people', async () => {
  const replayed = replaySystem((await recorded(workstation)).recording)
  const entries = await snapshotAll(sourceOf(replayed))
  const reading = entries.find(({ probe }) => probe === 'accounts')?.reading
  const person = `person-${pseudonym('nguyenvana')}`
  expect(reading).toMatchObject({
    facts: {
      accounts: expect.arrayContaining([
        {
          name: person,
          kind: 'person',
          isAdministrator: true,
          canSignIn: true,
          password: 'set',
          scheme: 'yescrypt',
        },
        expect.objectContaining({ name: `person-${pseudonym('tranthib')}`, password: 'empty' }),
        expect.objectContaining({ name: 'ubuntu', kind: 'vendor', password: 'locked' }),
      ]),
      automaticLogins: [
        { source: 'gdm', account: person },
        { source: 'getty@tty1.service', account: `person-${pseudonym('tranthib')}` },
      ],
      passwordlessSudo: [
        { subject: person, scope: 'all' },
        { subject: `person-${pseudonym('leminhc')}`, scope: 'narrow' },
      ].sort((left, right) => (left.subject < right.subject ? -1 : 1)),
      ssh: { permitsEmptyPasswords: true, permitsRootLogin: 'no' },
    },
  })
})

test('this machine replays to its own facts, and its recording holds no hash and no name of a person', async () => {
  const system = openSystem()
  const live = await bodies(system)
  const { recording, bodies: seen, redact } = await recorded(system)
  const text = JSON.stringify(recording)
  const replayed = await bodies(replaySystem(parseRecording(text)))
  expect(replayed).toEqual(seen)
  // Listeners come and go between two looks; a host name as short as this one's may be is hidden where it stands alone.
  const comparable = (body = '""') =>
    redactedBody(body.replace(/"hostname":"[^"]*"/, '"hostname":""'), redact)
  for (const [probe, body] of [...live].filter(([id]) => id !== 'ports')) {
    expect(await comparable(replayed.get(probe)), probe).toEqual(await comparable(body))
  }
  for (const { address, mac } of cardsOf(await system.networkInterfaces())) {
    expect(text).not.toContain(`"${address}"`)
    expect(text).not.toContain(mac)
  }
  const shadow = await system.readFile('/etc/shadow')
  const secrets = shadow.ok ? [...shadow.value.matchAll(/\$[^$:]+\$([^:]{8,})/g)] : []
  for (const [, secret = ''] of secrets) expect(text).not.toContain(secret)
  const passwd = await system.readFile('/etc/passwd')
  const people = passwd.ok ? [...passwd.value.matchAll(/^(\w+):[^:]*:([0-9]{4,5}):/gm)] : []
  for (const [, name = '', uid] of people) {
    if (uid === '65534') continue
    expect(text).not.toMatch(new RegExp(`\\b${name}\\b`))
  }
})

test('what was not asked when recorded is not known, which is not the same as absent', async () => {
  const replayed = replaySystem({ ...(await recorded(workstation)).recording, entries: [] })
  expect(await replayed.readFile('/etc/passwd')).toEqual({
    ok: false,
    because: 'not-recorded',
    detail: 'not asked when recorded',
  })
  const entries = await snapshotAll(sourceOf(replayed))
  const reading = entries.find(({ probe }) => probe === 'accounts')?.reading
  expect(reading).toMatchObject({ state: 'unknown', because: 'not-recorded' })
})

test.each([
  ['no JSON', '{'],
  ['something else', '[]'],
  ['a newer version', JSON.stringify({ ...emptyRecording(), version: 2 })],
  [
    'an entry of no known call',
    JSON.stringify({ ...emptyRecording(), entries: [{ call: 'write' }] }),
  ],
])('%s is refused as a recording', (_what, text) => {
  expect(() => parseRecording(text)).toThrow(expect.objectContaining({ code: 'RECORDING_INVALID' }))
})

function emptyRecording(): Recording {
  return {
    format: 'khien recording',
    version: 1,
    platform: 'linux',
    architecture: 'x86_64',
    recordedAtMs: nowMs,
    entries: [],
  }
}

function cardsOf(cards: Awaited<ReturnType<System['networkInterfaces']>>) {
  if (!cards.ok) return []
  const own = cards.value.filter(({ isLoopback }) => !isLoopback)
  return own.flatMap(({ addresses, mac }) => addresses.map((address) => ({ address, mac })))
}

import { expect, test } from 'vitest'
import { accounts } from '#agent/probes/accounts/index.ts'
import {
  parseGdm,
  parseGetty,
  parseLightdm,
  parseSddm,
} from '#agent/probes/accounts/automatic-logins.ts'
import { readPasswordField, redactPasswordField } from '#agent/probes/accounts/passwords.ts'
import { parseSshd } from '#agent/probes/accounts/ssh.ts'
import { parseSudoers, renderSudoers } from '#agent/probes/accounts/sudoers.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { lookAsNobody } from '../as-nobody.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const hash = '$y$j9T$saltsaltsaltsalt$hashhashhashhashhashhash'
const files = {
  '/etc/passwd': [
    'root:x:0:0:root:/root:/bin/bash',
    'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
    'sync:x:4:65534:sync:/bin:/bin/sync',
    'pi:x:1001:1001::/home/pi:/bin/bash',
    'an:x:1000:1000:Nguyen Van An:/home/an:/bin/bash',
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
    '+::::::',
  ].join('\n'),
  '/etc/group': 'root:x:0:\nsudo:x:27:an\nan:x:1000:\n',
  '/etc/shadow': `root:*:1::::::\ndaemon:*:1::::::\nsync:*:1::::::\npi::1::::::\nan:${hash}:1::::::\n`,
}

async function look(parts: MachineParts): Promise<Facts<'accounts'>> {
  const facts = await accounts(aMachine(parts), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return facts
}

test('accounts that let somebody in are listed, people under a pseudonym', async () => {
  const shown = { canSignIn: true, scheme: null }
  expect(await look({ files })).toEqual({
    accounts: [
      {
        name: 'person-ofan0000000',
        kind: 'person',
        isAdministrator: true,
        ...shown,
        password: 'set',
        scheme: 'yescrypt',
      },
      { name: 'pi', kind: 'vendor', isAdministrator: false, ...shown, password: 'empty' },
      { name: 'root', kind: 'system', isAdministrator: true, ...shown, password: 'none' },
    ],
    accountsTotal: 3,
    automaticLogins: [],
    passwordlessSudo: [],
    factoryPasswords: { rules: '2026-11-22', accounts: [] },
    ssh: null,
  })
})

test('an unreadable shadow is "password not known", never "no empty password"', async () => {
  const { accounts: listed } = await look({ files, forbidden: ['/etc/shadow'] })
  const why = unknown('not-permitted', 'shadow: EACCES')
  expect(listed.map(({ password }) => password)).toEqual([why, why, why])
  expect(listed.map(({ scheme }) => scheme)).toEqual([why, why, why])
})

test('the same on this machine, asked by a process that may not read shadow', async (context) => {
  const reading = await lookAsNobody(context, { probe: 'accounts' })
  const why = { state: 'unknown', because: 'not-permitted', detail: 'shadow: EACCES' }
  expect(reading).toMatchObject({
    state: 'known',
    facts: {
      accounts: expect.arrayContaining([
        expect.objectContaining({ name: 'root', password: why, scheme: why }),
      ]),
    },
  })
})

test('sudoers that cannot be read are not "nobody"', async () => {
  const { passwordlessSudo } = await look({ files, forbidden: ['/etc/sudoers'] })
  expect(passwordlessSudo).toEqual(unknown('not-permitted', 'sudoers: EACCES'))
})

test.each([
  ['', 'empty', null],
  ['*', 'none', null],
  ['!', 'none', null],
  ['!*', 'none', null],
  ['!!', 'none', null],
  [hash, 'set', 'yescrypt'],
  [`!${hash}`, 'locked', 'yescrypt'],
  ['$6$salt$hash', 'set', 'sha512'],
  ['$2y$05$hash', 'set', 'bcrypt'],
  ['$1$salt$hash', 'set', 'md5'],
  ['ab1CdEfGhIjKl', 'set', 'des'],
  ['$zz$future', 'set', 'other'],
])('the password field %j is %s (%s), redacted or not', (field, password, scheme) => {
  expect(readPasswordField(field)).toEqual({ password, scheme })
  expect(readPasswordField(redactPasswordField(field))).toEqual({ password, scheme })
})

test('the stock sudoers of Debian asks everybody for a password', () => {
  expect(parseSudoers(fixture('accounts/sudoers-debian-12.txt'))).toEqual([
    { subject: 'root', isPasswordless: false, scope: 'all' },
    { subject: '%sudo', isPasswordless: false, scope: 'all' },
  ])
})

test('any command and a named few are told apart', () => {
  const grants = parseSudoers(
    [
      'zabbix ALL = (ALL) NOPASSWD: /usr/bin/nmap -O *',
      'an, %to ALL=(ALL:ALL) NOPASSWD:ALL # everybody here',
      'binh ALL=(root) /bin/ls, NOPASSWD: /bin/cat, \\',
      '  /bin/id',
      'Defaults:%ops !authenticate',
      'Cmnd_Alias CHEAP = /bin/true',
      '#1000 ALL=NOPASSWD: CHEAP',
    ].join('\n'),
  )
  const passwordless = grants.filter(({ isPasswordless }) => isPasswordless)
  expect(passwordless.map(({ subject, scope }) => [subject, scope])).toEqual([
    ['zabbix', 'narrow'],
    ['an', 'all'],
    ['%to', 'all'],
    ['binh', 'narrow'],
    ['%ops', 'all'],
    ['#1000', 'narrow'],
  ])
  expect(parseSudoers(renderSudoers(grants))).toEqual(grants)
})

test('a right in sudoers for any command makes an administrator', async () => {
  const sudoers = { '/etc/sudoers': '%an ALL=(ALL) ALL\npi ALL=(ALL) NOPASSWD: /sbin/halt\n' }
  const groups = { '/etc/group': 'root:x:0:\nan:x:1000:\n' }
  const { accounts: listed } = await look({ files: { ...files, ...groups, ...sudoers } })
  const names = listed.filter(({ isAdministrator }) => isAdministrator).map(({ name }) => name)
  expect(names).toEqual(['person-ofan0000000', 'root'])
})

test('a sign-in that asks nobody is found in every place that can ask for it', () => {
  expect(parseLightdm('[Seat:*]\nautologin-user=an\n#autologin-user=x\n')).toEqual(['an'])
  expect(parseGdm('[daemon]\nAutomaticLoginEnable = true\nAutomaticLogin = an\n')).toEqual(['an'])
  expect(parseGdm('[daemon]\nAutomaticLoginEnable=false\nAutomaticLogin=an\n')).toEqual([])
  expect(parseSddm('[Users]\nUser=x\n[Autologin]\nUser=an\n')).toEqual(['an'])
  const getty = 'ExecStart=\nExecStart=-/sbin/agetty -o "-p -f -- \\\\u" --autologin an %I\n'
  expect(parseGetty(getty)).toEqual(['an'])
})

test('the first word of sshd_config holds, and a Match can only loosen it', () => {
  expect(parseSshd([fixture('accounts/sshd_config-debian-12.txt')])).toEqual({
    permitsEmptyPasswords: false,
    permitsRootLogin: 'keys-only',
  })
  const first = 'PermitRootLogin no\n'
  const second =
    'PermitRootLogin yes\nMatch User an\nPermitRootLogin yes\nPermitEmptyPasswords yes\n'
  expect(parseSshd([first, second])).toEqual({
    permitsEmptyPasswords: true,
    permitsRootLogin: 'no',
  })
  expect(parseSshd(['PermitRootLogin maybe'])).toMatchObject({ because: 'not-understood' })
})

test('an answer about passwords stands beside the accounts; a recording of before it has none', async () => {
  const files = { '/etc/passwd': 'pi:x:1000:1000::/home/pi:/bin/sh\n', '/etc/group': '' }
  const found = { rules: '2026-11-22', accounts: [{ account: 'pi', rule: 'raspberry-pi-os' }] }
  const denied = { ok: false, because: 'not-permitted', detail: 'EACCES' } as const
  const before = { ...denied, because: 'not-recorded' } as const
  const look = (factoryPasswords: MachineParts['factoryPasswords'] & object) =>
    accounts(aMachine({ files, factoryPasswords }), aLook())
  expect(await look({ ok: true, value: found })).toMatchObject({ factoryPasswords: found })
  expect(await look(denied)).toMatchObject({
    factoryPasswords: { state: 'unknown', because: 'not-permitted' },
  })
  expect(await look(before)).not.toHaveProperty('factoryPasswords')
})

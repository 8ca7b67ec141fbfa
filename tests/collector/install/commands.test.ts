import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import {
  agencyMsiexecCommand,
  linuxCommands,
  msiexecCommand,
  scriptCommand,
} from '#protocol/install-commands.ts'
import {
  byNewestVersion,
  packageKinds,
  packageNameOf,
  packageOf,
} from '#protocol/install-packages.ts'
import { encodeJoin } from '#protocol/join.ts'

const pin = 'A'.repeat(43)
const join = encodeJoin({ address: '[2001:db8::7]:8443', token: 'a'.repeat(32), pins: [pin, pin] })
const commandsOf = (kind: (typeof packageKinds)[number]) =>
  linuxCommands(kind, packageNameOf(kind, '0.1.0'), join)

test('every kind of package is known again by its name', () => {
  for (const kind of packageKinds) {
    const version = kind === 'windows-script' ? '' : '10.2.33'
    expect(packageOf(packageNameOf(kind, '10.2.33'))).toEqual({ kind, version })
  }
})

test('newer versions stand first, number by number', () => {
  expect(['0.9.0', '0.10.0', '0.9.10', '1.0.0'].toSorted(byNewestVersion)).toEqual([
    '1.0.0',
    '0.10.0',
    '0.9.10',
    '0.9.0',
  ])
})

test('a shell reads the join string of a command as one word and as it is', () => {
  for (const kind of packageKinds) {
    for (const { command } of commandsOf(kind)) {
      const shown = command
        .replaceAll(/sudo (KHIEN_JOIN=\S+) /g, '$1 printenv KHIEN_JOIN; : ')
        .replaceAll(/\| sudo /g, '| cat; : ')
        .replaceAll(/sudo /g, ': ')
      expect(execFileSync('sh', ['-c', shown], { encoding: 'utf8' })).toContain(join)
    }
  }
})

test('on Windows a command holds no character that cmd.exe or PowerShell reads', () => {
  const file = packageNameOf('windows-msi', '0.1.0')
  for (const command of [msiexecCommand(file, join), agencyMsiexecCommand(file)]) {
    expect(command).toMatch(/^msiexec \/i [A-Za-z0-9._-]+ \/qn( JOIN=[A-Za-z0-9._-]+)?$/)
  }
})

test('the command for the script holds none either', () => {
  expect(scriptCommand(packageNameOf('windows-script', ''), join)).toMatch(
    /^powershell\.exe -NoProfile -ExecutionPolicy Bypass -File khien-legacy\.ps1 -Join [A-Za-z0-9._-]+$/,
  )
})

test.each(['a b', 'a"b', "a'b", 'a&b', 'a;b', '$(a)', '%A%', 'a`b', 'a|b', '', 'ă'])(
  '“%s” never stands in a command',
  (text) => {
    expect(() => msiexecCommand(text, join)).toThrow('no plain word')
    expect(() => msiexecCommand('a.msi', text)).toThrow('no plain word')
    expect(() => linuxCommands('linux-x64-deb', text, join)).toThrow('no plain word')
  },
)

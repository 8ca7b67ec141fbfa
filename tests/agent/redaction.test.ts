import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exposureOf } from '#agent/probes/ports/exposure.ts'
import {
  maskAddress,
  maskAddressesIn,
  maskIfInet6,
  maskMac,
  maskProcNet,
} from '#agent/redaction/addresses.ts'
import { masksFor } from '#agent/redaction/masks.ts'
import { createRealNames } from '#agent/redaction/real-names.ts'
import { parseProcNet } from '#agent/probes/ports/proc-net.ts'
import { pseudonym } from './recorded.ts'

const nobody = { people: [], hosts: [], serials: [], macs: [], addresses: [] }

describe('an address', () => {
  test('keeps how far it reaches, whatever it is', () => {
    const addresses = fc.oneof(fc.ipV4(), fc.ipV6())
    fc.assert(
      fc.property(addresses, (address) => {
        const masked = maskAddress(address, pseudonym)
        expect(exposureOf(masked)).toBe(
          exposureOf(new URL(hostOf(address)).hostname.replaceAll(/[[\]]/g, '')),
        )
        expect(maskAddress(address, pseudonym)).toBe(masked)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['::0:0.0.0.0', '::'],
    ['0:0:0:0:0:0:0.0.0.1', '::1'],
  ])('%s, which ends like an IPv4 address, is %s', (address, same) => {
    expect(maskAddress(address, pseudonym)).toBe(same)
  })

  test.each(['0.0.0.0', '127.0.0.1', '255.255.255.0', '224.0.0.251', '::', '::1', 'ff02::fb', '*'])(
    '%s names nobody and stays',
    (address) => expect(maskAddress(address, pseudonym)).toBe(address),
  )

  test('of a person’s machine does not stay, and keeps its scope', () => {
    for (const address of ['10.1.2.3', '192.168.1.20', '113.160.1.1', '2405:4800::1', 'fd00::2']) {
      expect(maskAddress(address, pseudonym)).not.toBe(address)
    }
    expect(maskAddress('fe80::1%eth0', pseudonym)).toMatch(/^fe80::[0-9a-f:]+%eth0$/)
    expect(maskAddress('::ffff:10.1.2.3', pseudonym)).toBe(
      `::ffff:${maskAddress('10.1.2.3', pseudonym)}`,
    )
  })

  test('is the same one in every way in which a system writes it', () => {
    const v4 = maskAddress('192.168.1.20', pseudonym)
    const v6 = maskAddress('2405:4800::1', pseudonym)
    expect(
      maskAddressesIn('tcp LISTEN 0 1 192.168.1.20:22 [2405:4800::1]:443 [::]:*', pseudonym),
    ).toBe(`tcp LISTEN 0 1 ${v4}:22 [${v6}]:443 [::]:*`)
    const row = (address: string) => `0: ${address}:0016 00000000:0000 0A 0 0 0 0 0 77`
    const [tcp] = parseProcNet(maskProcNet(row('1401A8C0'), pseudonym), 'tcp')
    const [tcp6] = parseProcNet(
      maskProcNet(row('00480524000000000000000001000000'), pseudonym),
      'tcp',
    )
    expect([tcp?.address, tcp6?.address]).toEqual([v4, v6])
    const digits = '24054800000000000000000000000001'
    const [masked = ''] = maskIfInet6(`${digits} 02 40 00 80 eth0`, pseudonym).split(' ')
    expect(new URL(hostOf((masked.match(/.{4}/g) ?? []).join(':'))).hostname).toBe(`[${v6}]`)
  })

  test('of a card names no vendor', () => {
    expect(maskMac('3c:ec:ef:12:34:56', pseudonym)).toMatch(/^02(:[0-9a-f]{2}){5}$/)
    expect(maskMac('00:00:00:00:00:00', pseudonym)).toBe('00:00:00:00:00:00')
  })
})

describe('a text', () => {
  const known = {
    ...nobody,
    people: ['NguyenVanA', 'Trần Thị B', 'minh', 'user'],
    hosts: ['KETOAN-PC01'],
    serials: ['PF3K9XYZ', 'To Be Filled By O.E.M.'],
    addresses: ['30.1.1.10'],
  }
  const { text } = masksFor(known, pseudonym)
  const person = (name: string) => `person-${pseudonym(name)}`

  test.each([
    [
      'a long name counts inside another word, in any case',
      'NGUYENVANAtool.exe',
      `${person('NguyenVanA')}tool.exe`,
    ],
    ['a short name stands alone', 'minh-sync and minhthu', `${person('minh')}-sync and minhthu`],
    ['a name of several words', 'của Trần Thị B', `của ${person('Trần Thị B')}`],
    ['a word of every system stays', 'User Manager', 'User Manager'],
    [
      'a serial, and not what makers leave',
      'PF3K9XYZ / To Be Filled By O.E.M.',
      `serial-${pseudonym('serial PF3K9XYZ')} / To Be Filled By O.E.M.`,
    ],
    [
      'an address of this machine, and no version',
      '30.1.1.10 30.1.1.101',
      `${maskAddress('30.1.1.10', pseudonym)} 30.1.1.101`,
    ],
    [
      'an e-mail, and no unit',
      'le.c@tinh.gov.vn getty@tty1.service',
      `mail-${pseudonym('mail le.c@tinh.gov.vn')} getty@tty1.service`,
    ],
    ['a product key', 'VK7JG-NPHTM-C97JM-9MPGT-3V66T', 'XXXXX-XXXXX-XXXXX-XXXXX-XXXXX'],
    [
      'a profile folder of somebody unknown',
      'C:\\Users\\lethic\\a.exe',
      `C:\\Users\\${person('lethic')}\\a.exe`,
    ],
    ['the folder of all', 'C:\\Users\\Public\\a.exe', 'C:\\Users\\Public\\a.exe'],
  ])('%s', (_rule, before, after) => expect(text(before)).toBe(after))

  test('a SID keeps its RID and loses its machine, the same way each time', () => {
    const masked = text('S-1-5-21-1004336348-1177238915-682003330-1001')
    expect(masked).toMatch(/^S-1-5-21-\d+-\d+-\d+-1001$/)
    expect(masked).not.toContain('1004336348')
    const admin = text('S-1-5-21-1004336348-1177238915-682003330-500')
    expect(admin.replace(/500$/, '1001')).toBe(masked)
    expect(text('S-1-5-18')).toBe('S-1-5-18')
  })

  test.each([
    ['http://wsus.tinh.gov.vn:8530', /^http:\/\/host-[0-9a-f]{12}:8530$/],
    ['https://10.1.2.3/path?x', /^https:\/\/10\.\d+\.\d+\.\d+$/],
    ['ksc01', /^host-[0-9a-f]{12}$/],
  ])('a server, %s, is a server under another name', (before, after) => {
    expect(masksFor(nobody, pseudonym).server(before)).toMatch(after)
  })
})

test('a path of hidden names leads to the real place, in any case on Windows', () => {
  const names = createRealNames('\\')
  names.learn({ folder: 'SOFTWARE\\A', shown: 'S-1-5-21-9', real: 'S-1-5-21-1' })
  names.learn({ folder: 'SOFTWARE\\A\\S-1-5-21-9', shown: 'person-x', real: 'lethic' })
  expect(names.resolve('software\\a\\s-1-5-21-9\\person-x\\Keys')).toBe(
    'SOFTWARE\\A\\S-1-5-21-1\\lethic\\Keys',
  )
  expect(names.resolve('SOFTWARE\\B')).toBe('SOFTWARE\\B')
})

function hostOf(address: string): string {
  return `http://${address.includes(':') ? `[${address}]` : address}`
}

import { describe, expect, test } from 'vitest'
import { joinPlaceholder, withJoin } from '#domain/agency-installer.ts'
import { encodeJoin } from '#protocol/join.ts'
import { pinOfNobody } from '#tests/support/protocol-peer.ts'

const joinTo = (address: string) =>
  encodeJoin({ address, token: 'a'.repeat(32), pins: [pinOfNobody, pinOfNobody] })
const joined = joinTo('khien.example:8443')
const installerOf = (...parts: readonly string[]) => Buffer.from(parts.join(''), 'latin1')
const installer = installerOf('K before ', joinPlaceholder, ' after')

describe('the installer of an agency', () => {
  test('has the join string where room was, and every other byte as it was', () => {
    const made = Buffer.from(withJoin(installer, joined))
    const room = made.subarray(9, 9 + joinPlaceholder.length).toString()
    expect(made.length).toBe(installer.length)
    expect(room.trimEnd()).toBe(joined)
    expect(made.subarray(0, 9)).toEqual(installer.subarray(0, 9))
    expect(made.subarray(9 + room.length).toString()).toBe(' after')
    expect(installer.toString()).toContain(joinPlaceholder)
  })

  test('takes the longest join string that there is', () => {
    const longest = joinTo(`${'a'.repeat(254)}:65535`)
    expect(Buffer.from(withJoin(installer, longest)).toString()).toContain(`${longest} `)
  })

  test('takes no text that is no join string, and none that is too long', () => {
    expect(() => withJoin(installer, 'https://khien.example')).toThrow('JOIN_STRING_INVALID')
    const body = Buffer.from(joined.replace('khien1.', ''), 'base64url').toString()
    const padded = `khien1.${Buffer.from(body.replace('{', `{${' '.repeat(400)}`)).toString('base64url')}`
    expect(() => withJoin(installer, padded)).toThrow('JOIN_STRING_INVALID')
  })

  test.each([
    ['nothing', ''],
    ['no room', 'an installer of something else'],
    ['half a room', joinPlaceholder.slice(0, -1)],
    ['two rooms', joinPlaceholder + joinPlaceholder],
  ])('is not made of a file with %s', (_name, text) => {
    expect(() => withJoin(installerOf(text), joined)).toThrow('INSTALLER_NOT_JOINABLE')
  })

  test('is not made of the installer of another agency', () => {
    expect(() => withJoin(withJoin(installer, joined), joined)).toThrow('INSTALLER_NOT_JOINABLE')
  })
})

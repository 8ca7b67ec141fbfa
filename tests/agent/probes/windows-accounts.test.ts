import { describe, expect, test } from 'vitest'
import { accounts } from '#agent/probes/accounts/index.ts'
import type { WindowsAccount } from '#agent/windows-system.ts'
import { accounts as spec } from '#protocol/facts/accounts.ts'
import { limits } from '#protocol/limits.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type GivenValue, type WindowsParts } from '../windows-machine.ts'

// Answers written from Microsoft's pages on USER_INFO_3, well-known SIDs and automatic logon; none
// is a capture.

const options = 'SYSTEM\\CurrentControlSet\\Control\\ProductOptions'
const winlogon = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon'
const workstation = { [options]: { ProductType: 'WinNT' } }
const normal = 0x0200
const disabled = 0x0002

const anAccount = (changes: Partial<WindowsAccount>): WindowsAccount => ({
  rid: 1001,
  name: 'nguyenvana',
  flags: normal,
  privilege: 1,
  passwordAgeSeconds: 100,
  ...changes,
})

async function read(parts: WindowsParts) {
  const machine = aWindowsMachine({ registry: workstation, services: [], ...parts })
  const facts = await accounts(machine, aLook())
  if (!isUnknown(facts)) spec.facts.parse(facts)
  return facts
}

async function known(parts: WindowsParts) {
  const facts = await read(parts)
  if (isUnknown(facts)) throw new Error(facts.because)
  return facts
}

const listOf = async (...list: readonly WindowsAccount[]) =>
  (await known({ accounts: list })).accounts

describe('the name of an account', () => {
  test.each([
    [500, 'Quản trị viên', { name: 'Administrator', kind: 'system' }],
    [500, 'Administrateur', { name: 'Administrator', kind: 'system' }],
    [501, 'Khách', { name: 'Guest', kind: 'system' }],
    [503, 'DefaultAccount', { name: 'DefaultAccount', kind: 'system' }],
    [504, 'WDAGUtilityAccount', { name: 'WDAGUtilityAccount', kind: 'system' }],
    [1001, 'Admin', { name: 'admin', kind: 'vendor' }],
    [1002, 'Nguyễn Văn A', { name: 'person-ofnguynvna00', kind: 'person' }],
  ])('of %i "%s" leaves the machine as %j', async (rid, name, shown) => {
    expect(await listOf(anAccount({ rid, name }))).toMatchObject([shown])
  })

  test('of a person never leaves it', async () => {
    const facts = await known({
      accounts: [anAccount({ name: 'nguyenvana' })],
      registry: {
        ...workstation,
        [winlogon]: { AutoAdminLogon: '1', DefaultUserName: 'SO-TTTT\\NguyenVanA' },
      },
    })
    const person = expect.stringMatching(/^person-/)
    expect(facts).toMatchObject({
      accounts: [{ name: person }],
      automaticLogins: [{ account: facts.accounts[0]?.name }],
    })
  })
})

describe('what an account may', () => {
  test.each([
    [normal, { canSignIn: true, password: 'set' }],
    [normal | 0x0020, { canSignIn: true, password: 'not-required' }],
    [normal | disabled, { canSignIn: false, password: 'locked' }],
    [normal | 0x0010, { canSignIn: false, password: 'locked' }],
    [normal | disabled | 0x0020, { canSignIn: false, password: 'locked' }],
  ])('with the flags %i is %j', async (flags, expected) => {
    expect(await listOf(anAccount({ flags }))).toMatchObject([expected])
  })

  test('only the privilege 2 makes an administrator', async () => {
    const made = await listOf(
      anAccount({ rid: 500, privilege: 2 }),
      anAccount({ rid: 501, name: 'Khách', privilege: 0 }),
    )
    expect(made.map(({ isAdministrator }) => isAdministrator)).toEqual([true, false])
  })

  test('of too many accounts those that can sign in are told', async () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      anAccount({ rid: 1001 + index, name: `a${index}`, flags: normal | disabled }),
    )
    const open = anAccount({ rid: 500, name: 'z' })
    const facts = await known({ accounts: [...many, open] })
    expect(facts.accountsTotal).toBe(201)
    expect(facts.accounts).toHaveLength(limits.accountsMax)
    expect(facts.accounts.some(({ name }) => name === 'Administrator')).toBe(true)
  })
})

describe('a domain controller', () => {
  const expected = {
    state: 'unknown',
    because: 'not-permitted',
    detail: 'domain controller: accounts are those of the domain',
  }

  test('is asked for no account at all', async () => {
    const machine = aWindowsMachine({ registry: { [options]: { ProductType: 'LanmanNT' } } })
    let asked = 0
    const localAccounts = async () => {
      asked += 1
      return { ok: true, value: [anAccount({})] } as const
    }
    expect(await accounts({ ...machine, localAccounts }, aLook())).toEqual(expected)
    expect(asked).toBe(0)
  })

  test('that the door recognises is unknown too', async () => {
    const refused = { because: 'not-permitted', detail: 'domain controller' } as const
    expect(await read({ registry: {}, accounts: refused })).toMatchObject({
      because: 'not-permitted',
    })
  })
})

describe('automatic sign-in', () => {
  const loginsOf = async (values: Record<string, GivenValue>) => {
    const registry = { ...workstation, [winlogon]: values }
    const list = [anAccount({ rid: 500, name: 'Quản trị viên' })]
    return (await known({ accounts: list, registry })).automaticLogins
  }
  const asAdministrator = { AutoAdminLogon: '1', DefaultUserName: 'quản trị viên' }

  test.each(['1', 1])('is on where AutoAdminLogon is %j', async (AutoAdminLogon) => {
    expect(await loginsOf({ ...asAdministrator, AutoAdminLogon })).toEqual([
      { source: 'Winlogon', account: 'Administrator', hasStoredPassword: false },
    ])
  })

  test.each([
    {},
    { AutoAdminLogon: '0' },
    { AutoAdminLogon: 0 },
    { AutoAdminLogon: '' },
    { ...asAdministrator, AutoLogonCount: 0 },
  ])('is off with %j', async (values) => {
    expect(await loginsOf(values)).toEqual([])
  })

  test('of a stored password only its presence is told', async () => {
    const logins = await loginsOf({ ...asAdministrator, DefaultPassword: 'Tuyen@Quang1' })
    expect(logins).toMatchObject([{ hasStoredPassword: true }])
    expect(JSON.stringify(logins)).not.toContain('Tuyen')
    expect(await loginsOf({ ...asAdministrator, DefaultPassword: '' })).toMatchObject([
      { hasStoredPassword: false },
    ])
  })

  test('without the name of an account is told all the same', async () => {
    expect(await loginsOf({ AutoAdminLogon: '1' })).toMatchObject([{ account: '-' }])
  })

  test('is unknown where its switch is of another type, or cannot be read', async () => {
    expect(await loginsOf({ AutoAdminLogon: { type: 'binary', value: '01' } })).toMatchObject({
      because: 'not-understood',
    })
    const registry = { ...workstation, [winlogon]: { because: 'not-permitted' } as const }
    const facts = await known({ accounts: [], registry })
    expect(facts.automaticLogins).toMatchObject({ because: 'not-permitted' })
  })
})

test('without sshd there is no server; with it its settings are unknown', async () => {
  const sshWith = async (services: NonNullable<WindowsParts['services']>) =>
    (await known({ accounts: [], services })).ssh
  expect(await sshWith([])).toBe(null)
  expect(await sshWith(['sshd'])).toMatchObject({ because: 'not-supported' })
  expect(await sshWith({ because: 'timed-out' })).toMatchObject({ because: 'timed-out' })
})

test('accounts that cannot be listed are unknown, not none', async () => {
  expect(await read({ accounts: { because: 'timed-out' } })).toMatchObject({ because: 'timed-out' })
})

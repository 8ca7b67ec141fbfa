import { expect, test } from 'vitest'
import { readWindowsRules } from '#agent/probes/accounts/windows-rules.ts'
import { productContext } from '#domain/context.ts'
import { judge } from '#domain/judge.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown } from '#protocol/values.ts'
import { aWindowsHost, healthyFacts } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'
import { aWindowsMachine, type GivenRegistry } from '../windows-machine.ts'

const lsa = 'SYSTEM\\CurrentControlSet\\Control\\Lsa'
const policies = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\LAPS'
const legacy = 'SOFTWARE\\Policies\\Microsoft Services\\AdmPwd'

test.each([
  [{}, { limitsBlankPasswords: true, laps: 'none' }],
  [{ [lsa]: { LimitBlankPasswordUse: 1 } }, { limitsBlankPasswords: true }],
  [{ [lsa]: { limitblankpassworduse: 0 } }, { limitsBlankPasswords: false }],
  [
    { [lsa]: { LimitBlankPasswordUse: 7 } },
    { limitsBlankPasswords: { because: 'not-understood' } },
  ],
  [{ [lsa]: { because: 'not-permitted' } }, { limitsBlankPasswords: { because: 'not-permitted' } }],
  [{ [policies]: { BackupDirectory: 2 } }, { laps: 'windows' }],
  [{ [policies]: { BackupDirectory: 0 }, [legacy]: { AdmPwdEnabled: 1 } }, { laps: 'none' }],
  [{ [legacy]: { AdmPwdEnabled: 1 } }, { laps: 'legacy' }],
] as [GivenRegistry, object][])('rules of Windows with %j are %j', async (registry, rules) => {
  expect(await readWindowsRules(aWindowsMachine({ registry }))).toMatchObject(rules)
})

const guest = { name: 'Guest', kind: 'system', isAdministrator: false, canSignIn: true } as const
const rules = { limitsBlankPasswords: true, laps: 'none' } as const

test.each([
  ['what Windows delivers', { windowsRules: rules }, 'met', 'credentials-clean'],
  [
    'empty passwords from the network',
    { windowsRules: { ...rules, limitsBlankPasswords: false } },
    'unmet',
    'blank-passwords-from-network',
  ],
  [
    'a limit that nobody could read',
    { windowsRules: { ...rules, limitsBlankPasswords: unknown('not-permitted') } },
    'unknown',
    'credentials-unknown',
  ],
  [
    'the guest',
    {
      accounts: [...healthyFacts.accounts.accounts, { ...guest, password: 'set', scheme: null }],
      accountsTotal: 2,
    },
    'unmet',
    'account-guest-enabled',
  ],
] as [string, Partial<Facts<'accounts'>>, string, string][])('%s is %j: %s', (...given) => {
  const [, accounts, state, key] = given
  const found = judge(aWindowsHost({ accounts }), productContext, aMomentMs).find(
    ({ control }) => control === 'no-default-credentials',
  )
  expect(found?.judgement).toMatchObject({ state, reason: { key } })
})

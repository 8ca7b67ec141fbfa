import { expect, test } from 'vitest'
import { productContext } from '#domain/context.ts'
import { judge } from '#domain/judge.ts'
import type { ControlId } from '#protocol/controls.ts'
import { unknown } from '#protocol/values.ts'
import { aHost, healthyFacts, type Differences } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

const dayMs = 86_400_000

function judged(control: ControlId, differences: Differences = {}, nowMs = aMomentMs) {
  const found = judge(aHost(differences), productContext, nowMs).find(
    (answer) => answer.control === control,
  )
  return { state: found?.judgement.state, reason: found?.judgement.reason.key }
}

test('a healthy machine meets every control', () => {
  const states = judge(aHost(), productContext, aMomentMs).map(({ judgement }) => judgement.state)
  expect(new Set(states)).toEqual(new Set(['met']))
})

test('a probe that never answered is unknown, and one that could not look is unknown', () => {
  expect(judged('firewall-on', { firewall: 'never' })).toEqual({
    state: 'unknown',
    reason: 'not-looked',
  })
  expect(judged('patched', { patches: unknown('not-permitted') })).toEqual({
    state: 'unknown',
    reason: 'could-not-look',
  })
})

test('an answer that the machine stopped giving is stale, one of a machine that is off is not', () => {
  const host = aHost()
  const later = aMomentMs + 3 * dayMs
  const { firewall, ...others } = aHost({}, later)
  expect(others.os?.observedAtMs).toBe(later)
  const stopped = { ...others, ...(host.firewall ? { firewall: host.firewall } : {}) }
  const stateOf = (facts: typeof host) =>
    judge(facts, productContext, later).find(({ control }) => control === 'firewall-on')?.judgement
      .state
  expect(firewall?.observedAtMs).toBe(later)
  expect(stateOf(stopped)).toBe('unknown')
  expect(stateOf(host)).toBe('met')
})

test('stale security lists make "nothing waits" unknown, never patched', () => {
  const [list] = healthyFacts.patches.securityLists as never as [object]
  const old = [{ ...list, fetchedAtMs: aMomentMs - 7 * dayMs }] as never
  expect(judged('patched', { patches: { securityLists: old } })).toEqual({
    state: 'unknown',
    reason: 'patches-lists-stale',
  })
  expect(judged('patched', { patches: { securityLists: [] } })).toEqual({
    state: 'unknown',
    reason: 'patches-lists-missing',
  })
})

test('an update that waits is unmet, however old the lists are', () => {
  const patches = { securityUpdatesAvailable: 68, securityLists: unknown('not-readable') }
  expect(judged('patched', { patches })).toEqual({ state: 'unmet', reason: 'patches-pending' })
})

test('a restart that is due does not undo that the updates are installed', () => {
  expect(judged('patched', { patches: { rebootReasons: ['kernel'] } })).toEqual({
    state: 'met',
    reason: 'patches-after-reboot',
  })
})

test('a release without support is not patched, even with nothing waiting', () => {
  const os = { version: '10', name: 'Debian GNU/Linux 10 (buster)' }
  expect(judged('os-supported', { os })).toEqual({ state: 'unmet', reason: 'os-support-ended' })
  expect(judged('patched', { os })).toEqual({
    state: 'unmet',
    reason: 'os-support-ended-no-patches',
  })
})

test('what runs a release that the catalogue does not know is not called patched', () => {
  const os = { distribution: 'arch', version: null, name: 'Arch Linux' }
  expect(judged('patched', { os })).toEqual({ state: 'unknown', reason: 'os-not-in-catalogue' })
})

test('Debian LTS needs no purchase; Ubuntu ESM and Windows ESU count only where they are seen', () => {
  expect(judged('os-supported', { os: { version: '12' } })).toEqual({
    state: 'met',
    reason: 'os-supported-extended',
  })
  const ubuntu = { distribution: 'ubuntu', version: '20.04' }
  expect(judged('os-supported', { os: ubuntu }).state).toBe('unmet')
  expect(judged('os-supported', { os: { ...ubuntu, supportPrograms: ['ubuntu-pro'] } })).toEqual({
    state: 'met',
    reason: 'os-supported-extended',
  })
  const windows = { distribution: 'windows', version: '10-22h2', edition: 'Core' }
  const hidden = { ...windows, supportPrograms: unknown('not-permitted') }
  expect(judged('os-supported', { os: hidden })).toEqual({
    state: 'unknown',
    reason: 'os-support-program-unknown',
  })
})

test('the edition decides where Microsoft ends support on two dates, and 8.1 is not 8', () => {
  const windows = { distribution: 'windows', version: '11-24h2' }
  expect(judged('os-supported', { os: { ...windows, edition: 'Professional' } }).state).toBe(
    'unmet',
  )
  expect(judged('os-supported', { os: { ...windows, edition: 'Enterprise' } }).state).toBe('met')
  expect(judged('os-supported', { os: { ...windows, edition: 'EnterpriseS' } }).state).toBe('met')
  expect(judged('os-supported', { os: { ...windows, edition: null } }).state).toBe('unknown')
  const [older] = judge(
    aHost({ os: { distribution: 'windows', version: '8.1', edition: 'Core' } }),
    productContext,
    aMomentMs,
  ).filter(({ control }) => control === 'os-supported')
  expect(older?.judgement.reason.params['name']).toBe('Windows 8.1')
})

test('a minor release is supported as its major one is', () => {
  const os = { distribution: 'almalinux', version: '9.4' }
  expect(judged('os-supported', { os }).state).toBe('met')
})

test('the last day of support is a supported day', () => {
  const lastDayMs = Date.parse('2028-06-30T23:59:59.999+07:00')
  expect(judged('os-supported', { os: { version: '12' } }, lastDayMs).state).toBe('met')
  expect(judged('os-supported', { os: { version: '12' } }, lastDayMs + 1).state).toBe('unmet')
})

test('an enabled firewall without rules is unmet and says which', () => {
  const frontEnds = [{ tool: 'nftables', isEnabled: true, incomingRules: 0 }] as const
  expect(judged('firewall-on', { firewall: { state: 'off', frontEnds: [...frontEnds] } })).toEqual({
    state: 'unmet',
    reason: 'firewall-unit-without-rules',
  })
})

test('a container whose firewall cannot be seen is unknown: its host filters', () => {
  const os = { installation: 'container' } as const
  const firewall = { state: unknown('not-permitted') }
  expect(judged('firewall-on', { os, firewall })).toEqual({
    state: 'unknown',
    reason: 'container-shares-host',
  })
})

const mysql = {
  transport: 'tcp',
  address: '0.0.0.0',
  port: 3306,
  exposure: 'any',
  program: 'mariadbd',
  service: null,
} as const
const withMysql = { listeners: [mysql], listenersTotal: 1 }

test('a risky port is exposed with the firewall off, and unknown with it on: on is not blocked', () => {
  expect(judged('no-exposed-services', { ports: withMysql, firewall: { state: 'off' } })).toEqual({
    state: 'unmet',
    reason: 'ports-exposed',
  })
  expect(judged('no-exposed-services', { ports: withMysql })).toEqual({
    state: 'unknown',
    reason: 'ports-exposed-if-allowed',
  })
  const hidden = { state: unknown('not-permitted') }
  expect(judged('no-exposed-services', { ports: withMysql, firewall: hidden })).toEqual({
    state: 'unknown',
    reason: 'ports-firewall-unknown',
  })
  expect(judged('no-exposed-services', { ports: withMysql, firewall: 'never' })).toEqual({
    state: 'unknown',
    reason: 'ports-firewall-unknown',
  })
})

test('a risky port that only this machine can reach is no finding', () => {
  const ports = { listeners: [{ ...mysql, exposure: 'loopback' as const }], listenersTotal: 1 }
  expect(judged('no-exposed-services', { ports, firewall: { state: 'off' } }).state).toBe('met')
})

test('a list of ports that was cut is not called clean', () => {
  expect(judged('no-exposed-services', { ports: { listenersTotal: 300 } })).toEqual({
    state: 'unknown',
    reason: 'ports-list-cut',
  })
})

test.each([
  ['an empty password', { accounts: [accountWith({ password: 'empty' })] }, 'unmet'],
  [
    'an empty password of a locked-out account',
    { accounts: [accountWith({ password: 'empty', canSignIn: false })] },
    'met',
  ],
  [
    'NOPASSWD for any command',
    { passwordlessSudo: [{ subject: 'zabbix', scope: 'all' }] },
    'unmet',
  ],
  ['NOPASSWD for root', { passwordlessSudo: [{ subject: 'root', scope: 'all' }] }, 'met'],
  [
    'NOPASSWD for one command',
    { passwordlessSudo: [{ subject: 'zabbix', scope: 'narrow' }] },
    'met',
  ],
  ['automatic login of root', { automaticLogins: [{ source: 'getty', account: 'root' }] }, 'unmet'],
  [
    'automatic login of nobody known',
    { automaticLogins: [{ source: 'gdm', account: 'x' }] },
    'unknown',
  ],
  [
    'ssh with empty passwords',
    { ssh: { permitsEmptyPasswords: true, permitsRootLogin: 'no' } },
    'unmet',
  ],
  ['no ssh server', { ssh: null }, 'met'],
  ['sudoers that could not be read', { passwordlessSudo: unknown('not-permitted') }, 'unknown'],
  [
    'an account of a maker with the password of the maker',
    { factoryPasswords: comparedWith({ account: 'pi', rule: 'raspberry-pi-os' }) },
    'unmet',
  ],
  [
    'an account of a maker with another password',
    { factoryPasswords: comparedWith({ account: 'pi', rule: null }) },
    'met',
  ],
  [
    'a password too costly to compare',
    { factoryPasswords: comparedWith({ account: 'pi', rule: unknown('too-costly') }) },
    'unknown',
  ],
  [
    'passwords that nobody could compare',
    { factoryPasswords: unknown('not-permitted') },
    'unknown',
  ],
  ['an agent that does not compare', { factoryPasswords: undefined }, 'met'],
  ['a list of accounts that was cut', { accountsTotal: 200 }, 'unknown'],
] as const)('%s', (_name, accounts, state) => {
  expect(judged('no-default-credentials', { accounts: accounts as never }).state).toBe(state)
})

test('a default password of an administrator is critical, of another account high', () => {
  const found = (account: string) => {
    const accounts = { factoryPasswords: comparedWith({ account, rule: 'vagrant' }) } as never
    return judge(aHost({ accounts }), productContext, aMomentMs).find(
      ({ control }) => control === 'no-default-credentials',
    )?.judgement
  }
  const reason = { key: 'account-factory-password', params: { account: 'root', rule: 'vagrant' } }
  expect(found('root')).toMatchObject({ severity: 'critical', reason, evidence: [reason] })
  expect(found('vagrant')).toMatchObject({ severity: 'high' })
})

function comparedWith(account: object): object {
  return { rules: '2026-11-22', accounts: [account] }
}

function accountWith(difference: object): object {
  return { ...healthyFacts.accounts.accounts[0], ...difference }
}

import { expect, test } from 'vitest'
import { productContext } from '#domain/context.ts'
import { controls } from '#domain/controls/registry.ts'
import { judge } from '#domain/judge.ts'
import type { ControlId } from '#protocol/controls.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown } from '#protocol/values.ts'
import { aWindowsHost, healthyFacts, type Differences } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

function judged(control: ControlId, differences: Differences = {}) {
  const host = aWindowsHost(differences)
  const { state, severity, reason, evidence } = controls[control].judge(
    host,
    productContext,
    aMomentMs,
  )
  return { state, severity, reason: reason.key, evidence: evidence.map(({ key }) => key) }
}

test('a healthy Windows meets every control but the licence that nobody has decided about', () => {
  const verdicts = judge(aWindowsHost(), productContext, aMomentMs)
  const others = verdicts.filter(({ judgement }) => judgement.state !== 'met')
  expect(others.map(({ control, judgement }) => [control, judgement.reason.key])).toEqual([
    ['antivirus-licensed', 'av-licence-built-in'],
  ])
})

type RemoteAccess = Partial<Facts<'remote-access'>>
const desktop = (isAsked: boolean) => ({ port: 3389, requiresNetworkAuthentication: isAsked })

type Case = readonly [what: string, difference: RemoteAccess, verdict: readonly [string, string]]

test.each<Case>([
  ['SMBv1 that is served', { smb1Server: 'on' }, ['unmet', 'remote-smb1-on']],
  [
    'a desktop for anybody',
    { remoteDesktop: desktop(false) },
    ['unmet', 'remote-desktop-without-nla'],
  ],
  ['a desktop that asks first', { remoteDesktop: desktop(true) }, ['met', 'remote-access-safe']],
  ['SMBv1 unseen', { smb1Server: unknown('not-readable') }, ['unknown', 'remote-access-unknown']],
  [
    'a desktop of which it cannot be told',
    { remoteDesktop: { port: 3389, requiresNetworkAuthentication: unknown('not-readable') } },
    ['unknown', 'remote-access-unknown'],
  ],
  ['tools unseen', { tools: unknown('timed-out') }, ['met', 'remote-access-safe']],
])('remote access: %s', (_what, difference, [state, reason]) => {
  expect(judged('remote-access-safe', { 'remote-access': difference })).toMatchObject({
    state,
    reason,
  })
})

test('SMBv1 is graver than a desktop without NLA, and remote tools are only told', () => {
  const tools = [
    { id: 'anydesk', name: 'AnyDesk', isRunning: false },
    { id: 'ultraviewer', name: 'UltraViewer', isRunning: true },
  ]
  expect(
    judged('remote-access-safe', {
      'remote-access': { smb1Server: 'on', remoteDesktop: desktop(false), tools },
    }),
  ).toEqual({
    state: 'unmet',
    severity: 'high',
    reason: 'remote-smb1-on',
    evidence: [
      'remote-smb1-on',
      'remote-desktop-without-nla',
      'remote-tool-running',
      'remote-tool-installed',
    ],
  })
})

const profile = (state: 'on' | 'off', isActive: boolean | ReturnType<typeof unknown>) => ({
  name: 'public',
  state,
  isByPolicy: true,
  isActive,
})

test('a firewall profile that is off counts where its network is in use', () => {
  const withProfile = (one: ReturnType<typeof profile>) =>
    judged('firewall-on', { firewall: { profiles: [one] } })
  expect(withProfile(profile('off', true))).toMatchObject({
    state: 'unmet',
    reason: 'firewall-profile-off',
  })
  expect(withProfile(profile('off', false))).toMatchObject({
    state: 'met',
    evidence: ['firewall-profile-off', 'firewall-rules-loaded'],
  })
  expect(withProfile(profile('off', unknown('timed-out'))).state).toBe('unknown')
  expect(withProfile(profile('on', unknown('timed-out'))).state).toBe('met')
})

const account = (difference: Partial<Facts<'accounts'>['accounts'][number]>) => ({
  accounts: [{ ...healthyFacts.accounts.accounts[0], ...difference } as never],
})

test('an empty password that is permitted is a finding for administrators, and proved for nobody', () => {
  const permitted = { name: 'person-1', password: 'not-required' as const }
  expect(judged('no-default-credentials', { accounts: account(permitted) })).toMatchObject({
    state: 'unmet',
    severity: 'medium',
    reason: 'account-password-not-required',
  })
  const ordinary = account({ ...permitted, isAdministrator: false })
  expect(judged('no-default-credentials', { accounts: ordinary })).toMatchObject({
    state: 'met',
    evidence: ['account-password-not-required'],
  })
  const disabled = account({ ...permitted, canSignIn: false })
  expect(judged('no-default-credentials', { accounts: disabled }).evidence).toEqual([])
})

test.each([
  { isAdministrator: true, hasStoredPassword: true, state: 'unmet', severity: 'critical' },
  { isAdministrator: true, hasStoredPassword: false, state: 'unmet', severity: 'high' },
  { isAdministrator: false, hasStoredPassword: true, state: 'unmet', severity: 'medium' },
  { isAdministrator: false, hasStoredPassword: false, state: 'met', severity: 'info' },
])(
  'automatic login, administrator: $isAdministrator, stored password: $hasStoredPassword, is $state',
  ({ isAdministrator, hasStoredPassword, state, severity }) => {
    const accounts = {
      ...account({ name: 'kiosk', isAdministrator }),
      automaticLogins: [{ source: 'winlogon', account: 'kiosk', hasStoredPassword }],
    }
    expect(judged('no-default-credentials', { accounts })).toMatchObject({ state, severity })
  },
)

test('a risky port that svchost holds is told with the service inside it', () => {
  const rdp = {
    transport: 'tcp',
    address: '0.0.0.0',
    port: 3389,
    exposure: 'any',
    program: 'svchost.exe',
    service: 'TermService',
  } as const
  const host = aWindowsHost({ ports: { listeners: [rdp] }, firewall: { state: 'off' } })
  const verdict = controls['no-exposed-services'].judge(host, productContext, aMomentMs)
  expect(verdict.evidence[0]).toMatchObject({
    key: 'port-risky-program',
    params: { program: 'svchost.exe (TermService)' },
  })
})

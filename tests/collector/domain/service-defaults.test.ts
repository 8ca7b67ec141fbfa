import { expect, test } from 'vitest'
import { productContext } from '#domain/context.ts'
import { judge } from '#domain/judge.ts'
import { isSerious, severityOf } from '#domain/service-severity.ts'
import { translator } from '#i18n/translator.ts'
import { reasonText } from '#i18n/reason-text.ts'
import type { ServiceDefault, ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { exposure } from '#protocol/facts/ports.ts'
import { openingKind, opensTo } from '#protocol/facts/service-defaults.ts'
import { severity, unknown } from '#protocol/values.ts'
import { aHost } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

/** Debian's own snmpd.conf. */
const debianSnmp: ServiceOpening = {
  kind: 'default-community',
  decidedBy: 'configuration',
  opens: 'information',
  exposure: 'loopback',
  place: { file: '/etc/snmp/snmpd.conf', line: 61 },
  rule: null,
}

function serviceWith(differences: Partial<ServiceDefault>): ServiceDefault {
  return { product: 'snmp', isRunning: true, openings: [], unseen: null, ...differences }
}

function judged(...services: ServiceDefault[]) {
  const answers = judge(aHost({ 'service-defaults': { services } }), productContext, aMomentMs)
  const found = answers.find(({ control }) => control === 'no-default-credentials')?.judgement
  if (found === undefined) throw new Error('not judged')
  const { state, severity: grave, reason, evidence } = found
  return { state, grave, reason: reason.key, evidence: evidence.map(({ key }) => key) }
}

test('the community of Debian is information on the loopback address and high on every address', () => {
  expect(severityOf(debianSnmp)).toBe('info')
  expect(severityOf({ ...debianSnmp, exposure: 'any' })).toBe('high')
  expect(judged(serviceWith({ openings: [debianSnmp] }))).toEqual({
    state: 'met',
    grave: 'info',
    reason: 'credentials-clean',
    evidence: ['service-open-little'],
  })
  expect(judged(serviceWith({ openings: [{ ...debianSnmp, exposure: 'any' }] }))).toEqual({
    state: 'unmet',
    grave: 'high',
    reason: 'service-open',
    evidence: ['service-open'],
  })
})

test('a service is never less grave the farther it is reached', () => {
  for (const kind of openingKind.options) {
    for (const opens of opensTo.options) {
      // In the order of the schema: from this machine to everywhere.
      const ranks = exposure.options
        .map((reach) => severityOf({ ...debianSnmp, kind, opens, exposure: reach }))
        .map((grave) => severity.options.indexOf(grave ?? 'info'))
      expect(ranks, `${kind} ${opens}`).toEqual(ranks.toSorted((left, right) => right - left))
    }
  }
})

test.each([
  [
    'Redis as Debian delivers it',
    { product: 'redis', openings: [opened('no-password', 'write', 'loopback')] },
    'met',
    'info',
  ],
  [
    'Redis for everybody',
    { product: 'redis', openings: [opened('no-password', 'write', 'any')] },
    'unmet',
    'critical',
  ],
  [
    'a database that trusts whoever has an account here',
    { product: 'postgresql', openings: [opened('trust-all', 'administer', 'loopback')] },
    'unmet',
    'medium',
  ],
  [
    'a share for guests',
    { product: 'samba', openings: [opened('guest', 'read', 'lan')] },
    'unmet',
    'medium',
  ],
  [
    'a service that does not run',
    { isRunning: false, openings: [opened('no-password', 'write', 'any')] },
    'met',
    'info',
  ],
  [
    'a service that may run',
    { isRunning: unknown('not-permitted'), openings: [opened('no-password', 'write', 'any')] },
    'unmet',
    'critical',
  ],
  ['a configuration that nobody may read', { unseen: unknown('not-permitted') }, 'unknown', 'low'],
  [
    'one that does not run and nobody may read',
    { isRunning: false, unseen: unknown('not-permitted') },
    'met',
    'info',
  ],
  [
    'a first password that lies in a database',
    { product: 'grafana', openings: [opened('first-password', 'administer', 'any')] },
    'unknown',
    'low',
  ],
  [
    'a reach that nobody knows and that decides',
    { openings: [opened('no-password', 'write', unknown('tool-missing'))] },
    'unknown',
    'low',
  ],
  [
    'a reach that nobody knows and that does not decide',
    { openings: [opened('trust-all', 'administer', unknown('tool-missing'))] },
    'unmet',
    'medium',
  ],
  ['nothing open', {}, 'met', 'info'],
] as const)('%s: %j is %s, %s', (...given) => {
  const [, differences, state, grave] = given
  expect(judged(serviceWith(differences as Partial<ServiceDefault>))).toMatchObject({
    state,
    grave,
  })
})

function opened(
  kind: ServiceOpening['kind'],
  opens: ServiceOpening['opens'],
  reach: ServiceOpening['exposure'],
) {
  return { ...debianSnmp, kind, opens, exposure: reach }
}

test('an agent that does not look at services is judged as before, one that cannot is unknown', () => {
  const stateOf = (services: 'never' | ReturnType<typeof unknown>) =>
    judge(aHost({ 'service-defaults': services }), productContext, aMomentMs).find(
      ({ control }) => control === 'no-default-credentials',
    )?.judgement.state
  expect(stateOf('never')).toBe('met')
  expect(stateOf(unknown('timed-out'))).toBe('unknown')
})

test('low and information do not decide, medium and above do', () => {
  expect(severity.options.filter(isSerious)).toEqual(['critical', 'high', 'medium'])
})

test('a finding says in both languages what is open, from where, and where that stands', () => {
  const host = aHost({
    'service-defaults': {
      services: [serviceWith({ openings: [{ ...debianSnmp, exposure: 'any' }] })],
    },
  })
  const reason = judge(host, productContext, aMomentMs).find(
    ({ control }) => control === 'no-default-credentials',
  )?.judgement.reason
  const textIn = (language: 'vi' | 'en') => reason && reasonText(translator(language), reason)
  expect(textIn('vi')).toBe(
    'SNMP: trả lời chuỗi cộng đồng mặc định, mở trên mọi địa chỉ; ai vào được thì chỉ xem được thông tin chung (/etc/snmp/snmpd.conf:61).',
  )
  expect(textIn('en')).toBe(
    'SNMP: answers to a default community, reachable on every address; whoever gets in can see general information only (/etc/snmp/snmpd.conf:61).',
  )
})

import { expect, test } from 'vitest'
import { contextOf, productContext } from '#domain/context.ts'
import { controls } from '#domain/controls/registry.ts'
import type { ControlId } from '#protocol/controls.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { unknown } from '#protocol/values.ts'
import { aHost, healthyFacts } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

const dayMs = 86_400_000
const [sound] = healthyFacts.antivirus.products

function judged(control: ControlId, ...products: readonly Partial<AntivirusProduct>[]) {
  const host = aHost({
    antivirus: { products: products.map((product) => ({ ...sound, ...product }) as never) },
  })
  const { state, reason, untilMs } = controls[control].judge(host, productContext, aMomentMs)
  return { state, reason: reason.key, untilMs }
}

test('an engine that runs without real-time protection does not protect', () => {
  const onDemand = { product: 'clamav', isRunning: true, realTime: 'off' } as const
  expect(judged('antivirus-running', onDemand)).toMatchObject({
    state: 'unmet',
    reason: 'av-on-demand-only',
  })
  expect(judged('protected', onDemand)).toMatchObject({
    state: 'unmet',
    reason: 'av-on-demand-only',
  })
})

test.each([
  ['snoozed', 'av-snoozed'],
  ['expired', 'av-expired'],
  ['passive', 'av-passive'],
] as const)('a product that is %s does not protect', (realTime, reason) => {
  expect(judged('antivirus-running', { realTime })).toMatchObject({ state: 'unmet', reason })
})

test('a stopped engine does not protect, whatever its settings say', () => {
  const stopped = { isRunning: false, realTime: 'on' } as const
  expect(judged('antivirus-running', stopped)).toMatchObject({ state: 'unmet', reason: 'av-off' })
})

test('what could not be looked at is unknown, neither on nor off', () => {
  const hidden = { realTime: unknown('not-permitted') }
  expect(judged('antivirus-running', hidden)).toMatchObject({
    state: 'unknown',
    reason: 'av-state-unknown',
  })
})

test('one product that protects is enough, and the verdict names it', () => {
  const defender = { product: 'microsoft-defender', name: 'Defender', realTime: 'off' } as const
  expect(judged('antivirus-running', defender, {})).toMatchObject({
    state: 'met',
    reason: 'av-running',
  })
})

test('running in one product and current in another does not make a host protected', () => {
  const runsOld = { signaturesAtMs: aMomentMs - 30 * dayMs }
  const freshButPassive = { realTime: 'passive' } as const
  expect(judged('protected', runsOld, freshButPassive).state).toBe('unmet')
})

test('no product at all is unmet in every control on antivirus', () => {
  for (const control of ['antivirus-running', 'antivirus-current', 'antivirus-licensed'] as const) {
    expect(judged(control)).toMatchObject({ state: 'unmet', reason: 'av-none' })
  }
})

test('signatures hold for seven days to the millisecond, and the verdict says until when', () => {
  const signaturesAtMs = aMomentMs - 7 * dayMs
  expect(judged('antivirus-current', { signaturesAtMs })).toMatchObject({
    state: 'unmet',
    reason: 'av-signatures-old',
  })
  expect(judged('antivirus-current', { signaturesAtMs: signaturesAtMs + 1 })).toEqual({
    state: 'met',
    reason: 'av-current',
    untilMs: aMomentMs + 1,
  })
})

test('signatures from the future are not current', () => {
  const signaturesAtMs = aMomentMs + 3 * dayMs
  expect(judged('antivirus-current', { signaturesAtMs })).toMatchObject({
    state: 'unknown',
    reason: 'av-signatures-in-future',
  })
})

test('whether free and built-in products count as licensed is unknown until somebody decides', () => {
  const licence = { validUntilMs: null, isValid: true }
  expect(judged('antivirus-licensed', { licence: { ...licence, kind: 'free' } })).toMatchObject({
    state: 'unknown',
    reason: 'av-licence-free',
  })
  const builtIn = { licence: { ...licence, kind: 'built-in' } } as const
  expect(judged('antivirus-licensed', builtIn)).toMatchObject({
    state: 'unknown',
    reason: 'av-licence-built-in',
  })
  const decided = contextOf({
    ...productContext,
    settings: {
      ...productContext.settings,
      doesBuiltInCountAsLicensed: { value: true, author: 'tỉnh', decidedOn: '2026-11-20' },
    },
  })
  const host = aHost({ antivirus: { products: [{ ...sound, ...builtIn } as never] } })
  expect(controls['antivirus-licensed'].judge(host, decided, aMomentMs).state).toBe('met')
  expect(decided.revision).not.toBe(productContext.revision)
})

test('a licence that ends turns unmet at that moment', () => {
  const licence = (validUntilMs: number) =>
    ({ licence: { kind: 'subscription', validUntilMs, isValid: true } }) as const
  expect(judged('antivirus-licensed', licence(aMomentMs + dayMs))).toEqual({
    state: 'met',
    reason: 'av-licensed',
    untilMs: aMomentMs + dayMs,
  })
  expect(judged('antivirus-licensed', licence(aMomentMs))).toMatchObject({
    state: 'unmet',
    reason: 'av-licence-expired',
  })
})

test('a product that no catalogue row knows is shown as such', () => {
  const host = aHost({ antivirus: { products: [{ ...sound, product: 'bkav-next' } as never] } })
  const { evidence } = controls['antivirus-running'].judge(host, productContext, aMomentMs)
  expect(evidence.map(({ key }) => key)).toEqual(['av-running', 'av-not-in-catalogue'])
})

const noDate = { signaturesAtMs: unknown('not-supported') }

test('what a product says of its signatures counts only where it tells no date', () => {
  const dated = { signaturesAtMs: aMomentMs - 30 * dayMs, signaturesBySelf: 'current' } as const
  expect(judged('antivirus-current', dated)).toMatchObject({
    state: 'unmet',
    reason: 'av-signatures-old',
  })
  expect(judged('antivirus-current', { ...noDate, signaturesBySelf: 'current' })).toMatchObject({
    state: 'met',
    reason: 'av-current-by-self',
  })
  expect(judged('antivirus-current', { ...noDate, signaturesBySelf: 'old' })).toMatchObject({
    state: 'unmet',
    reason: 'av-signatures-old-by-self',
  })
  const failed = { signaturesAtMs: unknown('timed-out'), signaturesBySelf: 'current' } as const
  expect(judged('antivirus-current', failed)).toMatchObject({
    state: 'unknown',
    reason: 'av-signatures-unknown',
  })
})

test('protection in real time that is off does not protect, however healthy the rest is', () => {
  const mdatp = {
    product: 'mdatp',
    isRunning: true,
    realTime: 'off',
    tamperProtection: true,
  } as const
  expect(judged('protected', mdatp).state).toBe('unmet')
})

test('without tamper protection a product protects all the same', () => {
  expect(judged('protected', { tamperProtection: false }).state).toBe('met')
})

function withAliases(productId: string | null) {
  return contextOf({
    ...productContext,
    productAliases: [{ nameFolded: 'tuong lua viet', productId }],
  })
}
const unnamed = { product: 'Tường lửa Việt', name: 'Tường lửa  Việt' }

test('the operator may say which product a name is, or that it is no antivirus', () => {
  const host = aHost({ antivirus: { products: [{ ...sound, ...unnamed } as never] } })
  const licensed = (productId: string | null) =>
    controls['antivirus-licensed'].judge(host, withAliases(productId), aMomentMs)
  const undecided = controls['antivirus-licensed'].judge(host, productContext, aMomentMs)
  expect(undecided).toMatchObject({ state: 'unknown', reason: { key: 'av-not-in-catalogue' } })
  expect(licensed('kesl')).toMatchObject({ state: 'met', reason: { key: 'av-licensed' } })
  expect(licensed(null)).toMatchObject({ state: 'unmet', reason: { key: 'av-none' } })
  const running = controls['antivirus-running'].judge(host, withAliases(null), aMomentMs)
  expect(running).toMatchObject({ state: 'unmet', reason: { key: 'av-none' } })
})

test('the catalogue tells the kind of a licence that the product never tells', () => {
  const clamav = { product: 'clamav', licence: unknown('not-supported') }
  expect(judged('antivirus-licensed', clamav)).toMatchObject({ reason: 'av-licence-free' })
  const defender = { product: 'microsoft-defender', licence: unknown('not-supported') }
  expect(judged('antivirus-licensed', defender)).toMatchObject({ reason: 'av-licence-built-in' })
  const kesl = { product: 'kesl', licence: unknown('not-supported') }
  expect(judged('antivirus-licensed', kesl)).toMatchObject({
    state: 'unknown',
    reason: 'av-licence-unknown',
  })
})

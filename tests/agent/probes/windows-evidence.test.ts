import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { antivirus } from '#agent/probes/antivirus/index.ts'
import type { CimInstance } from '#agent/windows-system.ts'
import { productContext } from '#domain/context.ts'
import { judgeOnly } from '#domain/judge.ts'
import { because, isUnknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type WindowsParts } from '../windows-machine.ts'
import {
  client,
  defenderRow,
  defenderStatus,
  noCenter,
  nowMs,
  server,
} from './windows-antivirus-answers.ts'

const asked = ['antivirus-running', 'antivirus-current', 'protected'] as const
type Asked = (typeof asked)[number]

/** Which of the controls a machine meets, from what the probe reads of it. */
async function metBy(parts: WindowsParts): Promise<Asked[]> {
  const facts = await antivirus(aWindowsMachine(parts), aLook({ nowMs }))
  const reading = isUnknown(facts) ? facts : ({ state: 'known', facts } as const)
  const host = { antivirus: { reading, observedAtMs: nowMs } }
  const verdicts = judgeOnly(asked, { facts: host, context: productContext, nowMs })
  return asked.filter((id) =>
    verdicts.some(({ control, judgement }) => control === id && judgement.state === 'met'),
  )
}

const bkav = { displayName: 'Bkav Pro 2026', productState: 266_240 }
const kaspersky = { ...bkav, displayName: 'Kaspersky Endpoint Security for Windows' }
const kasperskyData = 'SOFTWARE\\WOW6432Node\\KasperskyLab\\protected\\KES\\Data'
const common = { securityCenter: 'good', processes: [] } as const

const machines = {
  defender: {
    ...common,
    registry: client,
    services: ['WinDefend'],
    cim: { 'antivirus-products': [defenderRow], 'defender-status': [defenderStatus] },
  },
  bkav: {
    ...common,
    registry: client,
    services: ['WinDefend'],
    cim: { 'antivirus-products': [bkav], 'defender-status': noCenter },
  },
  kaspersky: {
    ...common,
    registry: {
      ...client,
      [kasperskyData]: { LastSuccessfulUpdate: Math.floor(nowMs / 1000) - 3_600, LicKeyType: 1 },
    },
    services: ['AVP.KES.21.15', 'WinDefend'],
    cim: {
      'antivirus-products': [{ ...defenderRow, productState: 393_472 }, kaspersky],
      'defender-status': noCenter,
    },
  },
  server: {
    processes: [],
    registry: server,
    services: ['WinDefend'],
    cim: { 'antivirus-products': noCenter, 'defender-status': [defenderStatus] },
  },
} satisfies Record<string, WindowsParts>
type Cim = NonNullable<WindowsParts['cim']>
type CimAnswer = NonNullable<Cim['defender-status']>

test.each(Object.entries(machines))(
  'the %s machine is protected while nothing is lost',
  async (_, parts) => {
    expect(await metBy(parts)).toEqual(asked)
  },
)

const refused = fc.record({ because: fc.constantFrom(...because.options) })
const noise = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.constantFrom('True', 'normal?', 'Passive Mode', 'Chế độ thường', '4294967295', 4_294_967_295),
)

/** A property is taken away or becomes something else; `isSame`: what says the same after all. */
function garbled(
  row: CimInstance,
  name: string,
  isSame: (value: unknown) => boolean,
): fc.Arbitrary<CimInstance> {
  const { [name]: _, ...without } = row
  const changed = noise
    .filter((value) => !isSame(value))
    .map((value) => ({ ...row, [name]: value }) as CimInstance)
  return fc.oneof(fc.constant(without), changed)
}

const saysOn = (value: unknown) => ((Number(value) >> 12) & 0xf) === 1
const saysNormal = (value: unknown) => String(value).trim().toLowerCase() === 'normal'
const saysYes = (value: unknown) => value === true
const isADate = (value: unknown) => !Number.isNaN(Date.parse(String(value)))

/** Answers of Security Center in which the product no longer says that it is on. */
const centerLost = (row: CimInstance, others: readonly CimInstance[]): fc.Arbitrary<CimAnswer> =>
  fc.oneof(
    refused,
    fc.constant([...others]),
    garbled(row, 'productState', saysOn).map((each) => [...others, each]),
  )
/** Answers of Defender in which it no longer says that it is on. */
const statusLost: fc.Arbitrary<CimAnswer> = fc.oneof(
  refused,
  fc.constantFrom([], [defenderStatus, defenderStatus]),
  garbled(defenderStatus, 'RealTimeProtectionEnabled', saysYes).map((each) => [each]),
  garbled(defenderStatus, 'AMRunningMode', saysNormal).map((each) => [each]),
)
const dateLost: fc.Arbitrary<CimAnswer> = fc.oneof(
  refused,
  fc.constant([]),
  garbled(defenderStatus, 'AntivirusSignatureLastUpdated', isADate).map((each) => [each]),
)

/** Whatever else may be lost at the same time; it never proves anything. */
const besides: fc.Arbitrary<Partial<WindowsParts>> = fc.record(
  {
    services: fc.oneof(refused, fc.constant([])),
    processes: fc.oneof(refused, fc.constant([{ processId: 4, name: 'MsMpEng.exe' }])),
    securityCenter: fc.oneof(
      refused,
      fc.constantFrom('good' as const, 'poor' as const, 'snoozed' as const),
    ),
    registry: fc.constantFrom({}, client),
  },
  { requiredKeys: [] },
)

type Loss = { parts: WindowsParts; lost: readonly Asked[] }
const running: readonly Asked[] = ['antivirus-running', 'protected']
const current: readonly Asked[] = ['antivirus-current', 'protected']

const losing = (
  parts: WindowsParts,
  question: keyof Cim,
  [answers, lost]: readonly [fc.Arbitrary<CimAnswer>, readonly Asked[]],
): fc.Arbitrary<Loss> =>
  fc.tuple(answers, besides).map(([answer, others]) => ({
    parts: { ...parts, ...others, cim: { ...parts.cim, [question]: answer } },
    lost,
  }))

describe('no answer that is lost or garbled leaves a machine protected', () => {
  const off = { ...defenderRow, productState: 393_472 }
  const losses: Record<string, fc.Arbitrary<Loss>> = {
    'Security Center of Defender': losing(machines.defender, 'antivirus-products', [
      centerLost(defenderRow, []),
      running,
    ]),
    'Security Center of Bkav': losing(machines.bkav, 'antivirus-products', [
      centerLost(bkav, []),
      running,
    ]),
    'Security Center of Kaspersky': losing(machines.kaspersky, 'antivirus-products', [
      centerLost(kaspersky, [off]),
      running,
    ]),
    'status of Defender': losing(machines.defender, 'defender-status', [statusLost, running]),
    'status of Defender on a server': losing(machines.server, 'defender-status', [
      statusLost,
      running,
    ]),
    'date of Defender': losing(machines.defender, 'defender-status', [dateLost, current]),
    'date of Defender on a server': losing(machines.server, 'defender-status', [dateLost, current]),
  }
  test.each(Object.entries(losses))('%s', async (_, loss) => {
    await fc.assert(
      fc.asyncProperty(loss, async ({ parts, lost }) => {
        const met = await metBy(parts)
        expect(met.filter((id) => lost.includes(id))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('a garbled date of Kaspersky is not replaced by its own word', async () => {
    const values = fc.oneof(fc.string(), fc.constantFrom(4_294_967_295, -1, 1))
    await fc.assert(
      fc.asyncProperty(fc.oneof(refused, values), async (value) => {
        const data = typeof value === 'object' ? value : { LastSuccessfulUpdate: value }
        const registry = { ...client, [kasperskyData]: data }
        const met = await metBy({ ...machines.kaspersky, registry })
        const isAbsent = typeof value === 'object' && value.because === 'not-supported'
        expect(isAbsent || !met.includes('protected')).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

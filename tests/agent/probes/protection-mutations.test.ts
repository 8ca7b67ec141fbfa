import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUnknown } from '#protocol/values.ts'
import { antivirus } from '#agent/probes/antivirus/index.ts'
import { firewall } from '#agent/probes/firewall/index.ts'
import { productContext } from '#domain/context.ts'
import type { HostFacts } from '#domain/control.ts'
import { judgeOnly } from '#domain/judge.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const nowMs = Date.UTC(2026, 10, 22)
const kesl = fixture('antivirus/kesl-12-app-info.txt')
const keslJson = JSON.stringify(
  Object.fromEntries(
    kesl
      .trim()
      .split('\n')
      .map((line) => line.split(/:\s+/)),
  ),
)
/** The real capture says "off"; this is the same with the two words that make it protect. */
const mdatp = fixture('antivirus/mdatp-health-passive.json')
  .replace(/("passiveModeEnabled":.*?"value":)true/, '$1false')
  .replace(/("realTimeProtectionEnabled":.*?"value":)false/, '$1true')

type Case = {
  readonly name: string
  readonly capture: string
  /** What the verdict rests on, each necessary by itself. */
  readonly evidence: readonly RegExp[]
  readonly machine: (capture: string) => MachineParts
}

const output = (command: string, processes: readonly string[]) => (capture: string) => ({
  outputs: { [command]: capture },
  processes,
})

const protecting: readonly Case[] = [
  {
    name: 'kesl-control, text',
    capture: kesl,
    evidence: [/File Threat Protection/, /Available and running/, /2026-11-21 18:30:00/, /Yes/],
    machine: output('/usr/bin/kesl-control --app-info --json', ['kesl']),
  },
  {
    name: 'kesl-control, JSON',
    capture: keslJson,
    evidence: [/File Threat Protection/, /Available and running/, /2026-11-21 18:30:00/, /"Yes"/],
    machine: output('/usr/bin/kesl-control --app-info --json', ['kesl']),
  },
  {
    name: 'mdatp health',
    capture: mdatp,
    evidence: [
      /"passiveModeEnabled"/,
      /"definitionsUpdated":"1795300000000"/,
      /"realTimeProtectionEnabled"/,
      /(?<="realTimeProtectionEnabled":\{[^}]*)"value":true/,
    ],
    machine: output('/usr/bin/mdatp health --output json', ['wdavdaemon']),
  },
  {
    name: 'the head of the ClamAV database',
    capture: fixture('antivirus/clamav-daily-head.txt').trimEnd(),
    evidence: [/ClamAV-VDB:/, /1795167480/],
    machine: (capture) => ({
      files: { '/var/lib/clamav/daily.cld': capture },
      marks: ['/usr/sbin/clamd'],
      processes: ['clamd', 'clamonacc'],
    }),
  },
]

async function isProtected(machine: MachineParts): Promise<string | undefined> {
  const facts = await antivirus(aMachine(machine), aLook({ nowMs }))
  const reading = isUnknown(facts) ? facts : ({ state: 'known', facts } as const)
  return stateOf({ antivirus: { reading, observedAtMs: nowMs } }, 'protected')
}

async function isFiltering(machine: MachineParts): Promise<string | undefined> {
  const facts = await firewall(aMachine(machine), aLook({ nowMs }))
  const reading = isUnknown(facts) ? facts : ({ state: 'known', facts } as const)
  return stateOf({ firewall: { reading, observedAtMs: nowMs } }, 'firewall-on')
}

function stateOf(facts: HostFacts, control: 'protected' | 'firewall-on'): string | undefined {
  return judgeOnly([control], { facts, context: productContext, nowMs })[0]?.judgement.state
}

/** Takes a piece of evidence out, spoils one character of it, or ends the text inside it. */
const mutation = fc.record({
  kind: fc.constantFrom('removed', 'garbled', 'cut-off' as const),
  which: fc.nat(),
  at: fc.nat(),
  noise: fc.constantFrom('#', '\uFFFD', '\u0000', 'ệ', '\n'),
})

function mutated(
  { capture, evidence }: Pick<Case, 'capture' | 'evidence'>,
  { kind, which, at, noise }: { kind: string; which: number; at: number; noise: string },
): string {
  const found = evidence[which % evidence.length]?.exec(capture)
  if (!found) throw new Error('the capture lacks its evidence')
  const [text] = found
  const start = found.index
  const place = start + (at % text.length)
  if (kind === 'removed') return capture.slice(0, start) + capture.slice(start + text.length)
  if (kind === 'cut-off') return capture.slice(0, place)
  return capture.slice(0, place) + noise + capture.slice(place + 1)
}

test.each(protecting)('$name as captured protects', async ({ capture, machine }) => {
  expect(await isProtected(machine(capture))).toBe('met')
})

test.each(protecting)('$name without its evidence never protects', async (each) => {
  await fc.assert(
    fc.asyncProperty(mutation, async (change) => {
      expect(await isProtected(each.machine(mutated(each, change)))).not.toBe('met')
    }),
    { numRuns: 400, seed: 1670 },
  )
})

const rules: Pick<Case, 'capture' | 'evidence'> = {
  capture: fixture('firewall/nft-policy-drop.json'),
  evidence: [/"nftables"/, /"hook"/, /(?<="hook": ?)"input"/, /"policy"/, /(?<="policy": ?)"drop"/],
}
const withRules = (capture: string) => ({
  outputs: { '/usr/sbin/nft --json list ruleset': capture },
})

test('the rules as captured filter; without their evidence they never do', async () => {
  expect(await isFiltering(withRules(rules.capture))).toBe('met')
  await fc.assert(
    fc.asyncProperty(mutation, async (change) => {
      expect(await isFiltering(withRules(mutated(rules, change)))).not.toBe('met')
    }),
    { numRuns: 400, seed: 1670 },
  )
})

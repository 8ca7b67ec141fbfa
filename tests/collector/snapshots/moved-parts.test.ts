import { expect, test } from 'vitest'
import type { AgencyState, FrozenHost } from '#domain/frozen.ts'
import { denominatorsOf } from '#domain/denominator.ts'
import { compareStates, type StateLook } from '#domain/moved-comparison.ts'
import { snapshotValuesOf } from '#domain/snapshot-values.ts'
import { controlIds, type ReasonKey } from '#protocol/controls.ts'
import type { MovedPart } from '#protocol/snapshot-views.ts'
import { cutOffMs, planOf } from './states.ts'

const plan = planOf('tq-1670-2018')
const indicator =
  plan.indicators.find(({ metric }) => metric === 'protected-machines')?.id ?? 'none'

type Machine = {
  readonly name: string
  readonly agency?: string
  readonly state?: 'm' | 'u' | '?' | 'n'
  readonly reason?: ReasonKey
  readonly isSilent?: boolean
  /** In the register under this entry. */
  readonly entry?: string
  readonly isHost?: boolean
  readonly isInStore?: boolean
}

const idOf = (name: string) => name.toLowerCase().padEnd(26, 'a')

function stateOf(machines: readonly Machine[], look: Partial<StateLook> = {}): StateLook {
  const names = ['y-te', 'tai-chinh']
  const agencies = names.map((id) => {
    const own = machines.filter(({ agency = 'y-te' }) => agency === id)
    return agencyOf(id, own)
  })
  const values = snapshotValuesOf(plan, agencies, cutOffMs)
  return { plan, cutOffMs, agencies, values, settings: {}, ...look }
}

function agencyOf(id: string, machines: readonly Machine[]): AgencyState {
  const hosts = machines.filter(({ isHost = true }) => isHost)
  const listed = machines.filter(({ entry }) => entry !== undefined)
  const counted = denominatorsOf({
    machines: listed.map(({ entry = '', isInStore = false }) => ({
      entryId: entry,
      class: 'workstation',
      state: isInStore ? 'in-store' : 'in-use',
      carriesNoAgent: false,
    })),
    counts: {},
    hosts: hosts.map(({ name }) => ({
      hostId: idOf(name),
      class: 'workstation',
      isReporting: true,
    })),
    matches: listed.flatMap(({ entry = '', name, isHost = true }) =>
      isHost ? [{ entryId: entry, hostId: idOf(name) }] : [],
    ),
  })
  const machineOf = ({ entry = '', name }: Machine) => ({
    entryId: entry,
    code: entry,
    name,
    class: 'workstation' as const,
    room: null,
  })
  return {
    id,
    name: id,
    kind: 'sở',
    level: 'tỉnh',
    exclusion: null,
    denominators: counted.classes,
    part: {
      controls: [...controlIds],
      machines: listed.filter(({ isHost = true }) => !isHost).map(machineOf),
      exclusions: [],
      entries: [],
      hosts: hosts.map((machine): FrozenHost => {
        const { name, state = 'm', reason = 'av-protected', isSilent = false, entry } = machine
        return {
          id: idOf(name),
          name,
          class: 'workstation',
          states: controlIds.map(() => state).join(''),
          reasons: controlIds.map(() => reason),
          params: {},
          isSilent,
          lastReceivedMs: cutOffMs,
          machine: entry === undefined ? null : machineOf(machine),
          isCounted: machine.isInStore !== true,
        }
      }),
    },
  }
}

/** Each part as `kind +numerator/+denominator: machines`. */
function told(parts: readonly MovedPart[]): string[] {
  return parts.map(
    ({ kind, numerator, denominator, subjects }) =>
      `${kind} ${numerator}/${denominator}: ${subjects.map(({ name }) => name).join()}`,
  )
}

const between = (
  before: readonly Machine[],
  after: readonly Machine[],
  agencyId: string | null = null,
) =>
  told(compareStates(stateOf(before), stateOf(after), { indicatorId: indicator, agencyId }).parts)

test.each<[string, Machine, Machine, string]>([
  [
    'a machine that is protected now was fixed',
    { name: 'A', state: 'u' },
    { name: 'A' },
    'fixed 1/0: A',
  ],
  ['one that no longer is broke', { name: 'A' }, { name: 'A', state: 'u' }, 'broken -1/0: A'],
  ['one that fell silent', { name: 'A' }, { name: 'A', isSilent: true }, 'silent -1/0: A'],
  ['one that speaks again', { name: 'A', isSilent: true }, { name: 'A' }, 'reporting-again 1/0: A'],
  [
    'a licence that ran out',
    { name: 'A' },
    { name: 'A', state: 'u', reason: 'av-licence-expired' },
    'expired -1/0: A',
  ],
  [
    'signatures that are new again',
    { name: 'A', state: 'u', reason: 'av-signatures-old' },
    { name: 'A' },
    'renewed 1/0: A',
  ],
  ['what can no longer be looked at', { name: 'A' }, { name: 'A', state: '?' }, 'unclear -1/0: A'],
  ['what can be looked at again', { name: 'A', state: '?' }, { name: 'A' }, 'clear-again 1/0: A'],
  [
    'to whom it no longer applies',
    { name: 'A' },
    { name: 'A', state: 'n' },
    'applicability -1/-1: A',
  ],
  [
    'a machine of the register that got its agent was there before',
    { name: 'A', entry: 'E', isHost: false },
    { name: 'A', entry: 'E' },
    'enrolled 1/0: A',
  ],
  [
    'a machine that was put into store is retired',
    { name: 'A', entry: 'E' },
    { name: 'A', entry: 'E', isInStore: true },
    'retired -1/-1: A',
  ],
])('%s', (...row) => {
  const [, before, after, part] = row
  expect(between([before], [after])).toEqual([part])
})

test('a new host and one that is gone stand apart, and what stays says nothing', () => {
  expect(between([{ name: 'Old' }, { name: 'Same' }], [{ name: 'Same' }, { name: 'New' }])).toEqual(
    ['new-machine 1/1: New', 'retired -1/-1: Old'],
  )
})

test('a row that is added to the register is declared, not a new host', () => {
  expect(between([], [{ name: 'A', entry: 'E', isHost: false }])).toEqual(['re-declared 0/1: A'])
})

test('who moves changes two agencies and not the province', () => {
  const before = [{ name: 'A' }]
  const after = [{ name: 'A', agency: 'tai-chinh' }]
  expect(between(before, after, 'y-te')).toEqual(['moved -1/-1: A'])
  expect(between(before, after, 'tai-chinh')).toEqual(['moved 1/1: A'])
  expect(between(before, after)).toEqual([])
})

test('what a decision changed is told apart from what machines did', () => {
  const setting = (value: boolean | null) => ({
    settings: { doesBuiltInCountAsLicensed: { value, author: 'x', decidedOn: '2018-01-01' } },
  })
  const from = stateOf([{ name: 'A', state: '?', reason: 'av-licence-built-in' }], setting(null))
  const to = stateOf([{ name: 'A', state: 'm', reason: 'av-licence-built-in' }], setting(true))
  const { parts } = compareStates(from, to, { indicatorId: indicator, agencyId: null })
  expect(told(parts)).toEqual(['setting-changed 1/0: A'])
})

import { entryBodies, type EntryBody, type EntryKind } from '#protocol/register.ts'
import { declaredMachine } from './declared-machine.ts'
import type { Bureau, Machine } from './generated-province.ts'

/** What an agency declares, and of which generated machine a line of its register speaks; null: of none. */
export type Declared = {
  readonly kind: EntryKind
  readonly body: unknown
  readonly machine: Machine | null
}

/** By what a generated machine can be told from others. */
export function signsOf({ id }: Machine): { serial: string; assetTag: string; mac: string } {
  const number = id
    .split('-')
    .map((part) => Number(part).toString(16).padStart(4, '0'))
    .join('')
  const pairs = number.match(/../g) ?? []
  return {
    serial: `SN${number}`,
    assetTag: `TS${number}`,
    mac: ['02', '00', ...pairs].slice(0, 6).join(':'),
  }
}

export const hostnameOf = ({ id }: Machine) => `may-${id}`

/** All that an agency declares: its machines, or their number, and everything else. */
export function declarationsOf(bureau: Bureau): Declared[] {
  return [...machinesOf(bureau), ...figuresOf(bureau)].map(({ kind, body, machine }) => ({
    kind,
    body: entryBodies[kind].parse(body),
    machine,
  }))
}

function machinesOf({ machines, neverEnrolled, withoutAgent, countOnly }: Bureau): Declared[] {
  if (countOnly !== null) {
    const body = { class: 'workstation', count: countOnly }
    return [{ kind: 'machine-count', body, machine: null }]
  }
  const listed = machines.flatMap((machine) =>
    machine.register ? [{ machine, body: enrolledBody(machine, machine.register) }] : [],
  )
  const absent = [...neverEnrolled, ...withoutAgent].map((one, index) => ({
    machine: null,
    body: {
      ...declaredMachine(`x-${index}`),
      class: one,
      serial: `ABSENT${index}`,
      carriesNoAgent: index >= neverEnrolled.length,
    },
  }))
  return [...listed, ...absent].map((one) => ({ kind: 'machine', ...one }))
}

function enrolledBody(
  machine: Machine,
  { by, state, isSecret }: NonNullable<Machine['register']>,
): EntryBody<'machine'> {
  const { serial, assetTag, mac } = signsOf(machine)
  return {
    ...declaredMachine(`m-${machine.id}`),
    class: machine.class,
    name: by === 'name' || by === 'person' ? hostnameOf(machine) : null,
    serial: by === 'serial' ? serial : null,
    assetTag: by === 'asset-tag' ? assetTag : null,
    macs: by === 'mac' ? [mac] : [],
    state,
    stateReason: state === 'in-use' ? null : 'hỏng nguồn',
    carriesNoAgent: isSecret,
  }
}

function figuresOf(bureau: Bureau): Declared[] {
  const lines: [EntryKind, unknown][] = [
    ...(bureau.staff ? [['staff', bureau.staff] as [EntryKind, unknown]] : []),
    ...(bureau.officer
      ? [['it-officer', { ...bureau.officer, people: 1 }] as [EntryKind, unknown]]
      : []),
    ...bureau.lans.map(({ broadband, firewall }, index): [EntryKind, unknown] => [
      'lan',
      {
        name: `LAN ${index}`,
        place: null,
        hasBroadband: broadband,
        hasFirewall: firewall,
        firewallProduct: null,
      },
    ]),
    ...Object.entries(bureau.figures).map(
      ([metric, [numerator, denominator]]): [EntryKind, unknown] => [
        'figure',
        { metric, numerator, denominator },
      ],
    ),
    ...bureau.projects.map((body): [EntryKind, unknown] => ['project', body]),
    ...bureau.trainingDays.map((on): [EntryKind, unknown] => [
      'training',
      { on, subject: 'Mã độc', people: 30 },
    ]),
    ...bureau.systems.map((system, index): [EntryKind, unknown] => [
      'information-system',
      systemBody(system, index),
    ]),
  ]
  return lines.map(([kind, body]) => ({ kind, body, machine: null }))
}

function systemBody({ level, domestic }: Bureau['systems'][number], index: number): unknown {
  return {
    code: `HT-${index}`,
    name: `Hệ thống ${index}`,
    owner: 'UBND tỉnh',
    operator: 'Sở KH&CN',
    level,
    status: 'approved',
    approvalDecision: null,
    regulation: null,
    expectedApproval: null,
    measures: 'all',
    expectedMeasures: null,
    check: null,
    hosts: [],
    products: domestic.map((isDomestic, one) => ({ name: `SP ${one}`, isDomestic })),
  }
}

import type { KindedBody } from '#domain/register.ts'
import type { EntryBody } from '#protocol/register.ts'
import type { SampleAgency, SampleHost } from './province.ts'
import { seededRandom, type Random } from './random.ts'

/** Of so many agencies one lists its machines one by one; the others only count them. */
const listsEachOf = 4

/**
 * What a made-up agency declares of itself, fitting its machines: most counts are a little above what is enrolled,
 * some are below, some things are not said at all. The same seed gives the same declarations.
 */
export function sampleDeclarations(
  agency: SampleAgency,
  hosts: readonly SampleHost[],
  { seed, year }: { readonly seed: number; readonly year: number },
): readonly KindedBody[] {
  const random = seededRandom(seed + agency.code.length * 7919 + hosts.length)
  const said = (probability: number, bodies: () => readonly KindedBody[]) =>
    random.chance(probability) ? bodies() : []
  return [
    ...said(0.96, () => [staff(hosts.length, random)]),
    ...machines(agency, hosts, random),
    ...said(0.94, () => lans(agency, random)),
    ...said(0.95, () => [itOfficer(agency, random)]),
    ...said(0.85, () => [licence(hosts.length, year, random)]),
    ...said(0.6, () => [informationSystem(agency, year, random)]),
    ...said(0.5, () => [project(agency, year, random)]),
    ...said(0.7, () => [training(year, random)]),
  ]
}

const staff = (hosts: number, random: Random): KindedBody => ({
  kind: 'staff',
  body: {
    officials: Math.max(4, Math.round(hosts * (0.9 + random.next() * 0.4))),
    publicEmployees: random.between(0, Math.ceil(hosts / 3)),
  },
})

function machines(agency: SampleAgency, hosts: readonly SampleHost[], random: Random) {
  if (agency.code.length % listsEachOf === 0) return listed(agency, hosts, random)
  const count = Math.max(1, Math.round(hosts.length * (0.92 + random.next() * 0.25)))
  return [{ kind: 'machine-count', body: { class: 'workstation', count } } satisfies KindedBody]
}

function listed(agency: SampleAgency, hosts: readonly SampleHost[], random: Random): KindedBody[] {
  const enrolled = hosts.filter(() => random.chance(0.9)).map(({ hostname }) => hostname)
  const others = Array.from(
    { length: Math.ceil(hosts.length / 12) },
    (_, index) => `PC-${agency.code}-MOI${index + 1}`,
  )
  return [...enrolled, ...others].map((name, index) => ({
    kind: 'machine',
    body: machine({ name, code: `${agency.code}-${index + 1}` }, random),
  }))
}

function machine(
  { name, code }: { readonly name: string; readonly code: string },
  random: Random,
): EntryBody<'machine'> {
  const isAside = random.chance(0.04)
  return {
    code,
    class: 'workstation',
    name,
    serial: null,
    assetTag: `TS-${code}`,
    macs: [],
    room: `Phòng ${random.between(1, 4)}0${random.between(1, 9)}`,
    state: isAside ? random.pick(['in-store', 'in-repair', 'to-be-disposed'] as const) : 'in-use',
    stateReason: isAside ? 'Máy cũ, không còn dùng được cho công việc' : null,
    carriesNoAgent: random.chance(0.01),
  }
}

function lans(agency: SampleAgency, random: Random): KindedBody[] {
  return Array.from({ length: random.between(1, 3) }, (_, index) => {
    const hasFirewall = random.chance(agency.care)
    return {
      kind: 'lan',
      body: {
        name: `Mạng LAN ${index + 1}`,
        place: index === 0 ? 'Trụ sở chính' : `Trụ sở ${index + 1}`,
        hasBroadband: random.chance(0.95),
        hasFirewall,
        firewallProduct: hasFirewall ? 'Tường lửa biên' : null,
      },
    }
  })
}

const itOfficer = ({ care }: SampleAgency, random: Random): KindedBody => {
  const isAssigned = random.chance(0.5 + care / 2)
  return {
    kind: 'it-officer',
    body: { isAssigned, isTrained: isAssigned && random.chance(care), people: isAssigned ? 1 : 0 },
  }
}

function licence(hosts: number, year: number, random: Random): KindedBody {
  const [productId, productName] = random.pick([
    ['kaspersky-kes', 'Kaspersky Endpoint Security'],
    ['eset', 'ESET Endpoint Antivirus'],
    ['bkav-endpoint', 'Bkav Endpoint'],
  ] as const)
  const seats = Math.max(5, Math.round((hosts * (0.5 + random.next() * 0.5)) / 5) * 5)
  return {
    kind: 'licence',
    body: {
      productId,
      productName,
      seats,
      from: `${year}-01-15`,
      until: random.chance(0.3) ? `${year}-12-31` : `${year + 1}-06-30`,
      priceVnd: random.chance(0.5) ? seats * 280_000 : null,
    },
  }
}

function informationSystem(agency: SampleAgency, year: number, random: Random): KindedBody {
  const isApproved = random.chance(0.6)
  return {
    kind: 'information-system',
    body: {
      code: `HT-${agency.code}`,
      name: `Hệ thống quản lý chuyên ngành của ${agency.name}`,
      owner: agency.name,
      operator: agency.name,
      level: random.between(1, 3),
      status: isApproved ? 'approved' : random.pick(['drafting', 'sent-for-appraisal'] as const),
      approvalDecision: isApproved ? `${random.between(100, 900)}/QĐ` : null,
      regulation: null,
      expectedApproval: isApproved ? null : `${year + 1}-06-30`,
      measures: random.pick(['none', 'some', 'all'] as const),
      expectedMeasures: null,
      check: random.chance(0.5) ? 'periodic' : null,
      hosts: [],
      products: [{ name: 'Bkav Endpoint', isDomestic: true }],
    },
  }
}

function project(agency: SampleAgency, year: number, random: Random): KindedBody {
  const fundingVnd = random.between(200, 9_000) * 1_000_000
  const securityVnd = Math.round((fundingVnd * random.between(0, 18)) / 100)
  return {
    kind: 'project',
    body: {
      name: `Nâng cấp hạ tầng công nghệ thông tin ${agency.name}`,
      fundingVnd,
      securityVnd,
      hasSecurityComponent: securityVnd > 0,
      year,
      exemption: null,
    },
  }
}

const training = (year: number, random: Random): KindedBody => ({
  kind: 'training',
  body: {
    on: `${year}-0${random.between(1, 9)}-15`,
    subject: 'Kỹ năng bảo đảm an toàn thông tin',
    people: random.between(5, 60),
  },
})

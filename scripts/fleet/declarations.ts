import { dayOf, type KindedBody } from '#domain/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { deviceDeclarations } from './device-declarations.ts'
import { deviceNetworkOf } from './device-network.ts'
import { machineDeclarations } from './machine-declarations.ts'
import type { SampleAgency, SampleHost } from './province.ts'
import { seededRandom, type Random } from './random.ts'

/**
 * What a made-up agency declares of itself, fitting its machines: most counts are a little above what is enrolled,
 * some are below, some things are not said at all. The same seed gives the same declarations.
 */
export function sampleDeclarations(
  agency: SampleAgency,
  hosts: readonly SampleHost[],
  { seed, nowMs }: { readonly seed: number; readonly nowMs: EpochMs },
): readonly KindedBody[] {
  const year = Number(dayOf(nowMs).slice(0, 4))
  const random = seededRandom(seed + agency.weight * 7919 + Math.round(agency.care * 100) * 104_729)
  const said = (probability: number, bodies: () => readonly KindedBody[]) =>
    random.chance(probability) ? bodies() : []
  return [
    ...said(0.96, () => [staff(hosts.length, random)]),
    ...machineDeclarations({ agency, hosts, nowMs }, random),
    ...said(0.94, () => lans(agency, random)),
    ...said(0.95, () => [itOfficer(agency, random)]),
    ...said(0.85, () => [licence(hosts.length, year, random)]),
    ...said(0.6, () => [informationSystem(agency, year, random)]),
    ...said(0.5, () => [project(agency, year, random)]),
    ...said(0.7, () => [training(year, random)]),
    ...said(0.8, () => deviceDeclarations(agency)),
  ]
}

const staff = (hosts: number, random: Random): KindedBody => ({
  kind: 'staff',
  body: {
    officials: Math.max(4, Math.round(hosts * (0.9 + random.next() * 0.4))),
    publicEmployees: random.between(0, Math.ceil(hosts / 3)),
  },
})

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
        ...(index === 0 ? { networks: [deviceNetworkOf(agency)] } : {}),
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
      classification: 'determined',
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

import { seededRandom, type Random } from './random.ts'

/** An agency of the made-up province: its share of the machines and how well it is looked after. */
export type SampleAgency = {
  name: string
  kind: string
  level: 'tỉnh' | 'xã'
  code: string
  weight: number
  care: number
}

/** One made-up machine, before what its probes would say. */
export type SampleHost = {
  index: number
  agency: SampleAgency
  hostname: string
  address: string
  seed: number
  /** Enrolled, but never heard of again: agencies forget. */
  neverReports: boolean
}

/*
 * Names in the manner of a province after the reform of 2025: departments, and communes without districts.
 * The machines, their states and every figure are invented.
 */
const agencies: readonly SampleAgency[] = [
  {
    name: 'Văn phòng UBND tỉnh',
    kind: 'văn phòng',
    level: 'tỉnh',
    code: 'VPUB',
    weight: 7,
    care: 0.95,
  },
  {
    name: 'Sở Khoa học và Công nghệ',
    kind: 'sở',
    level: 'tỉnh',
    code: 'SKHCN',
    weight: 8,
    care: 0.97,
  },
  { name: 'Sở Nội vụ', kind: 'sở', level: 'tỉnh', code: 'SNV', weight: 8, care: 0.88 },
  { name: 'Sở Tài chính', kind: 'sở', level: 'tỉnh', code: 'STC', weight: 10, care: 0.93 },
  { name: 'Sở Xây dựng', kind: 'sở', level: 'tỉnh', code: 'SXD', weight: 8, care: 0.82 },
  {
    name: 'Sở Nông nghiệp và Môi trường',
    kind: 'sở',
    level: 'tỉnh',
    code: 'SNNMT',
    weight: 12,
    care: 0.78,
  },
  { name: 'Sở Công Thương', kind: 'sở', level: 'tỉnh', code: 'SCT', weight: 6, care: 0.85 },
  {
    name: 'Sở Giáo dục và Đào tạo',
    kind: 'sở',
    level: 'tỉnh',
    code: 'SGDDT',
    weight: 9,
    care: 0.8,
  },
  { name: 'Sở Y tế', kind: 'sở', level: 'tỉnh', code: 'SYT', weight: 11, care: 0.74 },
  { name: 'Sở Tư pháp', kind: 'sở', level: 'tỉnh', code: 'STP', weight: 5, care: 0.9 },
  {
    name: 'Sở Văn hóa, Thể thao và Du lịch',
    kind: 'sở',
    level: 'tỉnh',
    code: 'SVHTTDL',
    weight: 6,
    care: 0.76,
  },
  {
    name: 'Sở Dân tộc và Tôn giáo',
    kind: 'sở',
    level: 'tỉnh',
    code: 'SDTTG',
    weight: 3,
    care: 0.8,
  },
  { name: 'Thanh tra tỉnh', kind: 'thanh tra', level: 'tỉnh', code: 'TTT', weight: 3, care: 0.9 },
  {
    name: 'Ban Quản lý Khu kinh tế',
    kind: 'ban quản lý',
    level: 'tỉnh',
    code: 'BQLKKT',
    weight: 3,
    care: 0.84,
  },
  {
    name: 'UBND phường Cẩm Thành',
    kind: 'UBND phường',
    level: 'xã',
    code: 'PCT',
    weight: 4,
    care: 0.7,
  },
  {
    name: 'UBND phường Nghĩa Lộ',
    kind: 'UBND phường',
    level: 'xã',
    code: 'PNL',
    weight: 4,
    care: 0.66,
  },
  {
    name: 'UBND phường Trương Quang Trọng',
    kind: 'UBND phường',
    level: 'xã',
    code: 'PTQT',
    weight: 3,
    care: 0.68,
  },
  { name: 'UBND xã Bình Sơn', kind: 'UBND xã', level: 'xã', code: 'XBS', weight: 3, care: 0.6 },
  { name: 'UBND xã Mộ Đức', kind: 'UBND xã', level: 'xã', code: 'XMD', weight: 3, care: 0.58 },
  { name: 'UBND xã Sơn Tịnh', kind: 'UBND xã', level: 'xã', code: 'XST', weight: 3, care: 0.62 },
  { name: 'UBND xã Ba Tơ', kind: 'UBND xã', level: 'xã', code: 'XBT', weight: 2, care: 0.5 },
  { name: 'UBND xã Trà Bồng', kind: 'UBND xã', level: 'xã', code: 'XTB', weight: 2, care: 0.52 },
  {
    name: 'UBND đặc khu Lý Sơn',
    kind: 'UBND đặc khu',
    level: 'xã',
    code: 'DKLS',
    weight: 2,
    care: 0.55,
  },
]

/** A believable province of `hosts` machines over its agencies; the same seed gives the same one. */
export function sampleProvince(hosts: number, seed: number): readonly SampleHost[] {
  const random = seededRandom(seed)
  const shares = agencies.map((agency) => [agency.weight, agency] as const)
  return Array.from({ length: hosts }, (_, index) =>
    sampleHost(index, random.weighted(shares), random),
  )
}

function sampleHost(index: number, agency: SampleAgency, random: Random): SampleHost {
  const number = String(index + 1).padStart(5, '0')
  return {
    index,
    agency,
    hostname: `PC-${agency.code}-${number}`,
    address: `10.51.${subnetOf(agency)}.${random.between(2, 250)}`,
    seed: random.between(1, 2_147_483_647),
    neverReports: random.chance(0.06 * (1 - agency.care)),
  }
}

/** The number of an agency's networks, one of a byte. */
export const subnetOf = (agency: SampleAgency) => 10 + agencies.indexOf(agency)

export function agenciesOf(hosts: readonly SampleHost[]): readonly SampleAgency[] {
  return agencies.filter((agency) => hosts.some((host) => host.agency === agency))
}

import { z } from 'zod'
import { day, deviceKinds, machineStates, type DeviceKind } from './register.ts'
import { epochMs, severity } from './values.ts'

/** How far a device is on its way into use. `new`: declared, and nobody has looked at it. */
export const deviceStandings = ['new', 'under-review', 'cleared', 'refused'] as const
export type DeviceStanding = (typeof deviceStandings)[number]
/** What somebody can decide. */
export const reviewStatuses = ['under-review', 'cleared', 'refused'] as const

/** What a list shows: a standing, or what is in use and not cleared. */
export const deviceShows = ['finding', ...deviceStandings] as const
export type DeviceShow = (typeof deviceShows)[number]

/** An answer to one question of the checklist; none: nobody has looked. */
export const reviewAnswers = ['yes', 'no', 'not-applicable'] as const

/** What the law says of it, word for word. */
export const deviceBases = {
  default: {
    document: '1670/UBND-THCB',
    quote:
      'thiết lập cấu hình an toàn thông tin phù hợp với quy định, tuyệt đối không sử dụng cấu hình mặc định của các thiết bị',
  },
  review: {
    document: '1670/UBND-THCB',
    quote:
      'rà soát, kiểm tra, đánh giá về an toàn thông tin đối với các thiết bị có kết nối Internet (như camera giám sát, router, modem DSL ...) trước khi đưa vào sử dụng',
  },
} as const

type Item = {
  readonly basis: keyof typeof deviceBases
  /** Of which kinds it is asked. */
  readonly kinds: readonly DeviceKind[]
}

/** What is asked of a device before it may be used: its configuration, and not only the password. */
export const reviewItems = {
  'password-changed': { basis: 'default', kinds: deviceKinds },
  'admin-named': {
    basis: 'default',
    kinds: ['camera', 'router', 'modem', 'switch', 'nas', 'access-point', 'firewall', 'other'],
  },
  'remote-management-closed': { basis: 'default', kinds: deviceKinds },
  'services-off': { basis: 'default', kinds: deviceKinds },
  'firmware-current': { basis: 'review', kinds: deviceKinds },
  'wireless-safe': { basis: 'default', kinds: ['router', 'modem', 'access-point'] },
  'cloud-closed': { basis: 'review', kinds: ['camera', 'nas'] },
  'stored-data-safe': { basis: 'review', kinds: ['printer', 'nas'] },
  'rules-reviewed': { basis: 'default', kinds: ['router', 'firewall'] },
  'time-and-log-set': {
    basis: 'review',
    kinds: ['camera', 'router', 'switch', 'nas', 'access-point', 'firewall'],
  },
} as const satisfies Record<string, Item>
export type ReviewItem = keyof typeof reviewItems
const reviewItemIds = Object.keys(reviewItems) as [ReviewItem, ...ReviewItem[]]

/** The questions that are asked of a kind, in their order. */
export function itemsOf(kind: DeviceKind): ReviewItem[] {
  const all: Readonly<Record<ReviewItem, Item>> = reviewItems
  return reviewItemIds.filter((id) => all[id].kinds.includes(kind))
}

export const answers = z.partialRecord(z.enum(reviewItemIds), z.enum(reviewAnswers))
export type ReviewAnswers = z.infer<typeof answers>

const count = z.int().min(0)

/** A device in use that is not cleared. It closes by itself when it is cleared, or out of use. */
const deviceFinding = z.object({
  severity,
  /** The day on which it was first so. */
  firstDay: day,
  /** Since when it is so without a break. */
  sinceDay: day,
  /** How often it was closed before and came back. */
  reopened: count,
  /** Null: nobody answers for it. */
  owner: z.string().nullable(),
  dueDay: day.nullable(),
  isOverdue: z.boolean(),
})

export const deviceRow = z.object({
  entryId: z.string(),
  agency: z.object({ id: z.string(), name: z.string() }),
  code: z.string(),
  kind: z.enum(deviceKinds),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  address: z.string().nullable(),
  mac: z.string().nullable(),
  place: z.string().nullable(),
  owner: z.string().nullable(),
  state: z.enum(machineStates),
  standing: z.enum(deviceStandings),
  /** It was cleared or refused as another device: kind, vendor, model or hardware address differ since. */
  isChanged: z.boolean(),
  /** Questions that are settled, of how many. */
  settled: count,
  asked: count,
  /** Null: none. */
  finding: deviceFinding.nullable(),
})
export type DeviceRow = z.infer<typeof deviceRow>

export const devicePage = z.object({
  asOfMs: epochMs,
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  /** How many each list has under the other filters. */
  counts: z.record(z.enum(deviceShows), count),
  devices: z.array(deviceRow),
})
export type DevicePage = z.infer<typeof devicePage>

export const reviewView = z.object({
  revision: z.int().min(1),
  status: z.enum(reviewStatuses),
  answers,
  note: z.string().nullable(),
  owner: z.string().nullable(),
  dueDay: day.nullable(),
  by: z.string(),
  atMs: epochMs,
})
export type ReviewView = z.infer<typeof reviewView>

export const deviceView = z.object({
  device: deviceRow,
  /** What is asked of its kind, in order. */
  items: z.array(z.enum(reviewItemIds)),
  /** Every decision, the newest first; empty: nobody has looked. */
  reviews: z.array(reviewView),
  /** When it was in use and not cleared; `untilDay` null: still. The newest first. */
  open: z.array(z.object({ fromDay: day, untilDay: day.nullable() })),
})
export type DeviceView = z.infer<typeof deviceView>

import { translator } from '#i18n/translator.ts'
import { reasonText } from '#i18n/reason-text.ts'
import type { AgencyState } from '#domain/frozen.ts'
import { provinces } from '#domain/plan.ts'
import { dayOf, endOfDayMs } from '#domain/register.ts'
import type { Letterhead, ReportInput } from '#domain/report-input.ts'
import { roleHolderOn } from '#domain/roles.ts'
import { reason as frozenReason } from '#protocol/controls.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import type { ReportWanted } from '#protocol/reports.ts'
import type { EpochMs } from '#protocol/values.ts'
import { organisationsAsOf } from '#store/organisations/read.ts'
import { rolesKnown } from '#store/organisations/rows.ts'
import { plansOn } from '#store/plans/versions.ts'
import type { Db } from '#store/schema.ts'
import {
  findPeriodSnapshot,
  findSnapshot,
  findSnapshotBefore,
  type ListedSnapshot,
} from '#store/snapshots/list.ts'
import { openSnapshot } from '#store/snapshots/open.ts'
import { provisionalFigures } from '#store/verification.ts'
import { standingWork } from '#store/work/decisions.ts'
import { reportTexts } from '../texts.ts'
import type { SetDay } from './findings.ts'
import type { SayReason } from './frozen.ts'
import { readCheckedByHand } from './hand-check.ts'
import { proposedLetterhead } from './letterhead.ts'
import { reportPeriod } from './period.ts'
import { readSending } from './sending.ts'
import { reportInputOf, type ReportSource } from './report-input-of.ts'

export type InputWanted = ReportWanted & {
  readonly provinceId: string
  readonly nowMs: EpochMs
  readonly marking: ReportInput['marking']
  readonly narrative: ReportInput['narrative']
  readonly licencePriceVnd: ReportInput['licencePriceVnd']
  /** What a person put in the place of the proposal. */
  readonly letterhead: Partial<Letterhead>
}

/**
 * Reads what a report renders from out of the snapshot that speaks for its period.
 * @throws Refusal REPORT_PERIOD_INVALID, REPORT_AGENCY_INVALID, REPORT_WITHOUT_SNAPSHOT, PLAN_NOT_FOUND,
 * AGENCY_NOT_FOUND, SNAPSHOT_DAMAGED
 */
export async function loadReportInput(db: Db, wanted: InputWanted): Promise<ReportInput> {
  const { kind, agencyId } = wanted
  if ((kind === 'agency-quarter') !== (agencyId !== null)) {
    throw new Refusal('REPORT_AGENCY_INVALID', { kind })
  }
  const period = reportPeriod(kind, wanted.period)
  const planId = wanted.planId ?? (await shownPlanId(db, wanted))
  const row = await snapshotOf(db, planId, period)
  const opened = await openSnapshot(db, { id: row.id })
  if (agencyId !== null && !opened.agencies.some(({ id }) => id === agencyId)) {
    throw new Refusal('AGENCY_NOT_FOUND', { id: agencyId })
  }
  const around = await aroundOf(db, { row, wanted })
  const letterhead = { ...(await proposal(db, { wanted, period, row })), ...wanted.letterhead }
  const source: ReportSource = { ...opened, ...around }
  const { marking, narrative, licencePriceVnd } = wanted
  const chosen = { marking, narrative, licencePriceVnd }
  return reportInputOf(source, { kind, period, agencyId, letterhead, ...chosen })
}

/** The plan that every screen shows where none is named. */
async function shownPlanId(db: Db, { provinceId, nowMs }: InputWanted): Promise<string> {
  const [shown] = await plansOn(db, provinceId, { day: dayOf(nowMs), knownAtMs: nowMs })
  if (!shown) throw new Refusal('PLAN_NOT_FOUND', { planId: provinceId })
  return shown.plan.id
}

/** The snapshot that speaks for a period; of a single day, the newest that was cut off on it. */
async function snapshotOf(
  db: Db,
  planId: string,
  { id, untilDay }: ReportInput['period'],
): Promise<ListedSnapshot> {
  const found = await findPeriodSnapshot(db, { planId, period: id })
  if (found) return found
  const isDay = id === untilDay
  const ofDay = isDay ? await findSnapshotBefore(db, { planId, atMs: endOfDayMs(untilDay) }) : null
  if (ofDay && dayOf(ofDay.cutOffMs) === untilDay) return ofDay
  throw new Refusal('REPORT_WITHOUT_SNAPSHOT', { period: id })
}

type Asked = { readonly row: ListedSnapshot; readonly wanted: InputWanted }

async function aroundOf(
  db: Db,
  { row, wanted }: Asked,
): Promise<Omit<ReportSource, 'snapshot' | 'hash' | 'plan' | 'agencies'>> {
  const before = await findPreviousPeriod(db, row)
  const previous = before && (await openSnapshot(db, { id: before.id }))
  const ofScope = (agencies: readonly AgencyState[]) =>
    agencies.filter(({ id }) => wanted.agencyId === null || id === wanted.agencyId)
  const amended = row.amends ? await findSnapshot(db, row.amends.snapshotId) : null
  const province = provinces.find(({ id }) => id === wanted.provinceId)
  const roles = await rolesKnown(db, row.createdMs)
  const day = dayOf(row.cutOffMs)
  const named = (role: 'people-committee' | 'specialised-unit') => {
    const holder = roleHolderOn(roles, { role, day })
    if (holder === null) return null
    const { organisationName: name, functions, representative, address, contact } = holder
    return { name, functions, representative, address, contact }
  }
  const contact =
    wanted.agencyId === null
      ? null
      : roleHolderOn(roles, { role: 'contact-point', day, forAgencyId: wanted.agencyId })
  return {
    // The chain as it stood when the snapshot was taken: a re-print a year later says the same.
    chainHead: { number: row.number, hash: row.hash },
    amendedNumber: amended?.number ?? null,
    previous: previous?.snapshot ?? null,
    previousAgencies: previous && ofScope(previous.agencies),
    provinceName: province?.name.vi ?? '',
    sending: await readSending(db, wanted),
    systemOwner: named('people-committee'),
    systemUnit: named('specialised-unit'),
    contactPoint: contact?.organisationName ?? null,
    // What a check lifts later does not change what was known when the figures were frozen.
    handCheck: await readCheckedByHand(db, { agencyId: wanted.agencyId, knownMs: row.createdMs }),
    setDays: await readSetDays(db, row.createdMs),
    isProvisional: await provisionalFigures(db, { asOf: row.createdMs }),
    say: sayReason,
  }
}

/** By which days machines are to be put right, as the queue of work said it at a moment. */
async function readSetDays(db: Db, asOfMs: EpochMs): Promise<SetDay[]> {
  const standing = await standingWork(db, { asOfMs })
  return [...standing.values()].flatMap(({ kind, id, controls, decision }) =>
    kind === 'host' && decision.dueDay !== null
      ? [{ hostId: id, controls, dueDay: decision.dueDay }]
      : [],
  )
}

/** The snapshot of the period before; null: there is none, e.g. in the first quarter of a system. */
async function findPreviousPeriod(db: Db, row: ListedSnapshot): Promise<ListedSnapshot | null> {
  const id = row.period === null ? null : periodBefore(row.period)
  return id === null ? null : findPeriodSnapshot(db, { planId: row.planId, period: id })
}

function periodBefore(id: string): string | null {
  const [, year, quarter] = /^(\d{4})(?:-Q([1-4]))?$/.exec(id) ?? []
  if (year === undefined) return null
  if (quarter === undefined) return String(Number(year) - 1)
  return quarter === '1' ? `${Number(year) - 1}-Q4` : `${year}-Q${Number(quarter) - 1}`
}

const words = translator('vi')
const sayReason: SayReason = (key, params) => reasonText(words, frozenReason.parse({ key, params }))

type Placed = Asked & { readonly period: ReportInput['period'] }

async function proposal(db: Db, { wanted, period, row }: Placed): Promise<Letterhead> {
  const day: Day = dayOf(row.cutOffMs)
  const organisations = await organisationsAsOf(db, { day, knownAtMs: row.createdMs })
  const roles = await rolesKnown(db, row.createdMs)
  const texts = reportTexts(wanted.kind, { periodDay: period.untilDay, documentDay: day })
  const holder = (role: 'people-committee' | 'specialised-unit' | 'ministry-of-record') =>
    roleHolderOn(roles, { role, day })
  const unit = holder('specialised-unit')
  const id = wanted.agencyId ?? unit?.agencyId
  const own = organisations.find((one) => one.id === id)
  const above = organisations.find((one) => one.id === own?.parentId) ?? null
  const province = provinces.find((one) => one.id === wanted.provinceId)?.name.vi ?? ''
  const committee = holder('people-committee')?.organisationName
  const receivers = {
    'agency-quarter': unit?.organisationName,
    'province-quarter': committee,
    'systems-year': holder('ministry-of-record')?.organisationName,
    scorecard: undefined,
  }[wanted.kind]
  return proposedLetterhead(
    wanted.kind,
    {
      issuer: own ?? { name: unit?.organisationName ?? province, shortName: null },
      parent: above ?? (committee === undefined ? null : { name: committee, shortName: null }),
      receivers: receivers === undefined ? [] : [receivers],
      // NĐ 30/2020: a place is named without the kind of its unit where that is a province.
      place: province.replace(/^(?:Tỉnh|Thành phố) /, ''),
    },
    texts,
  )
}

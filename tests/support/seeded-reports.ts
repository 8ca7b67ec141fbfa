import { randomUUID } from 'node:crypto'
import { loadReportInput } from '#collector/reports/input/load.ts'
import { periodOf } from '#domain/periods.ts'
import type { KindedBody } from '#domain/register.ts'
import type { ReportInput } from '#domain/report-input.ts'
import type { RoleAssignment } from '#protocol/organisations.ts'
import type { ReportKind } from '#protocol/reports.ts'
import { changeOrganisations } from '#store/organisations/changes.ts'
import { writeEntries, type EntryDraft } from '#store/register/write-entries.ts'
import { takePeriod } from '#store/snapshots/taking.ts'
import { freshSqlite, type TestDatabase } from './databases.ts'
import { daysBefore, seededNowMs, seedProvince, type SeededProvince } from './seed.ts'

type Wanted = {
  readonly provinceId: 'quang-ngai' | 'tuyen-quang'
  readonly period?: string
  /** What agencies declare before the snapshot is taken. */
  readonly declared?: (province: SeededProvince) => readonly EntryDraft[]
  /** Roles that somebody holds, with all that is asked about them. */
  readonly roles?: readonly RoleAssignment['role'][]
}

/** A seeded province with a frozen period, and the reports that are made of it through the product's own doors. */
export async function seededReports(database: TestDatabase, wanted: Wanted) {
  const { provinceId, period = '2026-Q4', declared, roles = [] } = wanted
  const store = await database.open()
  const province = await seedProvince(store)
  const by = { actor: 'user an', address: null, nowMs: daysBefore(30), newId: randomUUID }
  const drafts = declared?.(province) ?? []
  await store.db
    .transaction()
    .execute((trx) => writeEntries(trx, store.engine, { drafts, importId: null, ...by }))
  for (const role of roles) {
    const assignment = { ...holder, role, organisationName: `Cơ quan giữ vai ${role}` }
    await changeOrganisations(store, { kind: 'assign-role', assignment }, by)
  }
  const frozen = periodOf(period)
  if (!frozen) throw new Error(period)
  await takePeriod(
    { store, provinceId, contextRevision: 'product' },
    { period: frozen, cutOffMs: seededNowMs },
    { ...by, nowMs: seededNowMs },
  )
  const inputOf = (kind: ReportKind, agencyId: string | null): Promise<ReportInput> =>
    loadReportInput(store.reader, {
      kind,
      period,
      agencyId,
      planId: null,
      provinceId,
      nowMs: seededNowMs,
      marking: null,
      narrative: { shortcomings: [], nextTasks: [], proposals: [] },
      letterhead: {},
      licencePriceVnd: null,
    })
  return { store, province, inputOf }
}

const holder = {
  agencyId: null,
  forAgencyId: null,
  fromDay: '2025-03-01',
  untilDay: null,
  source: null,
  functions: 'Quyết định số 1/QĐ-UBND',
  representative: 'Nguyễn Văn B, Giám đốc',
  address: '52 Hùng Vương',
  contact: '0255 0000 000',
} as const

/** An entry of an agency that stands since before the snapshot. */
export const declaring =
  (agencyId: string) =>
  (entry: KindedBody): EntryDraft => ({
    ...entry,
    agencyId,
    entryId: null,
    fromDay: '2026-10-12',
    evidence: null,
  })

const figure = (metric: string, numerator: number, denominator: number | null) =>
  ({ kind: 'figure', body: { metric, numerator, denominator } }) as const

/** What an agency of a province really declares: devices, people, LANs, licences and signatures. */
function declaredOf({ health }: SeededProvince) {
  const declare = declaring(health)
  const lan = (name: string, hasFirewall: boolean) => {
    const body = { name, place: null, hasBroadband: true, hasFirewall, firewallProduct: null }
    return declare({ kind: 'lan', body })
  }
  return [
    declare(figure('devices-on-default-configuration', 2, 20)),
    declare(figure('devices-reviewed', 18, 20)),
    declare(figure('digitally-signed-documents', 500, null)),
    declare({ kind: 'staff', body: { officials: 12, publicEmployees: 0 } }),
    declare({ kind: 'machine-count', body: { class: 'workstation', count: 60 } }),
    lan('LAN trụ sở', true),
    lan('LAN kho', false),
  ]
}

/** The seeded province with what an agency of it declares. */
export const declaredProvince = async (provinceId: 'quang-ngai' | 'tuyen-quang') =>
  seededReports(await freshSqlite(), { provinceId, declared: declaredOf })

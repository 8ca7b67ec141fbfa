import { byOrigin } from '#protocol/catalogue/product-order.ts'
import { translator } from '#i18n/translator.ts'
import { jobName } from '#i18n/job-name.ts'
import { everyPage, type ExportName, type Listed } from './asking.ts'

const words = translator('vi')
const { t } = words

export type KeptIds = {
  readonly snapshotId: string
  readonly agencyId: string
  readonly checkId: string
  readonly duty: { readonly id: string; readonly period: string }
}

/** Files of what is frozen, owed and kept. */
export function keptLists({ snapshotId, agencyId, checkId, duty }: KeptIds) {
  return {
    exportSnapshots: {
      head: 'snapshots.hash',
      rows: async (ask) =>
        (
          await everyPage(async (query) => {
            const { total, snapshots } = await ask('snapshots', { query })
            return { total, rows: snapshots }
          })
        ).map(({ hash }) => hash),
    },
    exportSnapshot: {
      params: { id: snapshotId },
      head: 'snapshot.indicator',
      rows: async (ask, asked) =>
        (await ask('snapshot', asked)).indicators.map(({ name }) => name.vi),
    },
    exportCutOffs: {
      head: 'report.period',
      rows: async (ask) => (await ask('cutOffs')).cutOffs.map(({ period }) => period),
    },
    exportReports: {
      query: { kind: 'agency-quarter' },
      head: 'report.agency',
      rows: async (ask, asked) =>
        (await ask('reports', asked)).reports.map(({ agencyName }) => agencyName ?? ''),
    },
    exportReportTemplates: {
      head: 'report.templates.name',
      rows: async (ask) => (await ask('reportTemplates')).templates.map(({ name }) => name),
      empty: 'nobody has uploaded one',
    },
    exportSenders: {
      params: duty,
      head: 'obligations.column.agency',
      rows: async (ask, asked) =>
        (await ask('obligationSenders', asked)).rows.map(({ name }) => name),
    },
    exportHandChecks: {
      head: 'hand-check.column.where',
      rows: async (ask) =>
        (await ask('handChecks')).checks.map(
          ({ agencyName }) => agencyName ?? t('hand-check.draw.province'),
        ),
    },
    exportHandCheckResult: {
      params: { id: checkId },
      head: 'hand-check.column.control',
      rows: async (ask, asked) =>
        (await ask('handCheck', asked)).byControl
          .filter(({ agreement: { compared, systemUnknown } }) => compared + systemUnknown > 0)
          .map(({ control }) => t(`control.${control}.name`)),
    },
    exportOrganisations: {
      query: { q: 'so' },
      head: 'column.agency',
      rows: async (ask, asked) =>
        (await ask('organisations', asked)).organisations.map(({ name }) => name),
    },
    exportOrganisationVersions: {
      params: { id: agencyId },
      head: 'organisations.name',
      rows: async (ask, asked) =>
        (await ask('organisation', asked)).versions
          .filter(({ supersededMs }) => supersededMs === null)
          .map(({ name }) => name),
    },
    exportExclusions: {
      params: { id: agencyId },
      head: 'organisations.reason',
      rows: async (ask, asked) =>
        (await ask('organisation', asked)).exclusions.map(({ reason }) => reason),
    },
    exportOrganisationChanges: {
      head: 'organisations.changes.what',
      rows: async (ask) =>
        (await ask('organisationChanges')).changes.map(({ kind }) =>
          t(`organisationChange.${kind}`),
        ),
    },
    exportRoles: {
      head: 'roles.holder',
      rows: async (ask) => (await ask('roles')).roles.map((one) => one.organisationName),
    },
    exportRoleSuggestions: {
      head: 'roles.holder',
      rows: async (ask) => (await ask('roles')).suggestions.map((one) => one.organisationName),
    },
    exportPeople: {
      query: { q: 'y te' },
      head: 'people.name',
      rows: async (ask) =>
        (await ask('people')).people
          .filter(({ agency }) => agency?.name === 'Sở Y tế')
          .map(({ name }) => name),
    },
    exportApiTokens: {
      head: 'api-tokens.name',
      rows: async (ask) => (await ask('apiTokens')).tokens.map(({ name }) => name),
    },
    exportReaders: {
      head: 'readers.reader',
      rows: async (ask) => (await ask('readers')).readers.map(({ reader }) => reader),
    },
    exportCatalogue: {
      params: { kind: 'antivirus-products' },
      head: 'catalogues.product',
      rows: async (ask, asked) =>
        (await ask('catalogue', asked)).antivirusProducts
          .toSorted(byOrigin)
          .map(({ name }) => name),
    },
    exportJobs: {
      head: 'system.job',
      rows: async (ask) => (await ask('systemHealth')).jobs.map(({ id }) => jobName(words, id)),
    },
    exportCertificates: {
      head: 'system.certificate.ends',
      rows: async (ask) =>
        (await ask('systemHealth')).certificates
          .toSorted((left, right) => left.endsMs - right.endsMs)
          .map(({ endsMs }) => words.time(endsMs)),
    },
    exportRetention: {
      head: 'retention.what',
      rows: async (ask) =>
        (await ask('retention')).kinds.map(({ kind }) => t(`retention.kind.${kind}`)),
    },
    exportAudit: {
      query: { action: 'create-agency' },
      head: 'audit.number',
      rows: async (ask, { query }) =>
        (await ask('audit', { query: { ...query, pageSize: '200' } })).entries.map(({ id }) =>
          String(id),
        ),
    },
  } satisfies Partial<Record<ExportName, Listed>>
}

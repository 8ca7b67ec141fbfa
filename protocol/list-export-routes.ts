import { z } from 'zod'
import { everybody, readers } from './access.ts'
import { apiTokenRoutes } from './api-token-routes.ts'
import { deviceExportRoutes } from './device-export-routes.ts'
import { asFile, fileQuery } from './export-routes.ts'
import { handCheckRoutes } from './hand-check-routes.ts'
import { importRoutes } from './import-routes.ts'
import { judgingRoutes } from './judging-routes.ts'
import { obligationRoutes } from './obligation-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { overviewQuery } from './overview-query.ts'
import { peopleRoutes } from './people-routes.ts'
import { planRoutes } from './plan-routes.ts'
import { releaseRoutes } from './release-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { snapshotRoutes } from './snapshot-routes.ts'
import { systemRoutes } from './system-routes.ts'
import { hostClass } from './values.ts'

const unpaged = { page: true, pageSize: true } as const
const nothingAsked = z.object(fileQuery)
const ofIndicator = {
  access: planRoutes.indicator.access,
  params: planRoutes.indicator.params,
  query: planRoutes.indicator.query.extend(fileQuery),
} as const

/**
 * The tables that a screen asks of one route and shows whole. Each is open to those who may read its list, and takes
 * the query of the list but for its pages. Spread into `routes`.
 */
export const listExportRoutes = {
  ...deviceExportRoutes,
  exportIndicators: {
    ...asFile,
    path: '/api/overview/export',
    access: readers,
    summary:
      'Every indicator of a plan with its figure, of the province or of one agency, worst first.',
    query: overviewQuery.extend(fileQuery),
  },
  exportControls: {
    ...asFile,
    path: '/api/overview/controls/export',
    access: readers,
    summary: 'How many hosts are in which state of each control, as a file.',
    query: overviewQuery.extend(fileQuery),
  },
  exportDenominators: {
    ...asFile,
    ...ofIndicator,
    path: '/api/plans/:id/indicators/:indicator/denominators/export',
    summary: 'The machines behind an indicator from four sides, class by class, as a file.',
  },
  exportIndicatorClasses: {
    ...asFile,
    ...ofIndicator,
    path: '/api/plans/:id/indicators/:indicator/classes/export',
    summary: 'The figure of an indicator, class by class, as a file.',
  },
  exportShortfall: {
    ...asFile,
    ...ofIndicator,
    path: '/api/plans/:id/indicators/:indicator/shortfall/export',
    summary: 'What agencies lack of licences or firewalls as a file, the most missing first.',
  },
  exportBudget: {
    ...asFile,
    ...ofIndicator,
    path: '/api/plans/:id/indicators/:indicator/budget/export',
    summary: 'The lines of the budget behind an indicator as a file.',
  },
  exportRegisterSummary: {
    ...asFile,
    path: '/api/register/export',
    access: registerRoutes.registerSummary.access,
    summary:
      'The denominators of the province and of each agency as a file, the most unseen first.',
    query: registerRoutes.registerSummary.query.extend({
      class: hostClass.optional(),
      ...fileQuery,
    }),
  },
  exportReleaseHosts: {
    ...asFile,
    path: '/api/releases/:sequence/hosts/export',
    access: releaseRoutes.releaseHosts.access,
    summary: 'Computers and where they stand with a release, as a file.',
    params: releaseRoutes.releaseHosts.params,
    query: releaseRoutes.releaseHosts.query.omit(unpaged).extend(fileQuery),
  },
  exportUnassigned: {
    ...asFile,
    path: '/api/register/unassigned/export',
    access: registerRoutes.unassignedEntries.access,
    summary: 'What agencies that were split had declared and belongs to no part yet, as a file.',
    query: nothingAsked,
  },
  exportImports: {
    ...asFile,
    path: '/api/imports/export',
    access: importRoutes.imports.access,
    summary: 'Uploaded files and what became of them as a file, the newest first.',
    query: importRoutes.imports.query.omit(unpaged).extend(fileQuery),
  },
  exportSnapshots: {
    ...asFile,
    path: '/api/snapshots/export',
    access: snapshotRoutes.snapshots.access,
    summary: 'The list of snapshots as a file, the newest first.',
    query: snapshotRoutes.snapshots.query.omit(unpaged).extend(fileQuery),
  },
  exportCutOffs: {
    ...asFile,
    path: '/api/cut-offs/export',
    access: snapshotRoutes.cutOffs.access,
    summary: 'The cut-offs of periods and what became of each as a file.',
    query: snapshotRoutes.cutOffs.query.extend(fileQuery),
  },
  exportReports: {
    ...asFile,
    path: '/api/reports/export',
    access: reportRoutes.reports.access,
    summary: 'The list of archived reports as a file, the newest first.',
    query: reportRoutes.reports.query.omit(unpaged).extend(fileQuery),
  },
  exportReportTemplates: {
    ...asFile,
    path: '/api/report-templates/export',
    access: reportRoutes.reportTemplates.access,
    summary: 'The list of report templates as a file, the newest first.',
    query: nothingAsked,
  },
  exportSenders: {
    ...asFile,
    path: '/api/obligations/:id/:period/export',
    access: obligationRoutes.obligationSenders.access,
    summary: 'Who owes a report and how each stands as a file, overdue first.',
    params: obligationRoutes.obligationSenders.params,
    query: obligationRoutes.obligationSenders.query.extend(fileQuery),
  },
  exportHandChecks: {
    ...asFile,
    path: '/api/hand-checks/export',
    access: handCheckRoutes.handChecks.access,
    summary: 'The list of checks by hand as a file, the newest first.',
    query: nothingAsked,
  },
  exportHandCheckResult: {
    ...asFile,
    path: '/api/hand-checks/:id/export',
    access: handCheckRoutes.handCheck.access,
    summary: 'How often the system said what was found by hand, control by control, as a file.',
    params: handCheckRoutes.handCheck.params,
    query: nothingAsked,
  },
  exportOrganisations: {
    ...asFile,
    path: '/api/organisations/export',
    access: organisationRoutes.organisations.access,
    summary: 'The tree of organisations on a day as a file.',
    query: organisationRoutes.organisations.query.extend(fileQuery),
  },
  exportOrganisationVersions: {
    ...asFile,
    path: '/api/organisations/:id/versions/export',
    access: organisationRoutes.organisation.access,
    summary: 'What an organisation was called and under whom it stood as a file.',
    params: organisationRoutes.organisation.params,
    query: organisationRoutes.organisation.query.extend({
      /** `yes`: what was corrected is in it too. */
      corrected: z.enum(['yes', 'no']).default('no'),
      ...fileQuery,
    }),
  },
  exportExclusions: {
    ...asFile,
    path: '/api/organisations/:id/exclusions/export',
    access: organisationRoutes.organisation.access,
    summary: 'Outside which plans an organisation lies, and why, as a file.',
    params: organisationRoutes.organisation.params,
    query: organisationRoutes.organisation.query.extend(fileQuery),
  },
  exportOrganisationChanges: {
    ...asFile,
    path: '/api/organisation-changes/export',
    access: organisationRoutes.organisationChanges.access,
    summary: 'The changes of organisations as a file, the newest first.',
    query: nothingAsked,
  },
  exportRoles: {
    ...asFile,
    path: '/api/organisation-roles/export',
    access: organisationRoutes.roles.access,
    summary: 'Who holds which role since when as a file.',
    query: organisationRoutes.roles.query.extend(fileQuery),
  },
  exportRoleSuggestions: {
    ...asFile,
    path: '/api/organisation-roles/suggestions/export',
    access: organisationRoutes.roles.access,
    summary: 'Roles that documents speak of and nobody has recorded yet, as a file.',
    query: organisationRoutes.roles.query.extend(fileQuery),
  },
  exportPeople: {
    ...asFile,
    path: '/api/people/export',
    access: peopleRoutes.people.access,
    isOfSession: true,
    summary: 'Everybody who may sign in or ever could, as a file.',
    query: z.object({
      /** Finds in name, role and agency; case and diacritics do not matter. */
      q: z.string().trim().max(100).optional(),
      ...fileQuery,
    }),
  },
  exportApiTokens: {
    ...asFile,
    path: '/api/api-tokens/export',
    access: apiTokenRoutes.apiTokens.access,
    summary: 'The list of tokens of the API as a file, never their secret.',
    query: nothingAsked,
  },
  exportAliases: {
    ...asFile,
    path: '/api/products/placed/export',
    access: judgingRoutes.products.access,
    summary: 'What administrators said of names that no catalogue has, as a file.',
    query: nothingAsked,
  },
  exportReaders: {
    ...asFile,
    path: '/api/readers/export',
    access: judgingRoutes.readers.access,
    summary: 'Every compiled reader and whether it was checked on a real machine, as a file.',
    query: nothingAsked,
  },
  exportCatalogue: {
    ...asFile,
    path: '/api/catalogues/:kind/export',
    access: judgingRoutes.catalogue.access,
    summary: 'The rows of a catalogue and where each is from, as a file.',
    params: judgingRoutes.catalogue.params,
    query: nothingAsked,
  },
  exportPlanVersions: {
    ...asFile,
    path: '/api/plan-versions/export',
    access: planRoutes.planVersions.access,
    summary: 'The versions of every plan as a file.',
    query: nothingAsked,
  },
  exportDefinitionChanges: {
    ...asFile,
    path: '/api/definition-changes/export',
    access: planRoutes.definitionChanges.access,
    summary: 'Every change of what figures are made from as a file, the newest first.',
    query: nothingAsked,
  },
  exportJobs: {
    ...asFile,
    path: '/api/system/jobs/export',
    access: systemRoutes.systemHealth.access,
    summary: 'The jobs of the collector with their newest runs as a file.',
    query: nothingAsked,
  },
  exportCertificates: {
    ...asFile,
    path: '/api/system/certificates/export',
    access: systemRoutes.systemHealth.access,
    summary: 'The certificates of the collector as a file, the next to end first.',
    query: nothingAsked,
  },
  exportRetention: {
    ...asFile,
    path: '/api/retention/export',
    access: everybody,
    summary: 'For how long what is kept, and what was removed last, as a file.',
    query: nothingAsked,
  },
} as const

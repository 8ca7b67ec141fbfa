import type { RouteName } from '#protocol/routes.ts'
import {
  choiceOf,
  machineOf,
  obligation,
  period,
  type Belongings,
  type TwoAgencies,
} from './two-agencies.ts'

/** One call with somebody else's ids in it. */
export type Attempt = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** 404 unless it says otherwise: there is no such thing, as far as the caller may know. */
  readonly status?: number
}
export type Attempts = Partial<Record<RouteName, readonly Attempt[]>>

const remedy = 'install-antivirus'
const seen = { status: 200 } as const
const unknownCheck = { params: { id: 'nothing' } }
const checkDraft = {
  document: 'Kế hoạch 12',
  approvedBy: 'Giám đốc',
  subnet: '192.168.1.0/24',
  untilDay: '2026-12-31',
  window: { from: 480, until: 1020 },
  devices: [],
}

/** What is read with ids of the department of finance, or of what belongs to the province as a whole. */
export function readingAttempts(foreign: Belongings, names: ProvinceNames): Attempts {
  const { hostId, agencyId, entryId, doneImportId, draftImportId, reportId, checkId } = foreign
  const host = { params: { id: hostId } }
  const check = { params: { id: checkId } }
  const provinceCheck = { params: { id: names.checkId } }
  const measured = { params: { id: names.planId, indicator: names.indicatorId }, ...seen }
  const sent = { id: obligation, period }
  return {
    host: [host],
    device: [{ params: { id: foreign.deviceId } }],
    deviceCheck: [{ params: { id: 'nothing' } }],
    deviceCheckText: [{ params: { id: 'nothing' } }],
    deviceCheckCandidates: [{ query: { agency: agencyId } }],
    hostWork: [{ ...host, ...seen }],
    hostNotes: [host],
    hostRegister: [host],
    import: [{ params: { id: doneImportId } }, { params: { id: draftImportId } }],
    importTemplate: [
      { params: { kind: 'machine' }, query: { format: 'csv', filled: 'yes' }, ...seen },
      { params: { kind: 'machine' }, query: { format: 'csv', filled: 'yes', agency: agencyId } },
    ],
    organisation: [{ params: { id: agencyId } }],
    entryHistory: [{ params: { id: entryId }, ...seen }],
    obligationSenders: [{ params: sent, ...seen }],
    reportEvents: [{ params: { ...sent, agency: agencyId } }],
    handCheck: [check, provinceCheck],
    handCheckSheet: [check, provinceCheck],
    handCheckFrame: [check, provinceCheck],
    mondayAgency: [{ params: { agency: agencyId } }],
    report: [{ params: { id: reportId } }, { params: { id: names.reportId } }],
    reportFile: [
      { params: { id: reportId, format: 'docx' } },
      { params: { id: names.reportId, format: 'xlsx' } },
    ],
    reportTemplateFile: [{ params: { id: 'nothing' } }],
    planVersion: [{ params: { id: names.planId, version: '1' }, ...seen }],
    indicator: [measured],
    exportIndicatorAgencies: [measured],
    exportOffenders: [measured],
    exportDenominators: [measured],
    exportIndicatorClasses: [measured],
    exportShortfall: [measured],
    exportBudget: [measured],
    exportSenders: [{ params: sent, ...seen }],
    exportHandCheckResult: [check, provinceCheck],
    exportOrganisationVersions: [{ params: { id: agencyId } }],
    exportExclusions: [{ params: { id: agencyId } }],
    exportCatalogue: [{ params: { kind: 'antivirus-products' }, ...seen }],
    snapshot: [
      { params: { id: names.snapshotId }, ...seen },
      { params: { id: names.snapshotId }, query: { indicator: names.indicatorId }, ...seen },
      { params: { id: names.snapshotId }, query: { agency: agencyId } },
    ],
    exportSnapshot: [
      { params: { id: names.snapshotId }, ...seen },
      { params: { id: names.snapshotId }, query: { agency: agencyId } },
    ],
    whatMoved: [
      { query: { indicator: names.indicatorId, from: names.snapshotId }, ...seen },
      { query: { indicator: names.indicatorId, from: names.snapshotId, agency: agencyId } },
    ],
    valuesAt: [{ query: { atMs: String(names.cutOffMs) }, ...seen }],
    catalogue: [{ params: { kind: 'antivirus-products' }, ...seen }],
    workItems: [
      { params: { remedy }, ...seen },
      { params: { remedy }, query: { agency: agencyId } },
    ],
    workItem: [{ params: { remedy, kind: 'host', id: hostId } }],
    install: [{ params: { agency: agencyId } }],
    installPackage: [{ params: { name: '../khien.db' } }],
    savedViews: [{ query: { screen: 'hosts' }, ...seen }],
  }
}

export type ProvinceNames = {
  readonly planId: string
  readonly indicatorId: string
  readonly snapshotId: string
  readonly cutOffMs: number
  readonly reportId: string
  readonly checkId: string
}

/** What would change something of the department of finance, or of the province as a whole. */
export function changingAttempts(
  { own, foreign }: Pick<TwoAgencies, 'own' | 'foreign'>,
  { reportId: provinceReportId }: ProvinceNames,
): Attempts {
  const { agencyId, hostId, entryId, doneImportId, draftImportId, reportId } = foreign
  const { body, fromDay } = machineOf(agencyId, 'M-9')
  const version = { body, fromDay }
  const entry = { params: { id: entryId } }
  const draft = { params: { id: draftImportId } }
  const sent = { id: obligation, period }
  const step = { step: 'prepared', person: 'Ông A' }
  const report = { kind: 'agency-quarter', period, planId: null }
  const items = [{ kind: 'host', id: hostId, expectedRevision: 0 }]
  return {
    reviewDevice: [
      {
        params: { id: foreign.deviceId },
        body: { status: 'under-review', answers: {}, expectedRevision: 0 },
      },
    ],
    // An authorisation of another agency: device-checks/steps.test.ts.
    draftDeviceCheck: [{ body: { ...checkDraft, agencyId, hostId } }],
    agreeDeviceCheck: [{ ...unknownCheck, body: { isAgreed: true, expectedRevision: 1 } }],
    uploadDeviceCheck: [{ ...unknownCheck, body: { file: 'x', expectedRevision: 1 } }],
    withdrawDeviceCheck: [{ ...unknownCheck, body: { reason: 'thử', expectedRevision: 1 } }],
    recheck: [{ params: { id: hostId } }],
    recheckMany: [{ body: { hostIds: [hostId] }, status: 200 }],
    recheckAnswers: [{ body: { hostIds: [hostId], askedMs: 1_700_000_000_000 }, status: 200 }],
    writeHostNote: [{ params: { id: hostId }, body: { text: 'của tôi' } }],
    retractHostNote: [
      { params: { id: hostId, note: foreign.noteId } },
      { params: { id: own.hostId, note: foreign.noteId } },
    ],
    createToken: [{ body: { agencyId, usesMax: 1, validForHours: 1 } }],
    revokeToken: [{ params: { id: foreign.tokenId } }],
    // Whose report it is stands inside, signed: script-reports/posted.test.ts hands in another agency's.
    carryScriptReport: [],
    agencyInstaller: [{ params: { agency: agencyId }, body: { join: 'khien1.x' } }],
    ignoreNeighbour: [
      { body: { agencyId, mac: '44:47:cc:0a:0b:0c', reason: 'của tôi', expectedRevision: 0 } },
    ],
    // Of a list of machines those of others are passed over.
    decideWaiting: [{ body: { hostIds: [hostId], decision: 'approved' }, status: 200 }],
    // A file is somebody's own until it names agencies, which the next two are about.
    uploadImport: [],
    checkImport: [
      { ...draft, body: choiceOf(own.agencyId) },
      { params: { id: own.draftImportId }, body: choiceOf(agencyId) },
    ],
    runImport: [
      { ...draft, body: choiceOf(own.agencyId) },
      { params: { id: own.draftImportId }, body: choiceOf(agencyId) },
    ],
    undoImport: [{ params: { id: doneImportId } }],
    discardImport: [draft],
    createEntry: [{ body: machineOf(agencyId, 'M-8') }],
    correctEntry: [{ ...entry, body: { ...version, expectedRevision: 0 } }],
    withdrawEntry: [{ ...entry, body: { fromDay, expectedRevision: 0 } }],
    undoEntry: [{ ...entry, body: { expectedRevision: 0 } }],
    decideMatch: [
      { body: { entryId, hostId, decision: 'matched' }, status: 409 },
      { body: { entryId, hostId, decision: null } },
      { body: { entryId: own.entryId, hostId, decision: 'rejected' } },
      { body: { entryId, hostId: own.hostId, decision: 'rejected' } },
    ],
    recordReportStep: [
      { params: { ...sent, agency: agencyId }, body: step },
      { params: { ...sent, agency: own.agencyId }, body: { ...step, reportId } },
      { params: { ...sent, agency: own.agencyId }, body: { ...step, reportId: provinceReportId } },
    ],
    createReport: [
      { body: { ...report, agencyId } },
      { body: { ...report, kind: 'province-quarter', agencyId: null }, status: 403 },
    ],
    advanceReport: [reportId, provinceReportId].map((id) => ({
      params: { id },
      body: { to: 'confirmed' },
    })),
    reprintReport: [{ params: { id: reportId } }, { params: { id: provinceReportId } }],
    decideWork: [
      { body: { remedy, items, change: { note: 'của tôi' } } },
      { body: { remedy: 'install-agent', items, change: { note: 'của tôi' } } },
    ],
    // A decision that there is not is answered the same.
    undoWork: [foreign.batch, 'nothing'].map((batch) => ({ params: { batch }, status: 409 })),
  }
}

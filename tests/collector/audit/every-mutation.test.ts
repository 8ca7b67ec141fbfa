import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportRoutes } from '#protocol/export-routes.ts'
import { listExportRoutes } from '#protocol/list-export-routes.ts'
import { routes, type Route, type RouteName } from '#protocol/routes.ts'
import { checkAudit } from '#store/audit/verify.ts'
import { periodOf } from '#domain/periods.ts'
import { takePeriod } from '#store/snapshots/taking.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import { seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { walkReleases } from './walk-releases.ts'
import { newSigner, signedCatalogue } from '#tests/support/signed-catalogue.ts'
import { password, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { codeAt } from '../people/signing-in.ts'
import { byAt, takingOf } from '../snapshots/taking.ts'
import { letIn, reportByScript } from './let-in.ts'
import { checkKeys, walkDevices } from './walk-device-checks.ts'
import {
  changesNothing,
  idOf,
  leavesTrace,
  provedElsewhere,
  signInAgain,
  unchanged,
  walker,
} from './walk.ts'
import { plainWordsIn } from './words.ts'

const plan = 'qn-2458-2017'
const signer = newSigner()
let api: RunningApi
let admin: SignedIn
let province: SeededProvince
let steps: ReturnType<typeof walker>

beforeAll(async () => {
  api = await startApi({ catalogueKeys: [signer.publicKey], deviceCheckKeys: checkKeys })
  province = await seedProvince(api.store)
  admin = await signInAs(api, 'administrator')
  steps = walker(api)
  const quarter = periodOf('2026-Q3')
  if (!quarter) throw new Error('no quarter')
  const cutOff = { period: quarter, cutOffMs: seededNowMs }
  await takePeriod(takingOf(api.store), cutOff, byAt(seededNowMs))
}, 60_000)
afterAll(() => api.stop())

const walk = (name: RouteName, sent?: Parameters<typeof steps.walk>[2], as = admin) =>
  steps.walk(as, name, sent)

test('releases of the agent', () => walkReleases(api.store.db, walk))

test('agencies, tokens and hosts', async () => {
  await walk('createAgency', { body: { name: 'Sở Xây dựng', kind: 'agency' } })
  await letIn({ api, agencyId: province.health, walk })
  await walkDevices({ api, province, walk, steps })
  const host = province.hosts[0]?.id ?? ''
  api.connected.add(host)
  await walk('recheck', { params: { id: host } })
  await walk('recheckMany', { body: { hostIds: [host] } })
  const body = { text: 'đã báo phòng CNTT' }
  const written = walk('writeHostNote', { params: { id: host }, body })
  const note = await idOf(written, 'note', 'id')
  await walk('retractHostNote', { params: { id: host, note } })
  const token = { name: 'trang tổng hợp', role: 'leader', validForDays: 30 }
  const made = walk('createApiToken', { body: token })
  await walk('revokeApiToken', { params: { id: await idOf(made, 'token', 'id') } })
  await walk('dismissFirstRun', { body: { isDismissed: true } })
})

test('reports of machines that report by script', () =>
  reportByScript({ api, agencyId: province.health, walk }))

test('organisations and the register', async () => {
  const assignment = {
    role: 'contact-point',
    organisationName: 'Sở Y tế',
    agencyId: province.health,
  }
  const rest = {
    forAgencyId: province.health,
    fromDay: '2026-01-01',
    untilDay: null,
    source: 'QĐ 1',
  }
  const change = { kind: 'assign-role', assignment: { ...assignment, ...rest } }
  const changeId = await idOf(walk('changeOrganisation', { body: { change } }), 'changeId')
  await walk('undoOrganisationChange', { params: { id: changeId } })
  const machine = declaredMachine('MT-01', { name: 'VAN-THU-01' })
  const body = { kind: 'machine', agencyId: province.health, body: machine, fromDay: '2026-01-01' }
  const id = await idOf(walk('createEntry', { body }), 'entry', 'entryId')
  const alter = async (name: 'correctEntry' | 'withdrawEntry' | 'undoEntry', wanted: object) => {
    const history = await steps.send(admin, 'entryHistory', { params: { id } })
    const expectedRevision = history.json().versions[0].rowId
    await walk(name, { params: { id }, body: { ...wanted, expectedRevision } })
  }
  const moved = { ...machine, room: 'A2' }
  await alter('correctEntry', { body: moved, fromDay: '2026-02-01', evidence: 'Biên bản' })
  await alter('withdrawEntry', { fromDay: '2026-03-01', evidence: 'hỏng' })
  await alter('undoEntry', {})
  const hostId = province.hosts.find(({ agencyId }) => agencyId === province.health)?.id
  await walk('decideMatch', { body: { entryId: id, hostId, decision: 'matched' } })
})

test('what somebody keeps of a list', async () => {
  const view = { screen: 'hosts', name: 'Thiếu bản vá', query: 'control=patched&state=unmet' }
  const id = await idOf(walk('saveView', { body: view }), 'id')
  await walk('renameView', { params: { id }, body: { name: 'Chưa vá', ...unchanged } })
  await walk('deleteView', { params: { id } })
})

test('files of declarations', async () => {
  const bytes = Buffer.from('Mã máy;Loại máy;Phòng\nM1;PC;A1\n')
  const upload = () =>
    idOf(walk('uploadImport', { bytes, query: { fileName: 'a.csv' } }), 'import', 'id')
  const body = {
    kind: 'machine',
    agencyId: province.health,
    fromDay: '2026-01-01',
    evidence: null,
    sheet: null,
    headerRow: null,
    mapping: null,
    standing: 'correct',
  }
  const id = await upload()
  await walk('runImport', { params: { id }, body })
  await walk('undoImport', { params: { id } })
  await walk('discardImport', { params: { id: await upload() } })
})

test('plans, settings, catalogues, products and retention', async () => {
  const body = { copyOf: plan, validFrom: '2026-01-01' }
  const started = (await walk('startPlanDraft', { params: { id: 'qn-next' }, body })).json()
  const params = { id: 'qn-next', version: '1' }
  const days = { validFrom: '2026-01-01', validUntil: null }
  const draft = { ...days, body: started.body, expectedRevision: started.head.revision }
  const edited = (await walk('editPlanDraft', { params, body: draft })).json()
  const { revision: expectedRevision } = edited.head
  await walk('issuePlan', { params, body: { expectedRevision } })
  await walk('startPlanDraft', { params: { id: 'qn-other' }, body })
  const other = { id: 'qn-other', version: '1' }
  await walk('discardPlanDraft', { params: other, query: { expectedRevision: '1' } })
  const decided = { value: 21, ...unchanged }
  await walk('decideJudgeSetting', { params: { key: 'patchGraceDays' }, body: decided })
  const cutOff = { of: 'quarter', month: 3, day: 10, from: '2026-12-01', ...unchanged }
  await walk('decideCutOff', { body: cutOff })
  await walk('decideRetention', { params: { kind: 'jobRuns' }, body: { days: 30, ...unchanged } })
  const rows = api.contexts.current().antivirusProducts.slice(0, 1)
  const file = signedCatalogue(signer.privateKey, { rows, sequence: 7 })
  await walk('importCatalogue', { body: { file } })
  const id = await idOf(walk('nameProduct', { body: { name: 'Phần mềm lạ', product: null } }), 'id')
  await walk('forgetProduct', { params: { id } })
  await walk('checkAudit')
})

test('snapshots, reports and what is due', async () => {
  const taken = { planId: plan, period: null, reason: 'họp giao ban' }
  const snapshot = await idOf(walk('takeSnapshot', { body: taken }), 'id')
  await walk('amendSnapshot', { params: { id: snapshot }, body: { reason: 'kê khai bổ sung' } })
  const wanted = {
    kind: 'agency-quarter',
    period: '2026-Q3',
    agencyId: province.health,
    planId: plan,
  }
  const id = await idOf(walk('createReport', { body: wanted }), 'id')
  await walk('advanceReport', { params: { id }, body: { to: 'confirmed', basis: 'CV 12' } })
  await walk('reportFile', { params: { id, format: 'docx' } })
  const blank = await steps.send(admin, 'standardReportTemplate')
  const query = { kind: 'agency-quarter', name: 'Mẫu của Sở' }
  const upload = { query, bytes: blank.rawPayload }
  const template = await idOf(walk('uploadReportTemplate', upload), 'id')
  await walk('withdrawReportTemplate', { params: { id: template } })
  const duty = { obligationId: 'tq1670.o01', fromDay: '2026-01-01', basis: 'Công văn 12' }
  const adopted = await walk('adoptObligation', { body: duty })
  const params = { id: 'tq1670.o01', period: '2026-Q4', agency: province.health }
  await walk('recordReportStep', {
    params,
    body: { step: 'prepared', person: 'Bà B', basis: 'CV 12/SYT-VP' },
  })
  await walk('withdrawAdoption', { params: { id: String(adopted.json().id) } })
})

test('checks by hand and the work queue', async () => {
  const id = await idOf(
    walk('drawHandCheck', { body: { agencyId: null, isStratified: true } }),
    'id',
  )
  const finding = { position: 1, control: 'firewall-on', found: 'met' }
  await walk('recordFindings', { params: { id }, body: { findings: [finding] } })
  const checked = { checkedBy: 'Ông A', checkedOn: '2026-11-18' }
  await walk('finishHandCheck', { params: { id }, body: checked })
  const { groups } = (await steps.send(admin, 'work')).json()
  const remedy = groups[0].remedy
  const [item] = (await steps.send(admin, 'workItems', { params: { remedy } })).json().items
  const change = { note: 'đang xử lý' }
  const items = [{ kind: item.kind, id: item.id, expectedRevision: 0 }]
  const decided = walk('decideWork', { body: { remedy, items, change } })
  await walk('undoWork', { params: { batch: await idOf(decided, 'batch') } })
})

test('people, their sessions and their authenticators', async () => {
  const person = { name: 'hoa', role: 'officer', agencyId: null }
  const id = await idOf(walk('addPerson', { body: person }), 'person', 'id')
  await walk('changePerson', { params: { id }, body: { ...person, role: 'leader', ...unchanged } })
  await walk('resetPassword', { params: { id } })
  await walk('disablePerson', { params: { id } })
  await walk('enablePerson', { params: { id } })
  await walk('decideSignInRules', { body: { totpRoles: ['auditor'], ...unchanged } })
  const cert = await signInAs(api, 'cert', 'lan')
  const own = (await steps.send(cert, 'offerTotp')).json()
  const code = codeAt(own.secret, api.clock.nowMs + 1000)
  await walk('confirmTotp', { body: { code } }, cert)
  await walk('renewRecoveryCodes', { body: { password } }, cert)
  await walk('turnTotpOff', { body: { password } }, cert)
  const next = 'một mật khẩu khác hẳn'
  await walk('changePassword', { body: { current: password, next } }, cert)
  await signInAgain(api, 'lan', next)
  await walk('endMyOtherSessions', {}, cert)
  const lan = await personId('lan')
  const sessionOf = async () => {
    await signInAgain(api, 'lan', next)
    const found = (await steps.send(admin, 'personSessions', { params: { id: lan } })).json()
    return String(found.sessions[0].id)
  }
  await walk('endPersonSession', { params: { id: lan, session: await sessionOf() } })
  await sessionOf()
  await walk('endPersonSessions', { params: { id: lan } })
  const mine = await signInAgain(api, 'lan', next)
  const others = (await steps.send(mine, 'mySessions')).json()
  await walk('endMySession', { params: { session: others.sessions[0].id } }, mine)
  const again = await signInAgain(api, 'lan', next)
  const offered = (await steps.send(again, 'offerTotp')).json()
  const proof = codeAt(offered.secret, api.clock.nowMs + 1000)
  await walk('confirmTotp', { body: { code: proof } }, again)
  await walk('resetTotp', { params: { id: lan } })
})

test('entries of an agency that was split into two', async () => {
  const made = walk('createAgency', { body: { name: 'Sở Dân tộc', kind: 'agency' } })
  const other = await idOf(made, 'id')
  const parts = [{ toAgencyId: other, hostIds: [province.hosts[0]?.id] }]
  const rest = { parts, restToAgencyId: province.finance, onDay: '2026-11-18', source: 'NQ 1' }
  const change = { kind: 'split', fromAgencyId: province.health, ...rest }
  await walk('changeOrganisation', { body: { change } })
  const { entries } = (await steps.send(admin, 'unassignedEntries')).json()
  const body = { toAgencyId: other, entryIds: [entries[0].entryId] }
  await walk('assignEntries', { body })
})

test('signing in and out', async () => {
  const officer = await signInAs(api, 'officer')
  await walk('signOut', {}, officer)
  const before = await checkAudit(api.store.reader)
  await signInAgain(api, 'officer', password)
  const after = await checkAudit(api.store.reader)
  expect(after.checked - before.checked).toBe(1)
  steps.walked.add('signIn')
})

const exported = Object.keys(exportRoutes) as (keyof typeof exportRoutes)[]

test.each([...exported, 'exportAudit'] as const)('%s', async (name) => {
  const list = (await steps.send(admin, 'snapshots')).json()
  const indicator = 'qn2458.i04'
  const id = name === 'exportSnapshot' ? String(list.snapshots[0].id) : plan
  const query = name === 'exportEntries' ? { kind: 'staff' } : {}
  await walk(name, { params: { id, indicator }, query })
})

test('every route that changes something or hands something out was walked, by name', () => {
  const all = Object.entries<Route>(routes) as [RouteName, Route][]
  const traced = all.filter(([, route]) => leavesTrace(route)).map(([name]) => name)
  const elsewhere = [...provedElsewhere, ...Object.keys(listExportRoutes)]
  const known = new Set<string>([...steps.walked, ...Object.keys(changesNothing), ...elsewhere])
  expect(traced.filter((name) => !known.has(name))).toEqual([])
})

test('every entry of the walk is shown in words: what was done, its fields and its values', async () => {
  expect(await plainWordsIn(api.store.db)).toEqual([])
})

test('after all that the chain is whole', async () => {
  expect(await checkAudit(api.store.reader)).toMatchObject({ faults: [] })
})

async function personId(name: string): Promise<string> {
  const { people } = (await steps.send(admin, 'people')).json()
  return String(people.find((one: { name: string }) => one.name === name)?.id)
}

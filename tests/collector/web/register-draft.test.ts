import { expect, test } from 'vitest'
import { translator } from '#i18n/translator.ts'
import { draftOf, emptyDraft, readDraft } from '#collector/web/screens/register/entry-draft.ts'
import { entryBodies, entryKinds, type EntryKind } from '#protocol/register.ts'
import { fieldsOf } from '#collector/web/screens/register/entry-fields.ts'

const speech = translator('vi')
const project = { name: 'Dự án A', year: '2026', fundingVnd: '1.200.000', securityVnd: '120 000' }
const read = (kind: EntryKind, typed: Record<string, string>) =>
  readDraft(kind, { ...emptyDraft(kind), ...typed }, speech)

test('every field of every kind has a form and a name in both languages', () => {
  for (const kind of entryKinds) {
    const asked = fieldsOf(kind).map(([field]) => field)
    expect([kind, asked.toSorted()]).toEqual([
      kind,
      Object.keys(entryBodies[kind].shape).toSorted(),
    ])
  }
})

test('numbers may be typed with thousands set apart, and nothing else is taken for one', () => {
  expect(read('project', project)).toMatchObject({
    body: { fundingVnd: 1_200_000, securityVnd: 120_000, year: 2026 },
  })
  for (const typed of ['1,5', '-3', '12a', '1.20', '1e3']) {
    expect(read('project', { ...project, fundingVnd: typed })).toEqual({
      faults: { fundingVnd: { what: 'amount' } },
    })
  }
})

test('days are typed as dd/MM/yyyy and must be in the calendar', () => {
  const training = { subject: 'Tập huấn', people: '30' }
  for (const on of ['29/02/2024', '2024-02-29']) {
    expect(read('training', { ...training, on })).toMatchObject({ body: { on: '2024-02-29' } })
  }
  for (const on of ['29/02/2026', '2026-02-29', '31/11/2026']) {
    expect(read('training', { ...training, on })).toEqual({ faults: { on: { what: 'day' } } })
  }
})

test('what is missing, too long or contradicts itself is said of its own field', () => {
  expect(read('machine', { code: 'x'.repeat(61), macs: 'zz', class: '' })).toEqual({
    faults: {
      code: { what: 'length', max: 60 },
      class: { what: 'required' },
      macs: { what: 'mac' },
    },
  })
  expect(read('machine', { code: 'MT-1', class: 'server', state: 'in-repair' })).toEqual({
    faults: { stateReason: { what: 'reason-missing' } },
  })
  expect(read('project', { ...project, securityVnd: '9.000.000' })).toEqual({
    faults: { securityVnd: { what: 'more-than-whole' } },
  })
})

test('a draft made from an entry says the same entry', () => {
  const body = {
    code: 'HTTT-1',
    name: 'Một cửa',
    owner: 'UBND tỉnh',
    operator: 'Sở KH&CN',
    level: 3,
    status: 'approved',
    approvalDecision: null,
    regulation: null,
    expectedApproval: '2026-12-31',
    measures: 'some',
    expectedMeasures: null,
    check: 'both',
    classification: 'determined',
    hosts: ['MC-01', 'MC-02'],
    products: [
      { name: 'Tường lửa A', isDomestic: true },
      { name: 'Diệt virus; bản máy chủ', isDomestic: null },
    ],
  }
  for (const language of ['vi', 'en'] as const) {
    const words = translator(language)
    const draft = draftOf('information-system', body, words)
    expect(readDraft('information-system', draft, words)).toEqual({ body })
  }
})

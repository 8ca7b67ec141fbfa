import { expect, test } from 'vitest'
import type { RowEntry } from '#collector/imports/row.ts'
import { makeTemplate } from '#collector/imports/template.ts'
import { templateCsv, templateXlsx } from '#collector/imports/template-files.ts'
import { writeTemplate, type TemplateWork } from '#collector/imports/template-writer.ts'
import { entryKinds, type EntryKind } from '#protocol/register.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import { agencies, checkHere, choice } from './files.ts'

const nowMs = 1_795_000_000_000
const agencyNames = new Map(agencies.map(({ id, names }) => [id, names[0] ?? '']))
const formats = ['csv', 'xlsx'] as const
const languages = ['vi', 'en'] as const
const agencyId = 'a-yte'

/** Entries with everything that a body may hold, and with as little as it may. */
const entries: { readonly [Kind in EntryKind]: readonly RowEntry[] } = {
  staff: [{ kind: 'staff', agencyId, body: { officials: 42, publicEmployees: 1200 } }],
  'machine-count': [{ kind: 'machine-count', agencyId, body: { class: 'server', count: 3 } }],
  machine: [
    {
      kind: 'machine',
      agencyId,
      body: {
        code: '=0012; "A"',
        class: 'end-device',
        name: 'Máy, của phòng',
        serial: '00123',
        assetTag: '-5',
        macs: ['00:1a:2b:3c:4d:5e', '00:1a:2b:3c:4d:5f'],
        room: 'Phòng Kế hoạch',
        state: 'to-be-disposed',
        stateReason: 'Hỏng nguồn',
        carriesNoAgent: true,
      },
    },
    {
      kind: 'machine',
      agencyId: 'a-gd',
      body: declaredMachine('M2'),
    },
  ],
  lan: [
    {
      kind: 'lan',
      agencyId,
      body: {
        name: 'LAN 1',
        place: null,
        hasBroadband: true,
        hasFirewall: false,
        firewallProduct: null,
      },
    },
    {
      kind: 'lan',
      agencyId,
      body: {
        name: 'LAN 2',
        place: null,
        hasBroadband: true,
        hasFirewall: false,
        firewallProduct: null,
        networks: ['192.168.1.0/24', '10.20.0.0/16'],
      },
    },
  ],
  'it-officer': [
    { kind: 'it-officer', agencyId, body: { isAssigned: true, isTrained: false, people: 0 } },
  ],
  licence: [
    {
      kind: 'licence',
      agencyId,
      body: {
        productId: 'bkav',
        productName: 'Bkav Endpoint',
        seats: 120,
        from: '2026-02-03',
        until: null,
        priceVnd: 12_500_000,
      },
    },
  ],
  'information-system': [
    {
      kind: 'information-system',
      agencyId,
      body: {
        code: 'HT1',
        name: 'Cổng thông tin',
        owner: 'UBND tỉnh',
        operator: 'Sở KH&CN',
        level: 3,
        status: 'sent-for-appraisal',
        approvalDecision: null,
        regulation: '12/QĐ',
        expectedApproval: '2026-12-31',
        measures: 'some',
        expectedMeasures: null,
        check: 'both',
        classification: 'not-determined',
        hosts: ['M1', 'M2'],
        products: [
          { name: 'Bkav', isDomestic: true },
          { name: 'Kaspersky', isDomestic: false },
          { name: 'CMC', isDomestic: null },
        ],
      },
    },
  ],
  device: [
    {
      kind: 'device',
      agencyId,
      body: {
        code: 'CAM-01',
        kind: 'camera',
        vendor: 'Hikvision',
        model: 'DS-2CD1023',
        address: '192.168.1.20',
        mac: '00:1a:2b:3c:4d:5e',
        place: 'Cổng chính',
        owner: 'Bà Lan',
        state: 'in-repair',
        stateReason: 'hỏng nguồn',
      },
    },
  ],
  project: [
    {
      kind: 'project',
      agencyId,
      body: {
        name: 'Nâng cấp mạng',
        fundingVnd: 12_345_678_901,
        securityVnd: 0,
        hasSecurityComponent: false,
        year: 2026,
        exemption: null,
      },
    },
  ],
  training: [
    { kind: 'training', agencyId, body: { on: '2026-03-05', subject: 'An toàn', people: 30 } },
  ],
  incident: [
    {
      kind: 'incident',
      agencyId,
      body: {
        occurredOn: '2026-03-05',
        subject: 'Mã độc tống tiền',
        isResolved: true,
        reportedOn: '2026-03-06',
      },
    },
  ],
  figure: [
    {
      kind: 'figure',
      agencyId,
      body: { metric: 'services-level-3', numerator: 5, denominator: null },
    },
  ],
}

/** As the thread does it, without the thread. */
async function written(work: TemplateWork): Promise<Uint8Array> {
  const template = makeTemplate(work)
  return work.format === 'csv' ? templateCsv(template) : templateXlsx(template, work.nowMs)
}

const cases = entryKinds.flatMap((kind) =>
  formats.flatMap((format) => languages.map((language) => [kind, format, language] as const)),
)

test.each(cases)(
  'an empty template of %s as %s in %s is valid and has no rows',
  async (...wanted) => {
    const [kind, format, language] = wanted
    const work = { kind, language, entries: [], agencyNames, format, nowMs }
    const { check: found } = await checkHere(await written(work), {
      choice: { ...choice, kind, agencyId: null },
    })
    expect(found.counts).toEqual({ rows: 0, added: 0, corrected: 0, unchanged: 0, wrong: 0 })
    expect([found.missing, found.errorsTotal]).toEqual([[], 0])
    expect(found.columns.every(({ field }) => field !== null)).toBe(true)
  },
)

test.each(cases)(
  'entries of %s written as %s in %s are read again as they were',
  async (...wanted) => {
    const [kind, format, language] = wanted
    const work = { kind, language, entries: entries[kind], agencyNames, format, nowMs }
    const read = await checkHere(await written(work), {
      choice: { ...choice, kind, agencyId: null },
    })
    expect(read.check.errors).toEqual([])
    expect(read.drafts).toEqual(entries[kind].map((entry) => ({ ...entry, entryId: null })))
  },
)

test('a CSV template opens in Excel by a double click: a mark, semicolons, CRLF, no formula', async () => {
  const work = { kind: 'machine', language: 'vi', entries: entries.machine, agencyNames } as const
  const file = await writeTemplate({ ...work, format: 'csv', nowMs })
  const [head, first] = Buffer.from(file).toString('utf8').split('\r\n')
  expect(head).toMatch(/^\ufeffCơ quan, đơn vị;Mã máy;|^\ufeff"Cơ quan, đơn vị";Mã máy;/)
  expect(first).toContain(`"'=0012; ""A"""`)
  expect(first).toContain(`;'-5;`)
})

import { access, constants, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'
import type { ReportKind } from '#protocol/reports.ts'
import { findAgency, listAgencies } from '#store/agencies.ts'
import { recordRead } from '#store/audit.ts'
import { openStoreBeside } from '#store/open.ts'
import type { Db } from '#store/schema.ts'
import { loadReportInput } from '../reports/input/load.ts'
import { renderReport } from '../reports/render.ts'
import { storeOptions, type Tools } from './tools.ts'

/** The words of the command line for the kinds of report. */
export const reportVerbs = {
  quarterly: { ofAgency: 'agency-quarter', ofProvince: 'province-quarter' },
  yearly: { ofAgency: null, ofProvince: 'systems-year' },
  scorecard: { ofAgency: null, ofProvince: 'scorecard' },
} as const satisfies Record<string, { ofAgency: ReportKind | null; ofProvince: ReportKind }>
export type ReportVerb = keyof typeof reportVerbs

export type ReportAsked = {
  readonly verb: ReportVerb
  readonly period: string
  /** A name; empty: the province. */
  readonly agency: string
  readonly out: string
}

const namesShownMax = 20

/**
 * Writes the .docx and the .xlsx of a period into a folder, without a browser. They are drafts, and are not archived.
 * @throws Refusal FILE_NOT_WRITABLE before anything is read; AGENCY_NOT_FOUND; REPORT_WITHOUT_SNAPSHOT
 */
export async function report(tools: Tools, asked: ReportAsked): Promise<void> {
  const { config, print, words } = tools
  await refuseUnwritable(asked.out)
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const agencyId = asked.agency === '' ? null : await agencyNamed(store.db, asked.agency)
    const { ofAgency, ofProvince } = reportVerbs[asked.verb]
    const kind = agencyId === null ? ofProvince : ofAgency
    if (kind === null) throw new Refusal('REPORT_AGENCY_INVALID', { kind: ofProvince })
    const input = await loadReportInput(store.reader, {
      kind,
      period: asked.period,
      agencyId,
      planId: null,
      provinceId: config.province,
      nowMs: tools.now(),
      marking: null,
      narrative: { shortcomings: [], nextTasks: [], proposals: [] },
      letterhead: {},
    })
    const { docx, annex, docxHash, annexHash, remarks } = await renderReport(input, {
      isDraft: true,
      template: null,
    })
    const read = { table: 'report', subject: input.snapshot.id, rows: null, format: 'docx' }
    const by = { actor: 'command', address: null, nowMs: tools.now() }
    await recordRead(store.db, { ...read, filters: asked }, by)
    const base = join(asked.out, `khien-${kind}-${asked.period}-chot-${input.snapshot.number}`)
    await write(`${base}.docx`, docx)
    await write(`${base}.xlsx`, annex)
    print(words.t('collector.report.made', { file: `${base}.docx`, hash: docxHash }))
    print(words.t('collector.report.made', { file: `${base}.xlsx`, hash: annexHash }))
    for (const { text } of remarks) print(text)
  } finally {
    await store.close()
  }
}

async function agencyNamed(db: Db, name: string): Promise<string> {
  const found = await findAgency(db, name.normalize('NFC'))
  if (found) return found.id
  const names = (await listAgencies(db)).map((agency) => agency.name)
  const shown = names.slice(0, namesShownMax).join(', ')
  throw new Refusal('AGENCY_NOT_FOUND', { id: `“${name}” (${shown})` })
}

async function refuseUnwritable(folder: string): Promise<void> {
  const refuse = (error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_WRITABLE', { file: folder, detail })
  }
  const found = await stat(folder).catch(refuse)
  if (!found?.isDirectory()) refuse(new Error('ENOTDIR'))
  await access(folder, constants.W_OK).catch(refuse)
}

async function write(file: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(file, content)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_WRITABLE', { file, detail })
  }
}

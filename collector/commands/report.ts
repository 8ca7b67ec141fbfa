import { access, constants, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'
import type { ReportKind, ReportView } from '#protocol/reports.ts'
import { findAgency, listAgencies } from '#store/agencies.ts'
import { recordRead } from '#store/audit.ts'
import { openStoreBeside } from '#store/open.ts'
import { listTemplates } from '#store/reports/templates.ts'
import type { Db } from '#store/schema.ts'
import { makeReport, reportFileName, type MadeReport } from '../reports/make-report.ts'
import { makePdf } from '../reports/pdf.ts'
import { createPress } from '../reports/press.ts'
import { notWritable, writeOutput } from './output-file.ts'
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
  /** Its id; empty: the one that the screens show. */
  readonly plan: string
  /** The name or the id of one that was uploaded; empty: the layout of the product. */
  readonly template: string
  readonly marking: ReportView['marking']
  readonly isPdfWanted: boolean
  readonly out: string
}

const namesShownMax = 20

/**
 * Makes the draft of a period, archives it as the screen does, and writes its files into a folder.
 * @throws Refusal FILE_NOT_WRITABLE before anything is read; AGENCY_NOT_FOUND; TEMPLATE_NOT_FOUND;
 * REPORT_WITHOUT_SNAPSHOT; PDF_NOT_AVAILABLE and the like once the draft and its other files stand
 */
export async function report(tools: Tools, asked: ReportAsked): Promise<void> {
  await refuseUnwritable(asked.out)
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const made = await makeAsked(tools, store, asked)
    const by = { actor: 'command', address: null, nowMs: tools.now() }
    const read = { table: 'report', subject: made.report.id, rows: null, format: 'docx' }
    await recordRead(store.db, { ...read, filters: asked }, by)
    await writeFiles(tools, made, asked)
    for (const { text } of made.report.remarks) tools.print(text)
  } finally {
    await store.close()
  }
}

type Stores = { readonly db: Db; readonly reader: Db }

async function makeAsked(
  { config, now, newId }: Tools,
  { db, reader }: Stores,
  asked: ReportAsked,
): Promise<MadeReport> {
  const agencyId = asked.agency === '' ? null : await agencyNamed(db, asked.agency)
  const { ofAgency, ofProvince } = reportVerbs[asked.verb]
  const kind = agencyId === null ? ofProvince : ofAgency
  if (kind === null) throw new Refusal('REPORT_AGENCY_INVALID', { kind: ofProvince })
  const templateId =
    asked.template === '' ? null : await templateNamed(reader, { kind, name: asked.template })
  return makeReport(
    { db, reader, press: createPress(), newId },
    {
      kind,
      agencyId,
      templateId,
      period: asked.period,
      planId: asked.plan === '' ? null : asked.plan,
      provinceId: config.province,
      marking: asked.marking,
      narrative: { shortcomings: [], nextTasks: [], proposals: [] },
      letterhead: {},
      licencePriceVnd: null,
    },
    { actor: 'command', address: null, nowMs: now() },
  )
}

async function writeFiles(
  { print, words }: Tools,
  { report: made, files }: MadeReport,
  { out, isPdfWanted }: ReportAsked,
): Promise<void> {
  const base = join(out, reportFileName(made))
  const say = (file: string, hash: string) =>
    print(words.t('collector.report.made', { file, hash }))
  await writeOutput(`${base}.docx`, files.draft)
  say(`${base}.docx`, made.docxHash)
  await writeOutput(`${base}.xlsx`, files.annex)
  say(`${base}.xlsx`, made.annexHash)
  print(words.t('collector.report.archived', { id: made.id, number: made.snapshotNumber }))
  if (!isPdfWanted) return
  await writeOutput(`${base}.pdf`, await makePdf(files.draft))
  print(words.t('collector.report.pdf', { file: `${base}.pdf` }))
}

async function agencyNamed(db: Db, name: string): Promise<string> {
  const found = await findAgency(db, name.normalize('NFC'))
  if (found) return found.id
  const names = (await listAgencies(db)).map((agency) => agency.name)
  const shown = names.slice(0, namesShownMax).join(', ')
  throw new Refusal('AGENCY_NOT_FOUND', { id: `“${name}” (${shown})` })
}

/** The newest of a name. */
async function templateNamed(
  db: Db,
  { kind, name }: { readonly kind: ReportKind; readonly name: string },
): Promise<string> {
  const usable = (await listTemplates(db)).filter(
    (one) => one.kind === kind && one.withdrawnMs === null,
  )
  const found = usable.find((one) => one.id === name || one.name === name)
  if (found) return found.id
  const shown = usable.slice(0, namesShownMax).map((one) => one.name)
  throw new Refusal('TEMPLATE_NOT_FOUND', { id: `“${name}” (${shown.join(', ')})` })
}

async function refuseUnwritable(folder: string): Promise<void> {
  const refuse = (error: unknown): never => {
    throw notWritable(folder, error)
  }
  const found = await stat(folder).catch(refuse)
  if (!found?.isDirectory()) refuse(new Error('ENOTDIR'))
  await access(folder, constants.W_OK).catch(refuse)
}

import type { ReportInput } from '#domain/report-input.ts'
import type { Cell, Sheet } from '#collector/sheets/cell.ts'
import type { ReportTexts } from '../texts.ts'
import { columnsOf, dayOrNull, yesOrNo } from './sheet.ts'

/** What agencies have declared, list by list. */
export function declaredSheets(input: ReportInput, texts: ReportTexts): Sheet[] {
  return [
    systems(input, texts),
    licences(input, texts),
    ...(input.projects === null ? [] : [projects(input.projects, texts)]),
    ...(input.trainings === null ? [] : [trainings(input.trainings, texts)]),
    ...(input.incidents === null ? [] : [incidents(input.incidents, texts)]),
    declarations(input, texts),
  ]
}

function systems(input: ReportInput, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.systems'),
    columns: columnsOf(texts, [
      ['annex.id', 18],
      ['annex.name', 44],
      ['unprotected.agency', 36],
      ['annex.owner', 30],
      ['annex.operator', 30],
      ['annex.level', 10],
      ['annex.decision', 36],
      ['annex.regulation', 36],
    ]),
    rows: input.systems.map((row): Cell[] => [
      row.code,
      row.name,
      row.agencyName,
      row.owner,
      row.operator,
      row.level,
      row.approvalDecision,
      row.regulation,
    ]),
    totals: null,
  }
}

function licences(input: ReportInput, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.licences'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['annex.product', 40],
      ['annex.seats', 14],
      ['annex.used', 14],
      ['annex.validFrom', 14],
      ['annex.validUntil', 14],
    ]),
    rows: input.licences.map((row): Cell[] => [
      row.agencyName,
      row.product,
      row.seats,
      row.used,
      dayOrNull(row.from),
      dayOrNull(row.until),
    ]),
    totals: [
      texts.say('annex.total'),
      null,
      input.licences.reduce((total, { seats }) => total + seats, 0),
    ],
  }
}

function projects(rows: NonNullable<ReportInput['projects']>, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.projects'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['annex.name', 50],
      ['annex.year', 10],
      ['annex.funding', 20],
      ['annex.security', 24],
      ['annex.component', 14],
      ['annex.exemption', 40],
    ]),
    rows: rows.map((row): Cell[] => [
      row.agencyName,
      row.name,
      String(row.year),
      row.fundingVnd,
      row.securityVnd,
      yesOrNo(row.hasSecurityComponent, texts),
      row.exemption,
    ]),
    totals: [
      texts.say('annex.total'),
      null,
      null,
      rows.reduce((total, { fundingVnd }) => total + fundingVnd, 0),
      rows.reduce((total, { securityVnd }) => total + securityVnd, 0),
    ],
  }
}

function trainings(rows: NonNullable<ReportInput['trainings']>, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.training'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['annex.on', 14],
      ['annex.name', 60],
      ['annex.people', 12],
    ]),
    rows: rows.map((row): Cell[] => [row.agencyName, { day: row.on }, row.subject, row.people]),
    totals: [
      texts.say('annex.total'),
      null,
      null,
      rows.reduce((total, { people }) => total + people, 0),
    ],
  }
}

function incidents(rows: NonNullable<ReportInput['incidents']>, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.incidents'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['annex.on', 14],
      ['annex.name', 60],
      ['annex.resolved', 16],
      ['annex.reported', 16],
    ]),
    rows: rows.map((row): Cell[] => [
      row.agencyName,
      { day: row.occurredOn },
      row.subject,
      yesOrNo(row.isResolved, texts),
      dayOrNull(row.reportedOn),
    ]),
    totals: null,
  }
}

function declarations(input: ReportInput, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.declarations'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['declarations.what', 44],
      ['declarations.value', 40],
      ['declarations.fromDay', 14],
      ['declarations.actor', 30],
      ['declarations.evidence', 40],
    ]),
    rows: input.declarations.map((row): Cell[] => [
      row.agencyName,
      row.what,
      row.value,
      { day: row.fromDay },
      row.actor,
      row.evidence,
    ]),
    totals: null,
  }
}

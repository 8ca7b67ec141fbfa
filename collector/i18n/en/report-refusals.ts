import type { reportRefusals } from '#protocol/report-refusals.ts'

/** Sentences about reports and their templates. */
export const reportRefusalTexts = {
  'refusal.REPORT_NOT_FOUND': 'There is no report {id}.',
  'refusal.REPORT_WITHOUT_SNAPSHOT':
    'The period {period} has no snapshot, so no report can be made. Freeze the figures of this period first.',
  'refusal.REPORT_PERIOD_INVALID':
    'The period “{period}” does not fit this kind of report; it needs {expected}.',
  'refusal.REPORT_AGENCY_INVALID':
    'A report “{kind}” needs exactly one agency, or none if it is of the whole province.',
  'refusal.REPORT_STATE_INVALID': 'The report is “{state}”, so it cannot become “{to}”.',
  'refusal.REPORT_BUSY':
    'Already making {printingMax} reports at once. Wait a minute and try again.',
  'refusal.REPORT_TOO_LARGE':
    'The report is too large: not done within {seconds} seconds and {heapMb} MB of memory.',
  'refusal.REPORT_DAMAGED':
    'The archived file of report {id} no longer has the SHA-256 that was recorded ({hash}). Restore it from a backup.',
  'refusal.PDF_NOT_AVAILABLE':
    'LibreOffice is not installed on this server, so no PDF can be made. Download the .docx and save it as PDF in Word, or install libreoffice-writer.',
  'refusal.PDF_FAILED': 'LibreOffice could not make the PDF: {detail}. Download the .docx.',
  'refusal.PDF_FONT_MISSING':
    'This server has no font like Times New Roman with all Vietnamese letters (the PDF mixes fonts: {fonts}). Install fonts-liberation2 or Times New Roman, or download the .docx.',
  'refusal.TEMPLATE_NOT_FOUND': 'There is no report template {id}.',
  'refusal.TEMPLATE_TOO_LARGE':
    'The template has {bytes} bytes when inflated, more than the limit of {bytesMax}.',
  'refusal.TEMPLATE_NOT_READABLE': 'The template cannot be read; it has to be a .docx: {detail}.',
  'refusal.TEMPLATE_UNSAFE':
    'The template holds what is not allowed (a macro, embedded content or a link that loads by itself) in {part}. Remove it and upload again.',
  'refusal.TEMPLATE_TAG_UNKNOWN':
    'The template uses tags that do not exist: {tags}. The standard template that you can download has them all.',
  'refusal.TEMPLATE_TAG_BROKEN': 'A brace of a tag is missing or left over at {place}.',
  'refusal.TEMPLATE_TAG_MISSING':
    'The template lacks {tags}: a report has to print where its figures come from, and its appendices, to be provable. Put them back and upload it again.',
  'refusal.TEMPLATE_LOOP_OPEN': 'The loop {tag} is not closed, or closed wrongly, at {place}.',
} as const satisfies Record<`refusal.${keyof typeof reportRefusals}`, string>

import type { importRefusalTexts as vi } from '../vi/import-refusals.ts'

export const importRefusalTexts = {
  'refusal.IMPORT_NOT_FOUND':
    'There is no import {id}. A file that was not imported is kept for 7 days.',
  'refusal.IMPORT_NOT_DRAFT':
    'The file “{fileName}” was imported or forgotten already. Upload it again.',
  'refusal.IMPORT_NOT_DONE':
    'The file “{fileName}” was not imported, or was undone: there is nothing to undo.',
  'refusal.IMPORT_BUSY': '{readersMax} other files are being read. Try again in a few minutes.',
  'refusal.IMPORT_FILE_EMPTY': 'The file is empty (0 bytes). Choose another one.',
  'refusal.IMPORT_FILE_TOO_LARGE':
    'The file is larger than the limit of {bytesMax} bytes. Split it into several.',
  'refusal.IMPORT_FORMAT_UNKNOWN':
    'The file is neither CSV nor Excel (.xlsx). Save the table as one of the two.',
  'refusal.IMPORT_OLD_EXCEL':
    'An old Excel file (.xls), or one with a password. Open it in Excel, remove the password and save it as .xlsx.',
  'refusal.IMPORT_FILE_BROKEN':
    'The file is damaged or incomplete ({detail}). Open it in Excel and save it again.',
  'refusal.IMPORT_PARTS_TOO_MANY':
    'The Excel file has {parts} parts, more than the limit of {partsMax}. Copy the table into a new file.',
  'refusal.IMPORT_INFLATED_TOO_LARGE':
    'The file inflates to more than {bytesMax} bytes and was not opened. Copy the rows that hold data into a new file.',
  'refusal.IMPORT_ROWS_TOO_MANY':
    'The table has {rows} rows, more than the limit of {rowsMax} for one import. Split it into several files.',
  'refusal.IMPORT_COLUMNS_TOO_MANY':
    'The table has {columns} columns, more than the limit of {columnsMax}. Remove what is not needed.',
  'refusal.IMPORT_TOO_SLOW':
    'Reading took longer than {seconds} seconds and was stopped. Split the file or save it as CSV.',
  'refusal.IMPORT_MEMORY_EXCEEDED':
    'Reading needs more than {heapMb} MB of memory and was stopped. Split the file or save it as CSV.',
  'refusal.IMPORT_ENCODING_MIXED':
    'The file mixes two encodings: it begins as {first}, row {row} has {other}. Save the whole file as “CSV UTF-8”.',
  'refusal.IMPORT_ENCODING_LEGACY':
    'Row {row} is in the encoding {encoding}: “{sample}”. Convert it to Unicode and import it again.',
  'refusal.IMPORT_ENCODING_UNKNOWN':
    'The Vietnamese text in row {row} cannot be read: “{sample}”. Save the file as “CSV UTF-8”.',
  'refusal.IMPORT_QUOTE_OPEN':
    'A quotation mark that opens in row {row} is never closed. Correct that row and import it again.',
  'refusal.IMPORT_SHEET_UNKNOWN': 'The file has {sheets} sheets; there is no sheet {sheet}.',
  'refusal.IMPORT_HEADER_MISSING':
    'There is no row of column heads. It has to be within the first 30 rows.',
  'refusal.IMPORT_MAPPING_INVALID':
    'The mapping does not fit the {columns} columns of the file, or gives a field twice.',
  'refusal.IMPORT_ROWS_MISSING': 'The table has no row of data below its heads.',
  'refusal.IMPORT_REGISTER_CHANGED':
    'Somebody changed the register meanwhile. Nothing was written; check again, then import.',
  'refusal.IMPORT_HAS_ERRORS':
    '{errors} errors remain, so no row was written. Correct the file or the mapping and import again.',
} satisfies Record<keyof typeof vi, string>

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const packages = 'http://schemas.openxmlformats.org/package/2006'
export const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

// eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these characters, not even escaped.
const notXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** A text inside XML 1.0, NFC. */
export const escaped = (text: string) =>
  text
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(notXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

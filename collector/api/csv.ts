/** What Excel takes for a formula when a text begins with it. */
const formulaStart = /^[=+\-@\t\r]/

/** CSV as Excel in Vietnamese opens it by a double click: a mark, semicolons, CRLF; no text is a formula. */
export function csvFile(rows: readonly (readonly string[])[]): Buffer {
  const text = rows.map((row) => row.map(quoted).join(';')).join('\r\n')
  return Buffer.from(`\ufeff${text}\r\n`, 'utf8')
}

function quoted(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text
  return /[;"\r\n,\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

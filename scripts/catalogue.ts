import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readSignedCatalogue } from '#agent/catalogue.ts'
import { parseRows } from '#domain/catalogue-rows.ts'
import {
  catalogueContent,
  catalogueKind,
  catalogueMessage,
  type CatalogueContent,
} from '#protocol/catalogue/signed.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { limits } from '#protocol/limits.ts'
import { print, requiring, runCommand } from './own-command.ts'
import { makeSigningKey, openSigningKey } from './signing-key.ts'

const usage = `npm run catalogue -- keys --key FILE
    makes a key pair: the private key into FILE (not overwritten), the public key on the screen
npm run catalogue -- sign --key FILE --kind KIND --sequence N --rows FILE --out FILE [--issued yyyy-mm-dd]
    signs rows (a list, or an object with "rows"); KIND is antivirus-products, os-support or service-rules
npm run catalogue -- verify --keys KEY[,KEY] FILE
    says what a signed catalogue holds, if one of the keys has signed it
Needs no network and starts nothing: run it on the machine where the private key lies. See docs/operating/catalogues.md.
`

const { values, positionals } = parseArgs({
  options: {
    key: { type: 'string', default: '' },
    keys: { type: 'string', default: '' },
    kind: { type: 'string', default: '' },
    sequence: { type: 'string', default: '' },
    rows: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    issued: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const needed = requiring(values)

function makeKeys(): void {
  print(makeSigningKey(needed('key')))
}

function signRows(): void {
  const key = openSigningKey(needed('key'))
  const kind = catalogueKind.parse(needed('kind'))
  const rows = rowsIn(readFileSync(needed('rows'), 'utf8'))
  const checked = parseRows(kind, rows)
  if (!checked.success) throw new Error(z.prettifyError(checked.error))
  const content: CatalogueContent = catalogueContent.parse({
    format: 'khien catalogue',
    kind,
    sequence: Number(needed('sequence')),
    issuedOn: values.issued,
    rows: checked.data.rows,
  })
  const file = key.signLines(canonicalJson(content), catalogueMessage)
  const bytes = Buffer.byteLength(file)
  if (bytes > limits.catalogueBytesMax) {
    throw new Error(`${bytes} bytes exceed ${limits.catalogueBytesMax}`)
  }
  writeFileSync(needed('out'), file)
  print(`${kind} ${content.sequence}: ${content.rows.length} rows, ${bytes} bytes`)
  print(`signed by ${key.publicKey}`)
}

function verifyFile(): void {
  const [, file = ''] = positionals
  const keys = needed('keys').split(',')
  const { kind, sequence, issuedOn, rows } = readSignedCatalogue(readFileSync(file, 'utf8'), keys)
  const checked = parseRows(kind, rows)
  if (!checked.success) throw new Error(z.prettifyError(checked.error))
  print(`${kind} ${sequence} of ${issuedOn}: ${rows.length} rows, signature good`)
}

const listed = z.union([
  z.array(z.unknown()),
  z.looseObject({ rows: z.array(z.unknown()) }).transform(({ rows }) => rows),
])

function rowsIn(text: string): unknown[] {
  return listed.parse(JSON.parse(text))
}

const commands: Readonly<Record<string, () => void>> = {
  keys: makeKeys,
  sign: signRows,
  verify: verifyFile,
}

await runCommand({ values, positionals }, commands, { usage })

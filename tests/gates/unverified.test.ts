import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandsOf } from '#domain/reader-commands.ts'
import { productVerification } from '#domain/verification.ts'
import { checkout } from '#scripts/tool.ts'

const text = readFileSync(join(checkout, 'docs/operating/unverified.md'), 'utf8')
const rows = text.split('\n').map((line) =>
  line
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
    .slice(1, -1),
)

test('every reader that nobody has checked stands in the document with the command that checks it', () => {
  const unchecked = productVerification.rows.filter(({ checked }) => checked === null)
  const missing = unchecked.filter((one) => {
    const { command, beside } = commandsOf(one)
    const compared = beside === null ? 'the window of the product' : `\`${beside}\``
    return !rows.some(
      ([reader, platform, , shown, other]) =>
        reader === `\`${one.reader}\`` &&
        platform === one.platform &&
        shown === `\`${command}\`` &&
        other === compared,
    )
  })
  expect(missing).toEqual([])
})

test('the document names no reader that there is not, or that was checked', () => {
  const unchecked = productVerification.rows.filter(({ checked }) => checked === null)
  const named = rows.filter(([, platform]) => platform === 'linux' || platform === 'windows')
  expect(named.map(([reader, platform]) => `${reader} ${platform}`)).toEqual(
    unchecked.map(({ reader, platform }) => `\`${reader}\` ${platform}`),
  )
})

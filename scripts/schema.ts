import { schemaDrift, writeSchemas } from './schemas.ts'

/** `--check` only says what is stale, and exits with 1 when anything is. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--check')) {
    const stale = await schemaDrift()
    for (const file of stale) process.stdout.write(`${file} is stale: npm run schema writes it\n`)
    return stale.length === 0 ? 0 : 1
  }
  const written = await writeSchemas()
  process.stdout.write(written.length === 0 ? 'up to date\n' : `wrote ${written.join(', ')}\n`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))

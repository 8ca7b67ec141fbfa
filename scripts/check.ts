import { parseArgs } from 'node:util'
import { gates, type Gate } from './gates.ts'
import { seconds } from './tool.ts'

const all: readonly Gate[] = Object.values(gates)

const usage = `npm run check [-- --only NAME,NAME] [--without NAME,NAME]
Runs every gate, also after one has failed, and exits with 1 when any is red. Gates:
${all.map(({ name, what }) => `  ${name.padEnd(8)}${what}`).join('\n')}
`

function chosen(only: string | undefined, without: string | undefined): readonly Gate[] {
  const wanted = only?.split(',')
  const unwanted = without?.split(',') ?? []
  const strange = [...(wanted ?? []), ...unwanted].filter(
    (name) => !all.some((gate) => gate.name === name),
  )
  if (strange.length > 0) throw new Error(`there is no gate ${strange.join(', ')}; see --help`)
  return all.filter(({ name }) => (wanted?.includes(name) ?? true) && !unwanted.includes(name))
}

async function passes(gate: Gate): Promise<boolean> {
  const startedMs = performance.now()
  const { passed, output } = await gate.run()
  const took = seconds(performance.now() - startedMs)
  process.stdout.write(`${passed ? 'ok  ' : 'RED '} ${gate.name.padEnd(8)}${took}\n`)
  if (!passed) process.stdout.write(`${output.trimEnd()}\n`)
  return passed
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, without: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  const running = chosen(values.only, values.without)
  const red: string[] = []
  for (const gate of running) if (!(await passes(gate))) red.push(gate.name)
  const names = red.length === 0 ? '' : ` (${red.join(', ')})`
  process.stdout.write(`gates: ${running.length - red.length} green, ${red.length} red${names}\n`)
  return red.length === 0 && running.length > 0 ? 0 : 1
}

process.exitCode = await main()

import { parseArgs } from 'node:util'
import { runFleetHere } from './fleet/run.ts'

const usage = `npm run fleet -- [--hosts 2000] [--seed 1] [--minutes 10]
Connects made-up hosts to the collector of this machine's settings (KHIEN_DATA_DIR, KHIEN_PORT) over real TLS with
real keys. Their agencies are marked as sample data. The same seed gives the same hosts; it stops by itself after
the given minutes, or on Ctrl+C.
`

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
})

const bounds = { hosts: 20_000, seed: 2_147_483_647, minutes: 24 * 60 }

function whole(name: keyof typeof bounds): number {
  const value = Number(values[name])
  if (Number.isInteger(value) && value >= 1 && value <= bounds[name]) return value
  process.stderr.write(`--${name} is “${values[name]}”; it must be from 1 to ${bounds[name]}\n`)
  process.exit(2)
}

if (values.help) process.stdout.write(usage)
else {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  const fleet = { hosts: whole('hosts'), seed: whole('seed'), minutes: whole('minutes') }
  await runFleetHere(fleet, stop.signal)
}

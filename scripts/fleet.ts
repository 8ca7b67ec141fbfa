import { parseArgs } from 'node:util'
import { fleetMax, runFleetHere } from './fleet/run.ts'
import { wholeNumber } from './whole-number.ts'

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

if (values.help) process.stdout.write(usage)
else {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  const fleet = {
    hosts: wholeNumber('hosts', values.hosts, fleetMax.hosts),
    seed: wholeNumber('seed', values.seed, fleetMax.seed),
    minutes: wholeNumber('minutes', values.minutes, fleetMax.minutes),
  }
  await runFleetHere(fleet, stop.signal)
}

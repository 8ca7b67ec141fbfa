import { checkDevice } from '#agent/device-check/check.ts'
import { openLedger } from '#agent/device-check/ledger.ts'
import { labMac, labNow, labRules } from './lab.ts'

/** Is killed as `kill -9` kills, at the moment when the attempt is written and not yet made. */
const [path = '', port = ''] = process.argv.slice(2)
const ledger = openLedger(path)
if (ledger === 'damaged') throw new Error('damaged')
await checkDevice(
  { address: '127.0.0.1', mac: labMac, protocol: 'http', port: Number(port), certificate: null },
  {
    rules: labRules,
    ledger: {
      ...ledger,
      writeAttempt: (mac, nowMs) => {
        ledger.writeAttempt(mac, nowMs)
        process.kill(process.pid, 'SIGKILL')
      },
    },
    attemptsADay: 1,
    ranges: ['127.0.0.0/8'],
    now: () => labNow,
    random: () => 'c0ffee5eed',
    macOf: async () => labMac,
  },
)

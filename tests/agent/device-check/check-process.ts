import { checkDevice } from '#agent/device-check/check.ts'
import { openLedger } from '#agent/device-check/ledger.ts'
import { deviceProtocol } from '#protocol/device-checks.ts'
import { labMac, labRules } from './lab.ts'
import { snmpRules } from './snmp-devices.ts'

/** Checks a device of the lab as the child of an agent does, then writes a diagnostic report of itself. */
const [protocol = '', path = '', port = ''] = process.argv.slice(2)
const ledger = openLedger(path)
if (ledger === 'damaged') throw new Error('damaged')
const checked = await checkDevice(
  {
    address: '127.0.0.1',
    mac: labMac,
    protocol: deviceProtocol.parse(protocol),
    port: Number(port),
    certificate: null,
  },
  {
    rules: [...labRules, ...snmpRules],
    ledger,
    attemptsADay: 1,
    ranges: ['127.0.0.0/8'],
    now: Date.now,
    random: () => 'c0ffee5eed',
    macOf: async () => labMac,
  },
)
process.report.writeReport('diagnostic-report.json')
process.stdout.write(JSON.stringify(checked))

import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { epochMs, isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import { isMissing, firstStanding, unknownFrom } from '../../answers.ts'
import { versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, type AntivirusLook, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const headBytes = 512
const databases = ['/var/lib/clamav/daily.cld', '/var/lib/clamav/daily.cvd']
const programs = ['/usr/sbin/clamd', '/usr/bin/clamscan']

/**
 * ClamAV checks files on use only while clamonacc runs beside clamd.
 * The age of its signatures stands in the head of daily.cld or daily.cvd, never in the time of the
 * file.
 * Source: clamav documentation, "On-Access Scanning" and "CVD file format".
 */
export const clamav: AntivirusReader = async (look) => ({
  ...linuxTellsNot,
  version: await readVersion(look),
  isRunning: isRunning(look, ['clamd']),
  realTime: realTime(look),
  signaturesAtMs: await readSignatures(look),
  licence: { kind: 'free', validUntilMs: null, isValid: true },
  source: 'processes clamd and clamonacc, head of /var/lib/clamav/daily.*',
})

async function readVersion({ system }: AntivirusLook): Promise<AntivirusProduct['version']> {
  const program = await firstStanding(system, programs)
  if (program === null) return unknown('tool-missing', 'clamd')
  const answer = await ask(system, program, ['--version'])
  return isUnknown(answer) ? answer : versionFact(/^ClamAV ([^/\s]+)/.exec(answer.stdout)?.[1])
}

function realTime(look: AntivirusLook): AntivirusProduct['realTime'] {
  const engine = isRunning(look, ['clamd'])
  const onAccess = isRunning(look, ['clamonacc'])
  if (isUnknown(engine)) return engine
  if (isUnknown(onAccess)) return onAccess
  return engine && onAccess ? 'on' : 'off'
}

/** The newest of the two daily files: freshclam leaves the other one behind for a while. */
async function readSignatures({
  system,
}: AntivirusLook): Promise<AntivirusProduct['signaturesAtMs']> {
  const times: number[] = []
  for (const path of databases) {
    const head = await system.readFile(path, { bytesMax: headBytes, part: 'head' })
    if (isMissing(head)) continue
    if (!head.ok) return unknownFrom(head, 'ClamAV database')
    const time = parseDatabaseHead(head.value)
    if (isUnknown(time)) return time
    times.push(time)
  }
  return times.length > 0 ? Math.max(...times) : unknown('not-readable', 'ClamAV database: missing')
}

/** `ClamAV-VDB:16 Aug 2024 04-38 -0400:27369:2067122:90:<md5>:<signature>:<builder>:1723797493`. */
export function parseDatabaseHead(head: string): Maybe<number> {
  const fields = head.startsWith('ClamAV-VDB:') ? head.split(':') : []
  const [number] = fields.slice(8)
  // Older heads end before the number.
  const built = number === undefined ? datedIn(fields[1] ?? '') : secondsIn(number)
  return epochMs.safeParse(built).success ? built : unknown('not-understood', 'ClamAV database')
}

/** The head is filled with spaces to its length. */
function secondsIn(text: string): number {
  const digits = /^(\d{9,10})\s*$/.exec(text.replaceAll('\0', ' '))?.[1]
  return digits === undefined ? Number.NaN : Number(digits) * 1000
}

/** `16 Aug 2024 04-38 -0400`: the time has a dash. */
function datedIn(text: string): number {
  const found = /^(\d{1,2} [A-Z][a-z]{2} \d{4}) (\d{2})-(\d{2}) ([+-]\d{4})$/.exec(text)
  return found ? Date.parse(`${found[1]} ${found[2]}:${found[3]} ${found[4]}`) : Number.NaN
}

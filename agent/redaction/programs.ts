import { reduceAppInfo } from '../probes/antivirus/readers/kesl.ts'
import { reduceThreatList } from '../probes/malware/mdatp.ts'
import { reducePackageList } from '../probes/patches/apt-updates.ts'
import { stripSecrets } from './files.ts'

/**
 * Lines of a security product's output that its reader uses. The rest holds keys, tenants and
 * machine ids.
 * By the last part of the program's path.
 */
const keptLines: Readonly<Record<string, RegExp>> = {
  bduitool: /^\s*-?\s*(Product version|Antimalware status|Last security content update)\s*:/i,
  cytool: /^\s*(pmd\s|.*version)/i,
  'drweb-ctl': /drweb-ctl|timestamp|expires/i,
  falconctl: /version/i,
  dsa_query: /^Component\.AM\.mode:|\bcore:/i,
  lic: /^(Status|License Validity|Subscription Validity)\s*:/i,
  sentinelctl: /^Agent (version|state)\b/,
  upd: /^EM002\s|^[^0-9]*[0-9]+(\.[0-9]+)+/,
}

const mdatpKeys =
  /"(appVersion|realTimeProtectionEnabled|passiveModeEnabled|definitionsUpdated|licensed|productExpiration)"/

/**
 * The output of a program as a recording may keep it; the facts computed from both are the same.
 */
export function redactOutput(program: string, args: readonly string[], stdout: string): string {
  const name = program.slice(program.lastIndexOf('/') + 1)
  const kept = keptLines[name]
  if (kept) return linesOf(stdout, (line) => kept.test(line))
  switch (name) {
    case 'apt-helper':
      return reducePackageList(stdout)
    case 'mdatp':
    case 'wdavdaemonclient':
      return args[0] === 'threat' ? reduceThreatList(stdout) : reduceHealth(stdout)
    case 'kesl-control':
      return reduceAppInfo(stdout)
    case 'nft':
      return stdout.replaceAll(/"comment": ?"(?:[^"\\]|\\.)*"/g, '"comment": ""')
    case 'ss':
      return stdout
    default:
      return args.length === 0 || name.endsWith('-save')
        ? stdout.replaceAll(/--comment (?:"(?:[^"\\]|\\.)*"|\S+)/g, '--comment ""')
        : stripSecrets(stdout)
  }
}

function linesOf(stdout: string, isKept: (line: string) => boolean): string {
  return stdout.split('\n').filter(isKept).join('\n')
}

function reduceHealth(stdout: string): string {
  try {
    return JSON.stringify(JSON.parse(stdout), (key, value: unknown) =>
      key === '' || key === 'value' || mdatpKeys.test(`"${key}"`) ? value : undefined,
    )
  } catch {
    return ''
  }
}

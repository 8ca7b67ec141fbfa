import { automaticLoginSources } from '../probes/accounts/automatic-logins.ts'
import type { Labels } from '../probes/accounts/labels.ts'
import {
  isLoginShell,
  parseGroup,
  parsePasswd,
  parseShadow,
} from '../probes/accounts/local-files.ts'
import { redactPasswordField } from '../probes/accounts/passwords.ts'
import { reduceSshd } from '../probes/accounts/ssh.ts'
import { parseSudoers, renderSudoers } from '../probes/accounts/sudoers.ts'
import { reduceClamavLog, reduceClamdSettings } from '../probes/malware/clamav.ts'
import { reduceProStatus } from '../probes/os/linux.ts'
import { reduceAptConf } from '../probes/patches/apt-periodic.ts'
import { reduceRelease } from '../probes/patches/apt-lists.ts'
import { reducePackageList } from '../probes/patches/apt-updates.ts'
import { reduceDnfLog } from '../probes/patches/dnf-log.ts'
import { reduceDpkgLog } from '../probes/patches/dpkg-log.ts'
import { reduceRepositorySettings } from '../probes/patches/repositories.ts'
import { reduceZyppHistory } from '../probes/patches/zypper.ts'
import { reduceSmbConf } from '../probes/smb-conf.ts'
import { serviceFiles } from './service-files.ts'

type Redact = (content: string, labels: Labels) => string

/**
 * Files that name people or hold secrets, each reduced to what its parser reads. What the parser
 * would not use is not kept, so a field that nobody thought of cannot leak.
 */
const rules: readonly { readonly path: RegExp; readonly redact: Redact }[] = [
  { path: /^\/etc\/passwd$/, redact: redactPasswd },
  { path: /^\/etc\/shadow$/, redact: redactShadow },
  { path: /^\/etc\/group$/, redact: redactGroup },
  { path: /^\/etc\/login\.defs$/, redact: keepLines(/^\s*UID_MIN\s/) },
  { path: /^\/etc\/sudoers(\.d\/.+)?$/, redact: redactSudoers },
  { path: /^\/etc\/ssh\/sshd_config(\.d\/.+)?$/, redact: reduceSshd },
  { path: /^\/etc\/apt\/apt\.conf/, redact: reduceAptConf },
  { path: /^\/etc\/dnf\/automatic\.conf$/, redact: keepLines(/^\s*apply_updates\s*=/) },
  { path: /^\/var\/lib\/ubuntu-advantage\/status\.json$/, redact: reduceProStatus },
  { path: /^\/var\/lib\/dpkg\/status$/, redact: reducePackageList },
  { path: /^\/var\/lib\/apt\/lists\/.*_Packages$/, redact: reducePackageList },
  { path: /^\/var\/lib\/apt\/lists\/.*_(In)?Release$/, redact: reduceRelease },
  { path: /^\/var\/log\/dpkg\.log/, redact: reduceDpkgLog },
  { path: /^\/var\/log\/(dnf\.rpm|yum)\.log/, redact: reduceDnfLog },
  { path: /^\/var\/log\/zypp\/history$/, redact: reduceZyppHistory },
  { path: /^\/etc\/(yum\.repos\.d|zypp\/repos\.d)\/.*\.repo$/, redact: reduceRepositorySettings },
  { path: /^\/etc\/yum\/yum-cron\.conf$/, redact: keepLines(/^\s*apply_updates\s*=/) },
  { path: /^\/etc\/(clamav\/clamd|clamd\.d\/scan|clamd)\.conf$/, redact: reduceClamdSettings },
  { path: /^\/var\/log\/.*clam(av|d|onacc)[\w.-]*$/, redact: reduceClamavLog },
  { path: /^\/etc\/samba\/smb\.conf$/, redact: reduceSmbConf },
  ...serviceFiles,
  { path: /^\/opt\/sophos-spl\/base\/VERSION\.ini$/, redact: keepLines(/^PRODUCT_VERSION\s*=/) },
]

/** The content of a file as a recording may keep it; the facts computed from both are the same. */
export function redactFile(path: string, content: string, labels: Labels): string {
  const rule = rules.find((each) => each.path.test(path))
  if (rule) return rule.redact(content, labels)
  const source = automaticLoginSources.find((each) =>
    each.isFolder ? path.startsWith(`${each.path}/`) : path === each.path,
  )
  if (source) return source.render(source.parse(content).map(labels.account))
  return stripSecrets(content)
}

/** Takes out lines that set a password or the like, and the password in an address. */
export function stripSecrets(content: string): string {
  return content
    .split('\n')
    .filter((line) => !/(password|passwd|passphrase|secret|token)\w*"?\s*[=:]\s*\S/i.test(line))
    .join('\n')
    .replaceAll(/:\/\/[^/\s@]+@/g, '://')
}

/**
 * A home of people and a shell of people say who they are; what the accounts probe asks of them
 * stays.
 */
function redactPasswd(content: string, labels: Labels): string {
  return parsePasswd(content)
    .map(({ name, passwordField, uid, gid, shell }) => {
      const home = labels.kind(name) === 'person' ? '/home/-' : '/'
      const field = passwordField === 'x' ? 'x' : redactPasswordField(passwordField)
      const reduced = isLoginShell(shell) ? '/bin/sh' : '/usr/sbin/nologin'
      return `${labels.account(name)}:${field}:${uid}:${gid}::${home}:${reduced}\n`
    })
    .join('')
}

function redactShadow(content: string, labels: Labels): string {
  return [...parseShadow(content)]
    .map(([name, field]) => `${labels.account(name)}:${redactPasswordField(field)}:::::::\n`)
    .join('')
}

function redactGroup(content: string, labels: Labels): string {
  return parseGroup(content)
    .map(({ name, gid, members }) => {
      const shown = labels.subject(`%${name}`).slice(1)
      return `${shown}:x:${gid}:${members.map(labels.account).join(',')}\n`
    })
    .join('')
}

function redactSudoers(content: string, labels: Labels): string {
  const grants = parseSudoers(content)
  return renderSudoers(
    grants.map((grant) => ({ ...grant, subject: labels.subject(grant.subject) })),
  )
}

function keepLines(wanted: RegExp): Redact {
  return (content) =>
    content
      .split('\n')
      .filter((line) => wanted.test(line))
      .join('\n')
}

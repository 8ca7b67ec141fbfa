import type { reasons as source } from '../vi/reasons.ts'

export const reasons = {
  'reason.not-looked': 'The machine has not sent anything about {probe} yet.',
  'reason.could-not-look': 'Could not read {probe}: {because}.',
  'reason.host-silent':
    'Nothing has been received from this machine since {lastReceivedAtMs}, so its present state is not known.',
  'reason.host-never-reported': 'The machine is enrolled and has never sent any data.',
  'reason.container-shares-host':
    'This is a container: its host filters incoming packets, which cannot be seen from here.',
  'reason.av-running': '{product} is running with real-time protection.',
  'reason.av-none': 'No antivirus software was found.',
  'reason.av-off': '{product} is installed but off.',
  'reason.av-on-demand-only':
    '{product} is running but scans on demand only; real-time protection is off.',
  'reason.av-snoozed': 'The protection of {product} is snoozed.',
  'reason.av-expired': '{product} has expired and no longer protects.',
  'reason.av-passive': '{product} runs in passive mode and does not block malware.',
  'reason.av-state-unknown': 'Whether {product} protects could not be determined: {because}.',
  'reason.av-current': 'The signatures of {product} are of {signaturesAtMs}.',
  'reason.av-signatures-old':
    'The signatures of {product} are of {signaturesAtMs}, more than {daysMax} days old.',
  'reason.av-signatures-unknown':
    'The date of the signatures of {product} could not be read: {because}.',
  'reason.av-signatures-in-future':
    'The signatures of {product} are dated {signaturesAtMs}, in the future: the clock of the machine may be wrong.',
  'reason.av-without-signatures': '{product} works without signatures.',
  'reason.av-licensed': '{product} has a valid licence.',
  'reason.av-licence-expired':
    'The licence of {product} ends or ended on {validUntilAtMs} and is not valid.',
  'reason.av-licence-not-valid': 'The licence of {product} is not valid.',
  'reason.av-licence-free':
    '{product} is free software; whether it counts as licensed is for the province to decide.',
  'reason.av-licence-built-in':
    '{product} comes with the operating system; whether it counts as licensed is for the province to decide.',
  'reason.av-licence-unknown': 'The licence of {product} could not be determined: {because}.',
  'reason.av-protected': '{product} protects in real time and its signatures are current.',
  'reason.av-not-in-catalogue':
    '{product} is not in the catalogue of products; only what the machine says of it is known.',
  'reason.patched': 'Every security update in the lists of the publisher is installed.',
  'reason.patches-pending': '{count} security updates are missing.',
  'reason.patches-pending-packages': 'Packages to update: {packages}.',
  'reason.patches-lists-stale':
    'The update lists were last fetched on {fetchedAtMs}, are more than {daysMax} days old or past their own validity: this cannot be called patched.',
  'reason.patches-lists-missing':
    'No source of security updates is configured, so missing updates cannot be known.',
  'reason.patches-lists-unknown': 'The lists of security updates could not be read: {because}.',
  'reason.patches-list-undated':
    'The update list {list} has no date of fetching, or one in the future.',
  'reason.patches-unknown':
    'Whether security updates are missing could not be determined: {because}.',
  'reason.patches-after-reboot':
    'Every security update is installed; a restart is needed for them to take effect.',
  'reason.os-support-ended-no-patches':
    'Support of {name} ended after {lastDayAtMs}: no security updates are published any more.',
  'reason.os-supported': '{name} is supported through {lastDayAtMs}.',
  'reason.os-supported-extended':
    'Standard support of {name} is over; the programme {program} extends it through {lastDayAtMs}.',
  'reason.os-support-ended': 'Support of {name} ended after {lastDayAtMs}.',
  'reason.os-not-in-catalogue': '{name} is not in the catalogue of support dates.',
  'reason.os-support-program-unknown':
    'Standard support of {name} ended after {lastDayAtMs}; whether this machine has the programme {program} could not be determined.',
  'reason.firewall-on':
    'The firewall of the machine filters incoming packets, by rules that are loaded.',
  'reason.firewall-off': 'No rule filters packets that come to this machine.',
  'reason.firewall-unit-without-rules': '{tool} is enabled but no rule is loaded: packets pass.',
  'reason.firewall-unknown': 'The state of the firewall could not be determined: {because}.',
  'reason.firewall-profile-off': 'The firewall is off in the network profile {profile}.',
  'reason.firewall-accepts-by-default': 'Packets that no rule speaks of are accepted.',
  'reason.firewall-rules-loaded': '{tool}: {count} rules on incoming packets are loaded.',
  'reason.credentials-clean':
    'No way to sign in or become administrator without a password was found.',
  'reason.account-empty-password': 'The account {account} can sign in with an empty password.',
  'reason.account-automatic-login':
    'The administrator account {account} signs in automatically ({source}).',
  'reason.account-automatic-login-unlisted':
    'The account {account} signs in automatically ({source}); whether it is an administrator could not be determined.',
  'reason.account-automatic-login-ordinary':
    'The ordinary account {account} signs in automatically ({source}).',
  'reason.account-passwordless-sudo':
    '{account} may run any command as administrator without a password.',
  'reason.account-narrow-sudo':
    '{account} may run a few named commands as administrator without a password.',
  'reason.ssh-empty-passwords': 'The SSH server permits empty passwords.',
  'reason.credentials-unknown': 'Could not read {part}: {because}.',
  'reason.credentials-list-cut':
    'Only {shown} of {total} accounts were received, so this cannot be called clean.',
  'reason.ports-clean': 'No risky service is open beyond the machine ({total} ports listen).',
  'reason.ports-exposed':
    'The firewall is off and risky services are open beyond the machine: {services}.',
  'reason.ports-exposed-if-allowed':
    'Risky services listen beyond the machine: {services}. The firewall is on, but whether its rules block them has not been evaluated.',
  'reason.ports-firewall-unknown':
    'Risky services listen beyond the machine: {services}. Whether the firewall is on is not known.',
  'reason.ports-list-cut':
    'Only {shown} of {total} listening ports were received, so this cannot be called clean.',
  'reason.port-risky': '{service}: port {port}/{transport}, open {exposure}.',
  'reason.port-risky-program':
    '{service}: port {port}/{transport}, open {exposure}, held by {program}.',
  'reason.ports-unknown': 'The list of listening ports could not be read: {because}.',
  'reason.reporting': 'The machine reports.',
  'reason.reporting-silent': 'The machine has not reported since {lastReceivedAtMs}.',
  'reason.reporting-never': 'The machine is enrolled and has never reported.',

  'control.antivirus-running.name': 'Antivirus running',
  'control.antivirus-running.question': 'Does an antivirus protect this machine in real time?',
  'control.antivirus-running.remedy':
    'Turn real-time protection on. With ClamAV: enable clamav-daemon and clamav-clamonacc and set OnAccessIncludePath. Renew or replace a product that has expired.',
  'control.antivirus-current.name': 'Antivirus current',
  'control.antivirus-current.question': 'Are the signatures of the antivirus current?',
  'control.antivirus-current.remedy':
    'Check that the machine reaches its update server and update the signatures. With ClamAV: enable clamav-freshclam and run freshclam.',
  'control.antivirus-licensed.name': 'Antivirus licensed',
  'control.antivirus-licensed.question': 'Is an antivirus with a valid licence installed?',
  'control.antivirus-licensed.remedy':
    'Assign a licence to the machine or renew the one that ended. Where the product is free or built in, the province has to decide whether it counts as licensed.',
  'control.protected.name': 'Protected against malware',
  'control.protected.question': 'Is there one anti-malware solution that both runs and is current?',
  'control.protected.remedy':
    'Turn on real-time protection and update the signatures of one and the same product.',
  'control.patched.name': 'Patched',
  'control.patched.question': 'Are all security updates of the publisher installed?',
  'control.patched.remedy':
    'Refresh the lists and install updates: "apt update && apt upgrade" or "dnf upgrade --security"; on Windows use Windows Update. Turn automatic updates on and restart when asked. A release without support has to be upgraded.',
  'control.os-supported.name': 'OS supported',
  'control.os-supported.question':
    'Are security updates still published for the operating system of this machine?',
  'control.os-supported.remedy':
    'Upgrade to a supported release, or buy extended support and activate it on the machine.',
  'control.firewall-on.name': 'Host firewall on',
  'control.firewall-on.question': 'Does this machine filter incoming packets?',
  'control.firewall-on.remedy':
    'Turn the firewall on and load rules: "ufw enable", or firewalld or nftables with a default of drop; on Windows turn Windows Defender Firewall on in all three profiles. Allow the port you administer through before you do it remotely.',
  'control.no-default-credentials.name': 'No open credentials',
  'control.no-default-credentials.question':
    'Can anybody sign in or become administrator without a password?',
  'control.no-default-credentials.remedy':
    'Set a password or lock the account ("passwd -l"), turn automatic sign-in off, remove NOPASSWD: ALL from sudoers, set PermitEmptyPasswords no in sshd_config.',
  'control.no-exposed-services.name': 'No exposed services',
  'control.no-exposed-services.question': 'Are risky services open beyond this machine?',
  'control.no-exposed-services.remedy':
    'Stop services that are not used, bind them to 127.0.0.1, or block the port in the firewall and open it only to addresses that need it.',
  'control.reporting.name': 'Reporting',
  'control.reporting.question': 'Has this machine reported within the set time?',
  'control.reporting.remedy':
    'Turn the machine on, check its network connection to the collector, and run "khien-agent status" to see the cause.',

  'severity.critical': 'critical',
  'severity.high': 'high',
  'severity.medium': 'medium',
  'severity.low': 'low',
  'severity.info': 'information',

  'state.met': 'Met',
  'state.unmet': 'Not met',
  'state.unknown': 'Unknown',
  'state.not-applicable': 'Not applicable',

  'verdict.met': 'Met',
  'verdict.unmet': 'Not met',
  'verdict.within-tolerance': 'Met within tolerance',
  'verdict.below-aspiration': 'Below the aspiration',
  'verdict.insufficient-data': 'Not enough data',
  'verdict.needs-decision': 'About the target, needs a decision',
  'verdict.not-applicable': 'Not applicable',

  'missing.no-declaration': 'Nothing has been declared yet.',
  'missing.unknown-decides': 'The machines not known could change the verdict.',
  'missing.no-population': 'There is no machine to count yet.',
  'missing.no-tolerance': 'The target says "about" and no tolerance has been decided.',

  'because.not-supported': 'not supported on this system',
  'because.not-permitted': 'not permitted',
  'because.not-readable': 'not readable',
  'because.not-understood': 'what was read was not understood',
  'because.timed-out': 'timed out',
  'because.too-large': 'larger than the limit',
  'because.tool-missing': 'the tool to read it is missing',
  'because.tool-failed': 'the tool to read it failed',
  'because.stale': 'the information is stale',
  'because.not-recorded': 'not in the recording',

  'exposure.loopback': 'on this machine only',
  'exposure.link-local': 'on the directly connected link',
  'exposure.lan': 'to the LAN',
  'exposure.any': 'on every address',
  'exposure.public': 'on a public address',

  'probe.os': 'operating system',
  'probe.hardware': 'hardware',
  'probe.patches': 'patches',
  'probe.antivirus': 'antivirus',
  'probe.firewall': 'firewall',
  'probe.ports': 'listening ports',
  'probe.accounts': 'accounts',
  'probe.agent': 'agent',

  'credentialPart.passwords': 'the state of passwords',
  'credentialPart.automatic-logins': 'the automatic sign-in settings',
  'credentialPart.sudo': 'the sudo rules',
  'credentialPart.ssh': 'the SSH configuration',
} satisfies Record<keyof typeof source, string>

import type { reasons as source } from '../vi/reasons.ts'

export const reasons = {
  'reason.not-looked': 'The machine has not sent anything about {probe} yet.',
  'reason.could-not-look': 'Could not read {probe}: {because}.',
  'reason.host-silent':
    'Nothing has been received from this machine since {lastReceivedAtMs}, so its present state is not known.',
  'reason.host-never-reported': 'The machine is enrolled and has never sent any data.',
  'reason.container-shares-host':
    'This is a container: its host filters incoming packets, which cannot be seen from here.',
  'reason.clock-far-off':
    'The clock of the machine is far from that of the collector (its look is dated {observedAtMs}), so its dates cannot be used.',
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
  'reason.av-current-by-self':
    '{product} itself says that its signatures are current; it tells no date.',
  'reason.av-signatures-old-by-self': '{product} itself says that its signatures are out of date.',
  'reason.malware-none':
    'The records of all antivirus products could be read and hold no malware of the last 30 days.',
  'reason.malware-all-handled':
    'Malware was detected {count} times in the last 30 days, and all of it was dealt with.',
  'reason.malware-not-handled':
    '{count} detections of malware were not dealt with or were allowed ({products}).',
  'reason.malware-outcome-unknown':
    '{product} detected {threat}; what became of it is not known: {because}.',
  'reason.malware-record-unread':
    'The record of detections of {product} could not be read: {because}.',
  'reason.malware-detected': '{detectedAtMs}: {product} detected {threat} ({place}), {outcome}.',
  'reason.malware-list-cut':
    'Only {shown} of {total} detections were received, so this cannot be called dealt with.',
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
  'reason.patches-windows-current':
    'Since the cumulative update of {installedAtMs} no Patch Tuesday has passed that is older than the grace.',
  'reason.patches-windows-due':
    'The last cumulative update was installed on {installedAtMs}; {count} Patch Tuesday of Microsoft is missing.',
  'reason.patches-windows-behind':
    'The last cumulative update was installed on {installedAtMs}; {count} Patch Tuesdays of Microsoft have been missed.',
  'reason.patches-windows-behind-fleet':
    'The machine has {version}, while others have had {newest} since {sinceAtMs}.',
  'reason.patches-windows-undated':
    'When Windows got its last cumulative update could not be determined: {because}.',
  'reason.patches-search-old':
    'Windows last searched for updates on {searchedAtMs}, more than {daysMax} days ago.',
  'reason.patches-weak-reboot-signs':
    'Files wait to be renamed at the next restart; any installer may leave this sign.',
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
  'reason.firewall-profile-off':
    'The firewall is off in the network profile {profile} ({use}, {setBy}).',
  'reason.firewall-accepts-by-default': 'Packets that no rule speaks of are accepted.',
  'reason.firewall-rules-loaded': '{tool}: {count} rules on incoming packets are loaded.',
  'reason.credentials-clean':
    'No way to sign in or become administrator without a password was found.',
  'reason.account-empty-password': 'The account {account} can sign in with an empty password.',
  'reason.account-password-not-required':
    'Windows permits the account {account} an empty password; whether it is empty is not tried.',
  'reason.account-automatic-login-stored-password':
    'The account {account} signs in automatically ({source}) and its password lies on the machine in clear text.',
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
  'reason.account-factory-password':
    'The account {account} still has the default password of its maker (rule {rule}): change it now.',
  'reason.factory-password-unknown':
    'The password of the account {account} could not be compared with default passwords: {because}.',
  'reason.factory-passwords-changed':
    'The passwords of {accounts} are no default password of the rules {rules}.',
  'reason.credentials-unknown': 'Could not read {part}: {because}.',
  'reason.account-guest-enabled':
    'The guest account of Windows is switched on: switch it off with "net user Guest /active:no".',
  'reason.blank-passwords-from-network':
    'Windows lets accounts with an empty password in from the network: set LimitBlankPasswordUse = 1.',
  'reason.laps-none': 'The password of the local administrator is not managed by LAPS.',
  'reason.credentials-list-cut':
    'Only {shown} of {total} accounts were received, so this cannot be called clean.',
  'reason.service-open':
    '{service}: {opening}, reachable {exposure}; whoever gets in can {opens} ({where}).',
  'reason.service-open-little':
    '{service}: {opening}, reachable {exposure}; whoever gets in can {opens} ({where}). Little risk, so it does not decide.',
  'reason.service-open-idle': '{service}: {opening}, but the service does not run.',
  'reason.service-factory-password':
    '{service}: an administrator account still has its default password (rule {rule}), reachable {exposure} ({where}): change it now.',
  'reason.service-first-password':
    '{service}: the configuration ({where}) does not say whether the default administrator password was changed.',
  'reason.service-reach-unknown':
    '{service}: {opening}; how far it is reachable is not known: {because}.',
  'reason.service-unknown': '{service}: its configuration could not be looked at: {because}.',
  'reason.services-closed': 'Configuration looked at, no default left open: {services}.',
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
  'reason.remote-access-safe':
    'No way in from afar is left open: SMBv1 is off, and Remote Desktop is off or asks for network level authentication.',
  'reason.remote-smb1-on':
    'The machine serves SMBv1, the file-sharing protocol that the WannaCry malware used.',
  'reason.remote-desktop-without-nla':
    'Remote Desktop (port {port}) does not ask for network level authentication (NLA).',
  'reason.remote-desktop-with-nla':
    'Remote Desktop (port {port}) is on and asks for network level authentication (NLA).',
  'reason.remote-access-unknown': 'Could not read {part}: {because}.',
  'reason.remote-tool-running': 'The remote-control program {tool} is running.',
  'reason.remote-tool-installed': 'The remote-control program {tool} is installed.',
  'reason.reporting': 'The machine reports.',
  'reason.reporting-silent': 'The machine has not reported since {lastReceivedAtMs}.',
  'reason.reporting-never': 'The machine is enrolled and has never reported.',
} satisfies Record<keyof typeof source, string>

import type { controls as source } from '../vi/controls.ts'

export const controls = {
  'control.antivirus-running.name': 'Antivirus running',
  'control.antivirus-running.question': 'Does an antivirus protect this machine in real time?',
  'control.antivirus-running.remedy':
    'Windows: open Windows Security, or the program of the vendor, and turn real-time protection on; resume a product that is snoozed, renew or replace one that has expired. Linux: enable the service of the product; with ClamAV enable clamav-daemon and clamav-clamonacc and set OnAccessIncludePath.',
  'control.antivirus-current.name': 'Antivirus current',
  'control.antivirus-current.question': 'Are the signatures of the antivirus current?',
  'control.antivirus-current.remedy':
    'Check that the machine reaches its update server and update the signatures. Windows: update in the program of the vendor; with Microsoft Defender use Windows Update or "Update-MpSignature". Linux: with ClamAV enable clamav-freshclam and run "freshclam".',
  'control.antivirus-licensed.name': 'Antivirus licensed',
  'control.antivirus-licensed.question': 'Is an antivirus with a valid licence installed?',
  'control.antivirus-licensed.remedy':
    'Assign a licence to the machine or renew the one that ended. Where the product is free or built in, the province has to decide whether it counts as licensed.',
  'control.protected.name': 'Protected against malware',
  'control.protected.question': 'Is there one anti-malware solution that both runs and is current?',
  'control.protected.remedy':
    'On Windows and Linux alike: turn on real-time protection and update the signatures of one and the same product; two products that do half of it each do not protect.',
  'control.malware-handled.name': 'Malware dealt with',
  'control.malware-handled.question':
    'Was all malware dealt with that the antivirus detected in the last 30 days?',
  'control.malware-handled.remedy':
    'Scan the whole machine and let the antivirus remove or quarantine what it finds; take back what was allowed by mistake (Windows: Windows Security, Protection history and Allowed threats; Linux: with ClamAV "clamscan -r --move=FOLDER"). Where it may have spread, take the machine off the network and tell the incident response contact.',
  'control.patched.name': 'Patched',
  'control.patched.question': 'Are all security updates of the publisher installed?',
  'control.patched.remedy':
    'Windows: run Windows Update, or approve the updates on the WSUS server, until the newest cumulative update is installed, then restart. Linux: "apt update && apt upgrade", "dnf upgrade --security" or "zypper patch". Turn automatic updates on. A release without support has to be upgraded.',
  'control.os-supported.name': 'OS supported',
  'control.os-supported.question':
    'Are security updates still published for the operating system of this machine?',
  'control.os-supported.remedy':
    'Upgrade to a supported release, or buy extended support and activate it on the machine (Windows: ESU; Ubuntu: "pro attach"). Activating Windows does not prolong its support.',
  'control.firewall-on.name': 'Host firewall on',
  'control.firewall-on.question': 'Does this machine filter incoming packets?',
  'control.firewall-on.remedy':
    'Windows: turn Windows Defender Firewall on in all three profiles; where group policy turns it off, change the policy. Linux: load rules with "ufw enable", or firewalld or nftables with a default of drop. Allow the port you administer through before you do it remotely.',
  'control.no-default-credentials.name': 'No open credentials',
  'control.no-default-credentials.question':
    'Can anybody sign in or become administrator without a password?',
  'control.no-default-credentials.remedy':
    'Windows: set a password or disable the account, "net user NAME /passwordreq:yes", turn automatic sign-in off and delete DefaultPassword from the Winlogon key. Linux: set a password or lock the account ("passwd -l"), turn automatic sign-in off, remove NOPASSWD: ALL from sudoers, set PermitEmptyPasswords no in sshd_config.',
  'control.no-exposed-services.name': 'No exposed services',
  'control.no-exposed-services.question': 'Are risky services open beyond this machine?',
  'control.no-exposed-services.remedy':
    'Stop services that are not used (Windows: services.msc; Linux: "systemctl disable --now"), bind them to 127.0.0.1, or block the port in the firewall and open it only to addresses that need it.',
  'control.remote-access-safe.name': 'Remote access safe',
  'control.remote-access-safe.question':
    'Are the ways into this machine from afar (SMBv1, Remote Desktop) closed to strangers?',
  'control.remote-access-safe.remedy':
    'Windows: remove SMBv1 ("Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol", on servers "Set-SmbServerConfiguration -EnableSMB1Protocol $false"); turn Remote Desktop off where it is not used, else require network level authentication (NLA). Linux: set "server min protocol = SMB2" in smb.conf; open xrdp through a VPN only. Remove remote-control programs that the agency does not use.',
  'control.reporting.name': 'Reporting',
  'control.reporting.question': 'Has this machine reported within the set time?',
  'control.reporting.remedy':
    'Turn the machine on, check its network connection to the collector, and run "khien-agent status" to see the cause.',
} satisfies Record<keyof typeof source, string>

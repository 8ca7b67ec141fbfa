import type { remedies as vi } from '../vi/remedies.ts'

/** What somebody does to put a verdict right, and how. */
export const remedies = {
  'remedy.secure-accounts.name': 'Change default passwords, close open accounts',
  'remedy.secure-accounts.steps':
    'Windows: set a password or disable the account, "net user NAME /passwordreq:yes", turn automatic sign-in off and delete DefaultPassword under the Winlogon key. Linux: change the default password ("passwd NAME", type the new one twice) or lock the account ("passwd -l NAME"), turn automatic sign-in off, remove NOPASSWD: ALL from sudoers, set PermitEmptyPasswords no in sshd_config.',
  'remedy.secure-services.name': 'Close services left at their defaults',
  'remedy.secure-services.steps':
    'Open "Services left at their defaults" on the page of the computer for each service with the file, the line and how to correct it. Windows: change the SNMP community and remove "public" (services.msc, SNMP Service, tab Security), let VNC ask for a password, turn anonymous sign-in of FTP sites off in IIS. Linux: set a password or turn the security of the service on, let it listen on 127.0.0.1 alone where nobody else needs it, then restart it. Turn off what nobody uses.',
  'remedy.remove-malware.name': 'Deal with malware that is left',
  'remedy.remove-malware.steps':
    'Scan the whole computer and let the antivirus delete or quarantine the malware; take back exceptions that were allowed by mistake (Windows: Windows Security, Protection history and Allowed threats; Linux: with ClamAV "clamscan -r --move=FOLDER"). Where it may have spread, cut the computer off the network and tell the incident contact.',
  'remedy.close-services.name': 'Close dangerous service ports',
  'remedy.close-services.steps':
    'Turn off services that nobody uses (Windows: services.msc; Linux: "systemctl disable --now"), or let them listen on 127.0.0.1 alone, or block the port in the firewall and open it for the addresses that need it.',
  'remedy.secure-remote-access.name': 'Lock open ways of remote access',
  'remedy.secure-remote-access.steps':
    'Windows: remove SMBv1 ("Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol", on servers "Set-SmbServerConfiguration -EnableSMB1Protocol $false"); turn Remote Desktop off where it is not used, otherwise require network-level authentication (NLA). Linux: set "server min protocol = SMB2" in smb.conf; open xrdp through a VPN only. Remove remote-control programs that the agency does not use.',
  'remedy.install-antivirus.name': 'Install an antivirus',
  'remedy.install-antivirus.steps':
    'Windows: install the product for which the agency has licences, or turn Microsoft Defender on again. Linux: install a product that supports Linux, or ClamAV with clamav-daemon and clamav-clamonacc. Then update the signatures and turn real-time protection on.',
  'remedy.turn-on-antivirus.name': 'Turn real-time protection of the antivirus on',
  'remedy.turn-on-antivirus.steps':
    'Windows: open Windows Security (or the program of the vendor) and turn real-time protection on; resume what is paused. Linux: start the service of the product; with ClamAV enable clamav-daemon and clamav-clamonacc and set OnAccessIncludePath. One and the same product has to run and have young signatures before the computer counts as protected.',
  'remedy.update-signatures.name': 'Update virus signatures',
  'remedy.update-signatures.steps':
    'See that the computer reaches its update server, then update the signatures. Windows: in the program of the vendor; for Microsoft Defender by Windows Update or "Update-MpSignature". Linux: with ClamAV enable clamav-freshclam and run "freshclam".',
  'remedy.renew-licence.name': 'Renew the licence',
  'remedy.renew-licence.steps':
    'Give the computer a licence or renew the one that has ended, and enter it in the product (on Windows and Linux in the program of the vendor or its management server). What is free or comes with the system, and does not count as licensed in this province, has to be replaced by a licensed product.',
  'remedy.install-updates.name': 'Install security updates',
  'remedy.install-updates.steps':
    'Windows: run Windows Update (or approve the updates on the WSUS server) until the newest cumulative update is installed, then restart. Linux: "apt update && apt upgrade", "dnf upgrade --security" or "zypper patch". Turn automatic updates on.',
  'remedy.upgrade-system.name': 'Upgrade an operating system without support',
  'remedy.upgrade-system.steps':
    'Upgrade to a version that is supported, or buy extended support and activate it on the computer (Windows: ESU; Linux: on Ubuntu "pro attach"), then install every update. Activating a Windows licence does not prolong its support.',
  'remedy.turn-on-firewall.name': 'Turn the firewall of the computer on',
  'remedy.turn-on-firewall.steps':
    'Windows: turn Windows Defender Firewall on for all three network profiles; where a group policy turns it off, change the policy. Linux: enable it with rules by "ufw enable", or enable firewalld or nftables with a default policy of drop. Allow the port you manage it by before you turn it on from afar.',
  'remedy.reconnect.name': 'Reconnect computers that do not report',
  'remedy.reconnect.steps':
    'Turn the computer on, check its connection to the collector and run "khien-agent status" to see the cause. If the computer is not used any more, enter it in the register as stored, in repair or to be disposed of.',
  'remedy.install-agent.name': 'Install the agent on declared computers',
  'remedy.install-agent.steps':
    'Ask for an enrolment token of the agency, install the agent on the computer and run "khien-agent enrol" with the join string. If no agent can be installed there, say so in the register.',
  'remedy.correct-clock.name': 'Correct the clock of the computer',
  'remedy.correct-clock.steps':
    'Windows: turn time synchronisation on ("w32tm /resync"), check the time zone and the CMOS battery. Linux: "timedatectl set-ntp true". Dates told by a computer whose clock is wrong cannot be used.',
  'remedy.make-readable.name': 'Mend what cannot be read',
  'remedy.make-readable.steps':
    'See the reason at each computer. Windows: check that the agent runs as LocalSystem and that the WMI service is up. Linux: run the agent as root and install the tool that the reason names. Then press "Check again now".',
  'remedy.decide-counting.name': 'Decide how to count, classify unknown products',
  'remedy.decide-counting.steps':
    'In Administration: classify products that no catalogue names, import a newer catalogue for systems that are not known, and decide whether software that is free or comes with the system counts as licensed. Nothing is done on the computer, be it Windows or Linux.',
} as const satisfies Record<keyof typeof vi, string>

import type { VerifiedReader } from './verification.ts'

type Platform = VerifiedReader['platform']

/** What the machine itself answers, to lay beside what the probe says. */
const beside: Readonly<Record<string, Readonly<Partial<Record<Platform, string>>>>> = {
  os: {
    linux: 'cat /etc/os-release; uname -a',
    windows: 'winver; dism /online /get-currentedition; cscript slmgr.vbs /dli',
  },
  hardware: {
    linux: 'dmidecode; lsblk; ip address',
    windows: 'Get-ComputerInfo; Get-NetAdapter',
  },
  patches: {
    linux: 'apt list --upgradable || dnf -C updateinfo list --security',
    windows: 'Get-HotFix; winver; start ms-settings:windowsupdate-history',
  },
  antivirus: {
    linux: 'systemctl list-units --type=service',
    windows: 'Get-CimInstance -Namespace root/SecurityCenter2 AntiVirusProduct',
  },
  malware: {
    linux: 'journalctl --since=-30d',
    windows: 'Get-MpThreatDetection',
  },
  firewall: {
    linux: 'nft list ruleset; iptables-save; ufw status; firewall-cmd --list-all',
    windows: 'Get-NetFirewallProfile -PolicyStore ActiveStore',
  },
  ports: {
    linux: 'ss -lntup',
    windows: 'netstat -abno',
  },
  accounts: {
    linux: 'getent passwd; getent shadow; sudo -l -U NAME; sshd -T',
    windows: 'Get-LocalUser; Get-LocalGroupMember Administrators',
  },
  'remote-access': {
    linux: 'testparm -s; systemctl status xrdp; ps -e',
    windows: 'Get-SmbServerConfiguration; Get-CimInstance Win32_TSGeneralSetting',
  },
  'service-defaults': {
    linux:
      'ss -lntup; grep -rn community /etc/snmp; redis-cli ping; psql -c "table pg_hba_file_rules"; mysql -h 127.0.0.1 -u root',
    windows:
      'reg query HKLM\\SYSTEM\\CurrentControlSet\\Services\\SNMP\\Parameters /s; netstat -abno',
  },
  agent: {
    linux: 'systemd-cgtop; ps -o etime,time,rss -C khien-agent',
    windows: 'Get-Process khien-agent',
  },
  neighbours: {
    linux: 'ip neigh; ip route',
    windows: 'arp -a; route print -4',
  },
  'antivirus/security-center': {
    windows: 'Get-CimInstance -Namespace root/SecurityCenter2 AntiVirusProduct',
  },
  'antivirus/defender': { windows: 'Get-MpComputerStatus' },
  'antivirus/clamav': { linux: 'clamdscan --version; systemctl status clamav-daemon' },
  'antivirus/mdatp': { linux: 'mdatp health' },
  'malware/clamav': { linux: 'grep FOUND /var/log/clamav/clamav.log' },
  'malware/mdatp': { linux: 'mdatp threat list' },
  'malware/defender': { windows: 'Get-MpThreatDetection' },
}

/**
 * The one command that shows what a reader reads, and what the machine itself answers: somebody compares the two on a
 * real machine. `beside` null: only the product's own window tells.
 */
export function commandsOf({ reader, platform }: Pick<VerifiedReader, 'reader' | 'platform'>): {
  command: string
  beside: string | null
} {
  const [probe = reader] = reader.split('/')
  const command = `khien-agent snapshot --probe ${probe}`
  return { command, beside: beside[reader]?.[platform] ?? null }
}

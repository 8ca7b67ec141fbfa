import type { controls as source } from '../vi/controls.ts'

export const controls = {
  'control.antivirus-running.name': 'Antivirus running',
  'control.antivirus-running.question': 'Does an antivirus protect this machine in real time?',
  'control.antivirus-current.name': 'Antivirus current',
  'control.antivirus-current.question': 'Are the signatures of the antivirus current?',
  'control.antivirus-licensed.name': 'Antivirus licensed',
  'control.antivirus-licensed.question': 'Is an antivirus with a valid licence installed?',
  'control.protected.name': 'Protected against malware',
  'control.protected.question': 'Is there one anti-malware solution that both runs and is current?',
  'control.malware-handled.name': 'Malware dealt with',
  'control.malware-handled.question':
    'Was all malware dealt with that the antivirus detected in the last 30 days?',
  'control.patched.name': 'Patched',
  'control.patched.question': 'Are all security updates of the publisher installed?',
  'control.os-supported.name': 'OS supported',
  'control.os-supported.question':
    'Are security updates still published for the operating system of this machine?',
  'control.firewall-on.name': 'Host firewall on',
  'control.firewall-on.question': 'Does this machine filter incoming packets?',
  'control.no-default-credentials.name': 'No open credentials',
  'control.no-default-credentials.question':
    'Can anybody sign in, become administrator or use a service of the machine without a password, or with a default one?',
  'control.no-exposed-services.name': 'No exposed services',
  'control.no-exposed-services.question': 'Are risky services open beyond this machine?',
  'control.remote-access-safe.name': 'Remote access safe',
  'control.remote-access-safe.question':
    'Are the ways into this machine from afar (SMBv1, Remote Desktop) closed to strangers?',
  'control.reporting.name': 'Reporting',
  'control.reporting.question': 'Has this machine reported within the set time?',
} satisfies Record<keyof typeof source, string>

import type { retention as source } from '../vi/retention.ts'

/** For how long what is kept, and the notice to staff that is made from it. */
export const retention = {
  'retention.title': 'Retention',
  'retention.intro':
    'Details are deleted when their time is over. Verdicts, the register, snapshots and the audit are kept, so that figures that were reported can be proved again.',
  'retention.deleted': 'Deleted when it is old',
  'retention.kept': 'Kept for good',
  'retention.what': 'Data',
  'retention.for': 'Kept for',
  'retention.decided': 'Decided',
  'retention.by-product': 'as the product has it',
  'retention.last': 'Removed last',
  'retention.last.none': 'nothing yet',
  'retention.last.removed': '{at}, {total} records in all',
  'retention.ran': 'Looked at {at}: removed {removed}',
  'retention.ran.never': 'Not looked at yet (02:20 every night)',
  'retention.days': '{days} days',
  'retention.bounds': '{min} to {max} days',
  'retention.decide': 'Decide',
  'retention.decide.title': 'Retention: {name}',
  'retention.decide.label': 'Days',
  'retention.decide.shorter':
    'This is shorter than now: tonight what is older than {days} days is deleted and cannot be brought back.',
  'retention.decide.longer': 'What was deleted before does not come back.',
  'retention.kind.endedFacts': 'Details that a newer look replaced',
  'retention.why.endedFacts': 'They explain the figures of the year that was reported.',
  'retention.kind.closedPorts': 'Ports that ceased to listen',
  'retention.why.closedPorts': 'They say which ports were newly opened on a past day.',
  'retention.kind.jobRuns': 'Runs of jobs',
  'retention.why.jobRuns': 'They say which run was missed.',
  'retention.kind.refusedFrames': 'Frames of hosts that were refused',
  'retention.why.refusedFrames': 'They say why a host cannot report.',
  'retention.kind.endedSessions': 'Sessions that ended',
  'retention.kind.neighbours': 'Devices seen on the network',
  'retention.kind.emptyDeviceChecks': 'Device checks that told nothing new',
  'retention.why.endedSessions': 'The owner of an account sees one that is not theirs.',
  'retention.why.neighbours': 'So that what nobody declared is found; nobody needs it for longer.',
  'retention.good.verdicts': 'The verdicts of each host over time',
  'retention.good.silences': 'When hosts sent nothing',
  'retention.good.register': 'The register and what agencies declared',
  'retention.good.snapshots': 'Frozen figures and the reports made from them',
  'retention.good.audit': 'The audit',
  'retention.why.emptyDeviceChecks':
    'So that a device that has not answered for long is seen; its newest always stays, and so do the first and the last of what tells of a default.',
  'retention.good.device-checks':
    'Authorisations of device checks, and results that tell of a default',
  'retention.good.uptime': 'When the collector was up',
  'notice.title': 'Notice to staff',
  'notice.open': 'Notice to staff',
  'notice.open.why':
    'A page to print and put up, made from the list of what the agent really reads and from the retention in force.',
  'notice.print': 'Print the notice',
  'notice.body': 'AGENCY: …………………………………………',
  'notice.heading': 'NOTICE',
  'notice.subheading': 'on the security agent on computers of this agency',
  'notice.lead':
    'Computers of this agency carry the agent Khiên, which tells whether a machine is protected. It watches machines, not people.',
  'notice.reads': 'What the agent reads',
  'notice.reads.line': '{what} Looks every {often}.',
  'notice.often.minutes': '{count} min',
  'notice.often.hours': '{count} h',
  'notice.often.days': '{count} days',
  'notice.reads.os': 'Name of the machine, name and version of its operating system.',
  'notice.reads.hardware': 'Maker, model, serial number, memory, disks and network addresses.',
  'notice.reads.patches': 'Security updates that are missing and the day of the last update.',
  'notice.reads.antivirus': 'Which antivirus is installed, whether it runs and is licensed.',
  'notice.reads.malware':
    'Names of malware that the antivirus recorded, when, what became of it and where it lay (without the part of a path that names a person).',
  'notice.reads.firewall': 'Whether the firewall of the machine is on.',
  'notice.reads.ports': 'Open network ports and the names of programs that opened them.',
  'notice.reads.accounts':
    'Accounts of the machine: whether they have a password and administer it. The account name of a person is replaced by a code before it leaves the machine.',
  'notice.reads.remote-access':
    'Ways into the machine from afar and names of remote-control programs.',
  'notice.reads.service-defaults':
    'The configuration of services on the machine (databases, SNMP, FTP, file sharing …), to see whether they are left at their defaults; no data in them is read and no password is sent.',
  'notice.reads.agent': 'The version of the agent itself and what it costs the machine.',
  'notice.reads.neighbours':
    'MAC and IP addresses of neighbours that the machine already knows, only on networks of the agency that are declared on the machine; nothing is scanned, and randomised MACs of phones are left out.',
  'notice.never': 'What the agent never reads',
  'notice.never.passwords': 'Passwords, PINs, keys: never read, sent or stored.',
  'notice.never.contents':
    'Contents of files, mail, messages, browsing history, screen, keyboard, camera, microphone, place.',
  'notice.never.names':
    'Names of the people who use a machine: only a code that cannot be turned back leaves it.',
  'notice.never.attendance':
    'Hours of work: when a machine last reported is not used as attendance or to judge staff.',
  'notice.never.control':
    'The agent takes no order from the collector to run a program or to open or change a file.',
  'notice.who': 'Who sees it',
  'notice.who.line':
    'Only people with an account and one of these roles; every sign-in, change and export is written into the audit.',
  'notice.role.administrator': 'Province administrator: the province',
  'notice.role.officer': 'Province officer: the province',
  'notice.role.agency-head': 'Head of an agency: the agency and what stands under it',
  'notice.role.agency-officer': 'IT officer of an agency: the agency and what stands under it',
  'notice.role.cert': 'Incident response: findings and hosts',
  'notice.role.leader': 'Leader of the province: figures and reports',
  'notice.role.auditor': 'Auditor: figures and the audit',
  'notice.kept': 'For how long it is kept',
  'notice.kept.line': '{what}: {days} days.',
  'notice.kept.good': 'For good, to prove what was reported: {what}.',
  'notice.questions': 'Questions and requests',
  'notice.questions.line':
    'Everybody may see the data of the machine they use and ask for corrections. Contact: ……………………………………………… (IT officer of the agency).',
  'notice.made': 'Made from the version and the settings in force on {date}.',
  'notice.place': '……………, date ……/……/…………',
  'notice.signature': 'HEAD OF THE AGENCY',
} as const satisfies Record<keyof typeof source, string>

import type { collectorTerminal as source } from '../vi/collector-terminal.ts'

export const collectorTerminal = {
  'collector.help': `khien-collector: the collector of Khiên

  setup                     set this server up: asks, or takes what follows; may be run again
        [--province --address --data --certificate --key --backups --listen <value>]
        [--answers <file>]  a file with settings; nobody is asked
        [--administrator <name>] [--password-file <file>]   the first administrator
        [--dry-run]         only show what would change
  run                       runs the collector until it is told to stop
  token --agency <name>     makes an enrolment token and prints its join string
        [--uses n]          how often it may be used (default 1)
        [--hours n]         for how many hours it is good (default 24)
        [--network <net>]   good in this network alone, e.g. 10.20.0.0/16; may stand several times
        [--wait]            machines beyond the declared count of the agency wait for approval
        [--create]          adds the agency when there is none of this name
  judge <file|folder>…      verdicts on what khien-agent snapshot, replay, record wrote
        [--json]            facts and verdicts, one line of JSON per file
  catalogue import <file>   import a signed catalogue
  import-report <file>…     take reports of legacy machines that were carried here as files
  release add <file>        take a signed release of the agent; the console rolls it out
  release keys <file>       take what one key of releases has signed about the other
  report quarterly --period 2026-Q4 [--agency <name>] --out <folder>
                            make the quarter's report of an agency, or of the province; yearly --period 2026:
                            information systems; scorecard --period 2026-Q4: the scorecard of the plan
        [--plan <id>]       the plan that is reported on (default: the one that the screens show)
        [--template <name>] a template that was uploaded; [--marking <level>] a marking of secrecy
        [--pdf]             the PDF that LibreOffice makes, too
  share --period 2026-Q4 --out <folder>
                            signed export of malware protection, without personal data
  recount [--repair]        counts all computers anew and compares with the stored counts
  verify                    prove again that every snapshot and every entry of the audit is as it was
        [--head n:hash]     compare the head of the audit that a report on paper carries
        [--snapshot-head n:hash]
                            compare the head of the snapshots that a report on paper carries
  packages add <file>…      copy packages of the agent into the data folder, for the page Install
  packages list             the packages that are there, with their SHA-256
  status                    how it fares on one screen: address, database, computers, backup, troubles
  backup [--out <folder>]   back up while the collector runs; it is read back before it counts
  restore <file> [--replace]  bring a backup back; --replace moves what is there aside
        [--passphrase-file <file>]
  --help, --version

Settings (environment variables)
  KHIEN_DATA_DIR            the data folder (default ./data)
  KHIEN_PORT                the port (default 8443)
  KHIEN_LISTEN              the address to listen on (default 127.0.0.1; in production 0.0.0.0)
  KHIEN_ADDRESS             host:port in join strings (default localhost and the port above)
  KHIEN_ADMIN_PASSWORD      the administrator's password, at the first start only, 12 characters or more
  KHIEN_DATABASE_URL        postgres://… instead of SQLite in the data folder
  KHIEN_PROVINCE            quang-ngai (default) or tuyen-quang
  KHIEN_TLS_CERT_FILE       the certificate for browsers, together with
  KHIEN_TLS_KEY_FILE        its private key
  KHIEN_CATALOGUE_KEYS      public keys whose signed catalogues are believed, comma separated
  KHIEN_RELEASE_KEYS        public keys whose releases may be added, comma separated
  KHIEN_CONFIG_FILE         a file with settings, NAME=value a line
  KHIEN_BACKUP_DIR          the folder of backups, one each night
  KHIEN_BACKUP_HOUR         the hour, 0 to 23 (default 1)
  KHIEN_BACKUP_KEEP_DAYS    the newest of so many days is kept (default 14), and of
  KHIEN_BACKUP_KEEP_WEEKS   so many weeks (default 8)
  KHIEN_BACKUP_PASSPHRASE_FILE  a file with the passphrase of backups, 12 characters or more
  KHIEN_LANGUAGE            vi (default) or en
  KHIEN_LOG_LEVEL           debug, info (default), warn, error

Exit codes
  0   done
  1   refused; the reason is printed. status: there are troubles
  2   a wrong command or setting
  3   recount: counts differ; verify: a snapshot or an entry of the audit is not as it was
  70  a bug`,
  'collector.ready': 'The collector is running at {address}',
  'collector.stopped': 'The collector has stopped.',
  'collector.administrator.made':
    'The first administrator: {name}, password: {password} (shown this once, write it down).',
  'collector.administrator.given':
    'The first administrator was made: {name}, with the password of KHIEN_ADMIN_PASSWORD.',
  'collector.token.made':
    'Join string for “{agency}”: good for {uses} uses until {until}. It is shown this once.',
  'collector.release.added':
    'Added release {version}, number {sequence}. No computer gets it until its rollout begins in the console.',
  'collector.release.keys': 'Every agent will be told that the key {key} is retired.',
  'collector.catalogue.imported': 'Imported the catalogue {kind} from {file}.',
  'collector.report.made': 'Made {file} (SHA-256 {hash})',
  'collector.report.archived': 'Archived as draft {id}, made from snapshot {number}.',
  'collector.report.pdf': 'Made {file}',
  'collector.packages.added': 'Copied {name} ({size}), SHA-256 {sha256}',
  'collector.packages.checked': 'as SHA256SUMS beside the file says.',
  'collector.packages.unchecked':
    'there is no SHA256SUMS beside the file; compare the sum above with where the package was built.',
  'collector.packages.none': 'There are no packages in {folder}.',
  'collector.status.version': 'Version',
  'collector.status.address': 'Address',
  'collector.status.running': 'Running',
  'collector.status.running.now': 'yes (seen {time})',
  'collector.status.running.last': 'no; last seen {time}',
  'collector.status.running.never': 'never yet',
  'collector.status.database': 'Database',
  'collector.status.disk': 'Disk',
  'collector.status.hosts': 'Computers',
  'collector.status.hosts.of': '{reporting} report / {total} enrolled; {waiting} wait for approval',
  'collector.status.backup': 'Backup',
  'collector.status.backup.of': '{time}, {size}, read back {verified}: {file}',
  'collector.status.packages': 'Packages',
  'collector.status.packages.count': '{count} in {folder}',
  'collector.status.fine': 'Nothing is wrong.',
  'collector.status.not-running': 'The collector does not run.',
  'collector.recount.differing': 'Counts that differ: {count}.',
  'collector.recount.repaired': 'Counts that were put right: {count}.',
} satisfies Record<keyof typeof source, string>

import type { serverTerminal as source } from '../vi/server-terminal.ts'

export const serverTerminal = {
  'backup.stage.copying': 'Copying the database, keys and settings…',
  'backup.stage.packing': 'Packing…',
  'backup.stage.reading-back': 'Reading the backup back from end to end…',
  'backup.taken': 'The backup was read back and is whole: {file} ({size}).',
  'backup.sealed': 'Only the passphrase of backups opens it. Keep that somewhere else.',
  'backup.open':
    'It has no passphrase and holds the keys of the collector: whoever has the file can read it. Set KHIEN_BACKUP_PASSPHRASE_FILE to seal backups.',
  'backup.removed': 'Removed, kept long enough: {name}',
  'backup.chain-faults':
    'Note: {count} links of the audit or of the snapshots were not whole before the backup already. Run khien-collector verify.',
  'restore.stage.looking': 'Looking at the backup…',
  'restore.stage.unpacking': 'Unpacking and checking each part…',
  'restore.stage.checking': 'Checking the database…',
  'restore.stage.preparing': 'Bringing the database to this version…',
  'restore.stage.moving': 'Moving it into the data folder…',
  'restore.passphrase': 'Passphrase of the backup',
  'restore.done':
    'Restored into {folder}: data until {moment}, version {version}, {hosts} computers.',
  'restore.aside': 'What was there before is kept at {place}.',
  'restore.releases':
    'Files of agent releases ({count}) are in no backup. Run “khien-collector release add” again with each; until then agents go on reporting with the version they run.',
  'restore.settings':
    'The settings were written to {file}. Run “khien-collector run”: agents come back by themselves once {address} leads to this machine.',
  'restore.settings.beside':
    'The settings of the backup are at {file}; those that were here are as they were. Agents come back by themselves once {address} leads to this machine.',
  'setup.ask.province': 'Province ({choices})',
  'setup.ask.address': 'Address by which browsers and agents reach this server (host:port)',
  'setup.ask.data': 'Data folder',
  'setup.ask.certificate':
    'PEM file of the certificate for browsers (Enter or {none}: one of the collector’s own authority)',
  'setup.ask.key': 'PEM file of its private key',
  'setup.ask.backups':
    'Folder for backups, best on another disk or machine (Enter or {none}: none)',
  'setup.ask.administrator': 'Name of the first administrator',
  'setup.ask.password': 'Password ({min} characters or more, not shown while you type)',
  'setup.ask.password-again': 'The password again',
  'setup.ask.password-differs': 'The two differ. Type it again.',
  'setup.changes': 'Changes in {file}:',
  'setup.same': 'Nothing changes in {file}.',
  'setup.agree': 'Write these changes? (y/n)',
  'setup.left': 'Nothing was written.',
  'setup.administrator.there': 'Somebody can sign in already; no administrator was made.',
  'setup.administrator.later':
    'There is no administrator yet: the first start makes admin and prints the password once.',
  'setup.administrator.made': 'Made the administrator {name}.',
  'setup.done':
    'Done. Run “khien-collector run” (or restart the service), then open https://{address}',
} as const satisfies Readonly<Record<keyof typeof source, string>>

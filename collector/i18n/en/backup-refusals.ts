import type { backupRefusalTexts as vi } from '../vi/backup-refusals.ts'

/** What can go wrong with backups, and with bringing one back. */
export const backupRefusalTexts = {
  'refusal.BACKUP_FOLDER_UNSET':
    'There is no folder for backups. Set KHIEN_BACKUP_DIR, or add --out <folder>.',
  'refusal.BACKUP_FOLDER_NOT_WRITABLE':
    'Cannot write to the folder of backups {folder}: {detail}. Older backups are as they were.',
  'refusal.BACKUP_UNDER_WAY': 'Another backup is being taken (process {pid}). Wait for its end.',
  'refusal.BACKUP_NO_SPACE':
    'The disk of {folder} is full, so there is no new backup; older ones are as they were. Make room and take it again.',
  'refusal.BACKUP_NOT_WRITTEN':
    'Cannot write a backup to {folder}: {detail}. Older ones are as they were.',
  'refusal.BACKUP_NOT_GOOD':
    'The backup was read back and is not right: {detail}. It is not kept; check the disk and take it again.',
  'refusal.BACKUP_TOO_LARGE':
    'A backup of {bytes} bytes exceeds the {bytesMax} bytes of a sealed one. Leave out KHIEN_BACKUP_PASSPHRASE_FILE and keep it on an encrypted disk.',
  'refusal.BACKUP_TOOL_MISSING':
    'The program {tool} of PostgreSQL was not found. Install the package postgresql-client (Debian) or postgresql (RHEL) of the same version as the database server.',
  'refusal.BACKUP_TOOL_FAILED': '{tool} failed: {detail}',
  'refusal.BACKUP_NOT_ONE': '{file} is not a backup of Khiên.',
  'refusal.BACKUP_DAMAGED':
    'The backup {file} is truncated or altered: {detail}. Use another one; nothing was changed.',
  'refusal.BACKUP_NEWER':
    'The backup {file} is of a newer version ({version}). Install that version of Khiên and restore; nothing was changed.',
  'refusal.BACKUP_PASSPHRASE_NEEDED': 'The backup {file} is sealed. Add --passphrase-file <file>.',
  'refusal.BACKUP_PASSPHRASE_WRONG': 'The passphrase does not open the backup {file}.',
  'refusal.BACKUP_OTHER_DATABASE':
    'The backup is of {given}, and the settings here are for {expected}. Set or leave out KHIEN_DATABASE_URL to fit.',
  'refusal.RESTORE_NOT_EMPTY':
    '{place} holds data. Add --replace to move it aside (nothing is deleted) and restore.',
  'refusal.RESTORE_IN_USE':
    'A collector is using {place}. Stop it and restore again; nothing was changed.',
  'refusal.RESTORE_UNFINISHED':
    'A restore into {folder} did not end. Run restore again with --replace; what was there before lies in the folder before-restore.',
} as const satisfies Record<keyof typeof vi, string>

/** A backup that was read back and found good. */
type BackupRunTable = {
  id: string
  /** When the copy is of. */
  moment_ms: number
  verified_ms: number
  file: string
  bytes: number
  is_sealed: 0 | 1
}

/** A host that has not come back since the database was restored: its ticket may be newer than the one known here. */
type AwaitedHostTable = { host_id: string; restored_ms: number }

/** Joined into `Schema`. */
export type BackupsSchema = { backup_run: BackupRunTable; awaited_host: AwaitedHostTable }

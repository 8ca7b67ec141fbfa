import { Refusal } from '#protocol/refusals.ts'

/** What went wrong, as a refusal where it was the disk under a folder; anything else as it was. */
export function diskRefusal(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) {
    return new Refusal('BACKUP_NO_SPACE', { folder })
  }
  const isOfTheDisk = ['EIO', 'EROFS', 'EACCES', 'EPERM', 'EFBIG'].includes(code)
  if (!isOfTheDisk && !/^SQLITE_(IOERR|CANTOPEN|READONLY)/.test(code)) return error
  const detail = error instanceof Error ? error.message : code
  return new Refusal('BACKUP_NOT_WRITTEN', { folder, detail })
}

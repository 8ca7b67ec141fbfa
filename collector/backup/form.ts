import { z } from 'zod'
import { digest, epochMs } from '#protocol/values.ts'

/*
 * A backup is one file: a line that says what it is, a line of JSON that says how to read on (the lead), the packed
 * content, for a sealed one the tag of its seal, and the SHA-256 of everything before. Packed are a line of JSON (the
 * manifest) and the bytes of its parts, one after the other. See docs/decisions/0034-backups.md.
 */

export const magicLine = 'khien-backup'
/** Grows when an older version could not read what is written. */
export const formNumber = 1
export const digestBytes = 32
export const tagBytes = 16
export const leadBytesMax = 65_536
export const manifestBytesMax = 1_048_576

const base64url = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

/** How the key is made of a passphrase. The cost is bounded: a file must not make its reader work for hours. */
export const seal = z.strictObject({
  kdf: z.literal('scrypt'),
  cost: z.int().min(1024).max(1_048_576),
  blockSize: z.int().min(1).max(16),
  parallelization: z.int().min(1).max(4),
  salt: base64url,
  iv: base64url,
  /** Tells a wrong passphrase from a damaged file. */
  check: base64url,
})
export type Seal = z.infer<typeof seal>

export const lead = z.object({
  form: z.int().min(1),
  version: z.string().max(64),
  /** Of the database; one that this version does not know is from a newer one. */
  migrations: z.array(z.string().max(100)).max(1000),
  sealed: seal.nullable(),
})
export type Lead = z.infer<typeof lead>

/** Every name that a part may have; a file from elsewhere cannot write outside the folder that it is unpacked into. */
const partName = z
  .string()
  .regex(
    /^(database\.sqlite|database\.pgdump|collector\.conf|authority\/[a-z0-9-]{1,40}\.pem|settings\/KHIEN_[A-Z_]{1,60})$/,
  )

const chainHead = z.strictObject({ number: z.int().min(1), hash: digest }).nullable()

export const manifest = z.object({
  momentMs: epochMs,
  province: z.string().max(100),
  address: z.string().max(300),
  engine: z.enum(['sqlite', 'postgres']),
  content: z.strictObject({
    databaseId: z.string().nullable(),
    rows: z.record(z.string(), z.int().min(0)),
    auditHead: chainHead,
    snapshotHead: chainHead,
  }),
  parts: z
    .array(z.strictObject({ name: partName, bytes: z.int().min(0), sha256: digest }))
    .max(200)
    .refine((parts) => new Set(parts.map(({ name }) => name)).size === parts.length),
})
export type Manifest = z.infer<typeof manifest>
export type Part = Manifest['parts'][number]

/** The part that holds the database. */
export const databaseParts = { sqlite: 'database.sqlite', postgres: 'database.pgdump' } as const

import { hash, verify } from '@node-rs/argon2'

/** argon2id, the default of the package, at 64 MiB and three passes. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const

/** The hash of no password: checking against it takes as long as against a real one. */
const nobodysHash = `$argon2id$v=19$m=65536,t=3,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Makes what is stored instead of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost)
}

/** Null stands for a name that nobody has: the answer is then false, and comes as late as any other. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isMatch = await verify(passwordHash ?? nobodysHash, normal(password))
  return isMatch && passwordHash !== null
}

/** Keyboards differ in how they compose a letter with its marks. */
const normal = (password: string) => password.normalize('NFC')

import { createHash } from 'node:crypto'
import { z } from 'zod'
import digestsFile from './tomcat-users.json' with { type: 'json' }

/** The pairs of Tomcat's manual as people write them: scripts/rules/tomcat-users.json. */
export const tomcatUserRules = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  rules: z
    .array(
      z.strictObject({
        /** What leaves the machine instead of the pair. */
        id: z.string().regex(/^[a-z0-9-]{2,60}$/),
        username: z.string().min(1).max(60),
        password: z.string().min(1).max(64),
        /** Address or title of the document in which it stands. */
        source: z.string().min(1).max(300),
      }),
    )
    .max(50),
})

/** As the agent carries them: no pair, only the digest of each; `node scripts/seal-rules.mjs` writes them. */
const tomcatUserDigests = z.strictObject({
  version: z.string(),
  rules: z.array(z.strictObject({ id: z.string(), digest: z.string() })),
})
const carried = tomcatUserDigests.parse(digestsFile)

/** The rule whose pair this is; null: none. */
export function tomcatRuleOf(username: string, password: string): string | null {
  const digest = pairDigest(carried.version, username, password)
  return carried.rules.find((rule) => rule.digest === digest)?.id ?? null
}

/** What stands in the agent instead of a pair: compared, never opened. */
export function pairDigest(version: string, username: string, password: string): string {
  const text = JSON.stringify(['khien pair', version, username, password])
  return createHash('sha256').update(text).digest('hex')
}

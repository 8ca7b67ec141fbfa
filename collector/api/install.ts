import { withJoin } from '#domain/agency-installer.ts'
import { foldForSearch } from '#domain/fold.ts'
import { byNewestVersion, type PackageKind } from '#protocol/install-packages.ts'
import type { installRoutes } from '#protocol/install-routes.ts'
import { decodeJoin } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, recordRead } from '#store/audit.ts'
import { agencyNameOf } from '#store/agencies.ts'
import { requireAgency } from '#store/population.ts'
import { findToken, listTokens } from '#store/tokens.ts'
import { countHostsOf, readDeclaredComputers } from '#store/waiting/declared.ts'
import { countHostsByToken } from '#store/waiting/by-token.ts'
import { decideWaiting, listWaiting } from '#store/waiting/waiting.ts'
import type { ApiDeps, Call, Handlers } from './call.ts'

type Names = keyof typeof installRoutes

const fileType = 'application/octet-stream'

/** Bringing agents to the computers of an agency, and letting them in. */
export function installHandlers(deps: ApiDeps): Pick<Handlers, Names> {
  const { store, events, packages, version } = deps
  return {
    async install({ params: { agency: agencyId }, scope, by: { nowMs } }) {
      await requireAgency(store.reader, scope, agencyId)
      return store.atOneMoment(async (db) => {
        const tokens = await listTokens(db, { agencyIds: [agencyId] })
        const hosts = await countHostsByToken(db, scope, agencyId)
        return {
          agency: { id: agencyId, name: await agencyNameOf(db, agencyId) },
          declared: await readDeclaredComputers(db, { agencyId, nowMs }),
          enrolled: await countHostsOf(db, agencyId),
          waiting: (await listWaiting(db, { scope, agencyId, nowMs })).total,
          tokens: tokens.map((token) => ({ ...token, hosts: hosts.get(token.id) ?? 0 })),
        }
      })
    },

    async installPackages() {
      return { folder: packages.folder, version, packages: [...(await packages.list())] }
    },

    async installPackage({ params: { name }, by, reply }) {
      const found = await packages.open(name)
      if (found === null) throw new Refusal('PACKAGE_NOT_FOUND', { name })
      const read = { table: 'package', subject: name, filters: {}, rows: null, format: 'file' }
      await recordRead(store.db, read, by)
      await reply
        .type(fileType)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('content-length', found.bytes)
        .send(found.content)
    },

    agencyInstaller: (call) => sendAgencyInstaller(deps, call),

    async waitingMachines({ query: { agency: agencyId }, scope, by: { nowMs } }) {
      await requireAgency(store.reader, scope, agencyId)
      return listWaiting(store.reader, { scope, agencyId, nowMs })
    },

    async decideWaiting({ body: { hostIds, decision }, scope, by }) {
      const decided = await decideWaiting(store.db, { scope, hostIds, decision }, by)
      events.publish({ kind: 'enrolments-changed', atMs: by.nowMs })
      return { decided }
    },
  }
}

/** SYSVOL is read by the whole domain: what stands in such a file has to be limited in every way. */
async function sendAgencyInstaller(
  { store, packages, joinOf }: ApiDeps,
  { params: { agency: agencyId }, body, scope, by, reply }: Call<'agencyInstaller'>,
): Promise<void> {
  await requireAgency(store.reader, scope, agencyId)
  const join = body.join.trim()
  const { token: secret } = decodeJoin(join)
  const token = await findToken(store.reader, secret)
  if (token?.agencyId !== agencyId || joinOf(secret) !== join) {
    throw new Refusal('INSTALLER_JOIN_FOREIGN')
  }
  if (token.revokedMs !== null) throw new Refusal('TOKEN_REVOKED')
  if (token.expiresMs <= by.nowMs) {
    throw new Refusal('TOKEN_EXPIRED', { expiredAtMs: token.expiresMs })
  }
  if (!token.waitsBeyondDeclared || token.networks.length === 0) {
    throw new Refusal('INSTALLER_TOKEN_TOO_WIDE')
  }
  const common = await newestOf(packages, 'windows-msi')
  const content = withJoin(common.content, join)
  const agency = await agencyNameOf(store.reader, agencyId)
  const name = common.name.replace(/\.msi$/, `-${plainName(agency)}.msi`)
  await recordAudit(store.db, {
    actor: by.actor,
    address: by.address,
    atMs: by.nowMs,
    action: 'make-agency-installer',
    subject: agencyId,
    after: { tokenId: token.id, package: common.name },
  })
  await reply
    .type(fileType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Buffer.from(content.buffer))
}

async function newestOf(
  packages: ApiDeps['packages'],
  kind: PackageKind,
): Promise<{ name: string; content: Uint8Array }> {
  const [newest] = (await packages.list())
    .filter((one) => one.kind === kind)
    .toSorted((left, right) => byNewestVersion(left.version, right.version))
  const content = newest && (await packages.read(newest.name))
  if (!newest || !content) throw new Refusal('PACKAGE_NOT_FOUND', { name: kind })
  return { name: newest.name, content }
}

const plainNameMax = 40

/** The name of an agency in letters, digits and hyphens alone, for the name of a file. */
function plainName(agency: string): string {
  const words = foldForSearch(agency).match(/[a-z0-9]+/g) ?? []
  return words.join('-').slice(0, plainNameMax).replace(/-$/, '') || 'agency'
}

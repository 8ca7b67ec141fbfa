import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agencyRoles, roles, type Role } from '#protocol/access.ts'
import { csrfHeader, routes, type Route, type RouteName } from '#protocol/routes.ts'
import { createApiToken } from '#store/access/api-tokens.ts'
import { createAgency } from '#store/agencies.ts'
import { openSession } from '#store/sessions.ts'
import { createUser, type User } from '#store/users.ts'
import { startApi, type RunningApi } from '#tests/collector/api/running-api.ts'

let api: RunningApi
let port: number
let agencyId: string

const guarded = (Object.entries(routes) as [RouteName, Route][]).filter(
  ([, { access }]) => access !== 'public',
)
const by = () => ({
  actor: 'command',
  address: null,
  nowMs: api.clock.nowMs,
  newId: randomUUID,
  randomBytes,
})

beforeAll(async () => {
  api = await startApi()
  const agency = { name: 'Sở Y tế', kind: 'sở', isSample: false }
  agencyId = (await createAgency(api.store.db, agency, by())).id
  await api.app.listen({ port: 0, host: '127.0.0.1' })
  const address = api.app.server.address()
  port = typeof address === 'object' ? (address?.port ?? 0) : 0
})
afterAll(() => api.stop())

const agencyOf = (role: Role) => (agencyRoles.some((one) => one === role) ? agencyId : null)
const isIn = (access: Route['access'], role: Role) => (access as readonly string[]).includes(role)

/** Ids of nothing: who is let in is told that there is no such thing, or that something is missing. */
const addressOf = ({ path }: Route) =>
  path.replace('/hosts/:id', `/hosts/${'a'.repeat(26)}`).replaceAll(/:\w+/g, 'nothing')

type Headers = Readonly<Record<string, string>>

/** The status alone: an event stream and a file begin to answer, and that is all that is asked of them. */
function statusOf(route: Route, headers: Headers): Promise<number> {
  const { method } = route
  const path = addressOf(route)
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false }
    const asked = request(options, (answer) => {
      resolve(answer.statusCode ?? 0)
      asked.destroy()
    })
    asked.on('error', (error) => (asked.destroyed ? undefined : reject(error)))
    asked.end()
  })
}

/** A session of its own for each call: some end the one that they are called with. */
async function sessionHeaders(user: User): Promise<Headers> {
  const opening = { ...by(), replaces: null, browser: 'firefox' } as const
  const { cookie, session } = await openSession(api.store.db, user, opening)
  return { cookie: `__Host-khien=${cookie}`, [csrfHeader]: session.csrf }
}

describe.each(roles)('a person who is %s', (role) => {
  test('is let into every route whose table names the role, and into no other', async () => {
    const account = { name: role, passwordHash: 'none', role, agencyId: agencyOf(role) }
    const user = await createUser(api.store.db, account, by())
    const wrong: string[] = []
    for (const [name, route] of guarded) {
      const status = await statusOf(route, await sessionHeaders(user))
      const isLetIn = status !== 401 && status !== 403
      if (isLetIn !== isIn(route.access, role)) wrong.push(`${name} ${status}`)
      if (status >= 500) wrong.push(`${name} ${status}`)
    }
    expect(wrong).toEqual([])
  }, 120_000)
})

describe.each(roles)('a token of the API that is %s', (role) => {
  test('is let in like a person, but into nothing that is about a person', async () => {
    const expiresMs = api.clock.nowMs + 3_600_000
    const wanted = { name: role, role, agencyId: agencyOf(role), expiresMs }
    const { secret } = await createApiToken(api.store.db, wanted, by())
    const wrong: string[] = []
    for (const [name, route] of guarded) {
      const status = await statusOf(route, { authorization: `Bearer ${secret}` })
      const isLetIn = status !== 401 && status !== 403
      const isMeant = isIn(route.access, role) && route.isOfSession !== true
      if (isLetIn !== isMeant) wrong.push(`${name} ${status}`)
    }
    expect(wrong).toEqual([])
  }, 120_000)
})

/** Routes of a role that change something, but what is about a person's own account. */
const changingOf = (role: Role) =>
  guarded
    .filter(([, route]) => isIn(route.access, role) && route.method !== 'GET')
    .filter(([, { isOfSession }]) => isOfSession !== true)
    .map(([name]) => name)

test('an administrator may call everything but agree for an agency', () => {
  const others = guarded.filter(([, { access }]) => !isIn(access, 'administrator'))
  expect(others.map(([name]) => name)).toEqual(['agreeDeviceCheck'])
})

test('a leader changes nothing, and an auditor has the chain of the audit checked', () => {
  // Printing a report again changes nothing and is asked of by POST because it takes its time.
  expect(changingOf('leader')).toEqual(['reprintReport'])
  expect(changingOf('auditor').toSorted()).toEqual(['checkAudit', 'reprintReport'])
})

test('CERT reaches hosts, devices, what is to be done and itself, and no declarations, plan or report', () => {
  const paths = guarded
    .filter(([, route]) => isIn(route.access, 'cert') && route.isOfSession !== true)
    .map(([, { path }]) => path.split('/')[2])
  expect([...new Set(paths)].toSorted()).toEqual([
    'agencies',
    'device-checks',
    'devices',
    'hosts',
    'live',
    'retention',
    'work',
  ])
})

test('nobody but administrators decides how is judged, what plans say, and who may come in', () => {
  const decisions: RouteName[] = [
    'decideJudgeSetting',
    'importCatalogue',
    'nameProduct',
    'forgetProduct',
    'startPlanDraft',
    'editPlanDraft',
    'issuePlan',
    'discardPlanDraft',
    'decideCutOff',
    'changeOrganisation',
    'undoOrganisationChange',
    'apiTokens',
    'createApiToken',
    'revokeApiToken',
    'addPerson',
    'changePerson',
    'disablePerson',
  ]
  for (const name of decisions)
    expect([name, routes[name].access]).toEqual([name, ['administrator']])
})

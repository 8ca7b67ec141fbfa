import { sql, type RawBuilder } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { AgentCostsView } from '#protocol/judging-views.ts'
import type { HostQuery } from '#protocol/routes.ts'
import type { HostRow } from '#protocol/views.ts'
import { population, type Scope } from './population.ts'
import type { Db } from './schema.ts'

const versionsMax = 50
const columns = { cpuMs: 'cpu_ms', memoryBytes: 'memory_bytes_max' } as const

/** Median, 95th percentile and maximum over the hosts that count, each with how many reach it. */
export async function readAgentCosts(
  { reader }: Pick<Store, 'reader'>,
  scope: Scope,
): Promise<AgentCostsView> {
  const counted = population({ scope, asOfMs: null }, 'counted')
  const { rows: versions } = await sql<{ version: string; hosts: number }>`
    select c.version as version, count(*) as hosts
    from agent_cost c join ${counted} p on p.id = c.host_id
    group by c.version order by count(*) desc, c.version limit ${versionsMax}`.execute(reader)
  const cpu = await readSteps(reader, counted, 'cpuMs')
  const memory = await readSteps(reader, counted, 'memoryBytes')
  return {
    hosts: cpu.reduce((sum, { hosts }) => sum + hosts, 0),
    cpuMs: figuresOf(cpu),
    memoryBytes: figuresOf(memory),
    versions,
  }
}

type Step = { readonly value: number; readonly hosts: number }

/** Costs are powers of two, so that hosts per value is a short list. */
async function readSteps(
  reader: Db,
  counted: RawBuilder<unknown>,
  of: keyof typeof columns,
): Promise<Step[]> {
  const column = sql.ref(`c.${columns[of]}`)
  const { rows } = await sql<Step>`
    select ${column} as value, count(*) as hosts
    from agent_cost c join ${counted} p on p.id = c.host_id
    where ${column} is not null group by ${column} order by ${column}`.execute(reader)
  return rows
}

function figuresOf(steps: readonly Step[]): AgentCostsView['cpuMs'] {
  const total = steps.reduce((sum, { hosts }) => sum + hosts, 0)
  if (total === 0) return null
  const at = (share: number) => {
    let below = 0
    const value =
      steps.find(({ hosts }) => {
        below += hosts
        return below >= Math.ceil(share * total)
      })?.value ?? 0
    const hosts = steps.reduce((sum, step) => sum + (step.value >= value ? step.hosts : 0), 0)
    return { value, hosts }
  }
  return { median: at(0.5), p95: at(0.95), max: at(1) }
}

type CostFilters = Pick<HostQuery, 'agentVersion' | 'agentCpuMsMin' | 'agentMemoryBytesMin'>

/** Conditions on host `p` by what its agent last told. */
export function costsAs(filters: CostFilters): RawBuilder<unknown>[] {
  const { agentVersion, agentCpuMsMin, agentMemoryBytesMin } = filters
  const conditions: RawBuilder<unknown>[] = []
  if (agentVersion !== undefined) conditions.push(hasCost(sql`c.version = ${agentVersion}`))
  if (agentCpuMsMin !== undefined) conditions.push(hasCost(sql`c.cpu_ms >= ${agentCpuMsMin}`))
  if (agentMemoryBytesMin !== undefined) {
    conditions.push(hasCost(sql`c.memory_bytes_max >= ${agentMemoryBytesMin}`))
  }
  return conditions
}

const hasCost = (condition: RawBuilder<unknown>) =>
  sql`exists (select 1 from agent_cost c where c.host_id = p.id and ${condition})`

/** What host `p` sorts by, the dearest first. */
export function costKey(of: keyof typeof columns): RawBuilder<unknown> {
  const column = sql.ref(`c.${columns[of]}`)
  return sql`-coalesce((select ${column} from agent_cost c where c.host_id = p.id), -1)`
}

/** What the agents of these hosts last told of themselves. */
export async function agentsOf(
  reader: Db,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<HostRow['agent']>>> {
  if (hostIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('agent_cost')
    .selectAll()
    .where('host_id', 'in', hostIds)
    .execute()
  return new Map(
    rows.map(({ host_id, version, cpu_ms, memory_bytes_max }) => [
      host_id,
      { version, cpuMs: cpu_ms, memoryBytesMax: memory_bytes_max },
    ]),
  )
}

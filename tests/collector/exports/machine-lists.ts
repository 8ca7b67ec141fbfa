import { everyPage, type ExportName, type Listed } from './asking.ts'

/** Files of machines and of what is to be done on them. */
export function machineLists(remedy: string) {
  return {
    exportHosts: {
      query: { sort: 'worst' },
      head: 'column.host',
      rows: async (ask, { query }) =>
        (
          await everyPage(async (page) => {
            const { total, hosts } = await ask('hosts', { query: { ...query, ...page } })
            return { total, rows: hosts }
          })
        ).map(({ hostname }) => hostname),
    },
    exportWork: {
      query: { remedy },
      head: 'work.column.machine',
      rows: async (ask) =>
        (
          await everyPage(async (query) => {
            const { total, items } = await ask('workItems', { params: { remedy }, query })
            return { total, rows: items }
          })
        ).map(({ name }) => name),
    },
    exportEntries: {
      query: { kind: 'machine' },
      head: 'import.column.machine.code',
      rows: async (ask, { query }) =>
        (
          await everyPage(async (page) => {
            const { total, entries } = await ask('registerEntries', {
              query: { ...query, ...page },
            })
            return { total, rows: entries }
          })
        ).map(({ body }) => String((body as { code: unknown }).code)),
    },
    exportMachines: {
      query: { list: 'unregistered' },
      head: 'register.csv.host',
      rows: async (ask, { query }) =>
        (
          await everyPage(async (page) => {
            const { total, machines } = await ask('registerMachines', {
              query: { ...query, ...page },
            })
            return { total, rows: machines }
          })
        ).map(({ host }) => host?.hostname ?? ''),
    },
    exportDevices: {
      query: { q: 'cam' },
      head: 'import.column.device.code',
      rows: async (ask, { query }) =>
        (await ask('devices', { query: query ?? {} })).devices.map(({ code }) => code),
    },
    exportMatches: {
      query: { show: 'decided' },
      head: 'register.csv.host',
      rows: async (ask, asked) =>
        (await ask('matches', asked)).matches.map((one) => one.host.hostname),
    },
    exportImports: {
      head: 'import.list.file',
      rows: async (ask) =>
        (
          await everyPage(async (query) => {
            const { total, imports } = await ask('imports', { query })
            return { total, rows: imports }
          })
        ).map(({ fileName }) => fileName),
    },
    exportNeighbours: {
      head: 'neighbours.mac',
      rows: async (ask) => (await ask('neighbours')).neighbours.map(({ mac }) => mac),
    },
    exportReleaseHosts: {
      params: { sequence: '3' },
      query: { standing: 'waiting' },
      head: 'releases.host',
      rows: async (ask, asked) =>
        (
          await everyPage(async (page) => {
            const query = { ...asked.query, ...page }
            const { total, hosts } = await ask('releaseHosts', { ...asked, query })
            return { total, rows: hosts }
          })
        ).map(({ hostname }) => hostname),
    },
    exportDeviceChecks: {
      head: 'device-check.document-number',
      rows: async (ask) =>
        (await ask('deviceChecks')).authorisations.map(({ document }) => document),
      empty: 'nobody has drafted one',
    },
    exportDeviceCheckResults: {
      head: 'import.column.device.mac',
      rows: async (ask) => (await ask('deviceCheckResults')).results.map(({ mac }) => mac),
      empty: 'nothing was checked',
    },
    exportUnassigned: {
      head: 'register.unassigned.what',
      rows: async (ask) => (await ask('unassignedEntries')).entries.map(({ words }) => words),
      empty: 'no agency was split',
    },
    exportAgents: {
      head: 'agents.version',
      rows: async (ask) => (await ask('agentCosts')).versions.map(({ version }) => version),
    },
    exportProducts: {
      head: 'products.name',
      rows: async (ask) => (await ask('products')).unknown.map(({ name }) => name),
    },
    exportAliases: {
      head: 'products.name',
      rows: async (ask) => (await ask('products')).aliases.map(({ name }) => name),
    },
  } satisfies Partial<Record<ExportName, Listed>>
}

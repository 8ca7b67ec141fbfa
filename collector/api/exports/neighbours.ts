import type { NeighbourView } from '#protocol/neighbours.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf } from './columns.ts'
import { everyPage, listFile } from './list-file.ts'

/** What was seen on the network as a file. */
export function neighbourExports(
  { store: { db } }: ApiDeps,
  lists: Pick<Handlers, 'neighbours'>,
): Pick<Handlers, 'exportNeighbours'> {
  return {
    exportNeighbours: listFile(db, {
      name: 'neighbours',
      title: 'neighbours.title',
      columns,
      rows: (call) =>
        everyPage<NeighbourView>(
          ({ agency, mac }) => `${agency.id} ${mac}`,
          async (page) => {
            const query = { ...call.query, ...page }
            const { total, neighbours } = await lists.neighbours({ ...call, query })
            return { total, rows: neighbours }
          },
        ),
    }),
  }
}

const seen = columnsOf<NeighbourView>()
const columns = [
  seen.name('register.agency', ({ agency }) => agency.name),
  seen.text('neighbours.mac', ({ mac }) => mac),
  seen.text('neighbours.address', ({ address }) => address),
  seen.name('neighbours.vendor', ({ vendor }) => vendor),
  seen.text('neighbours.kind', ({ kind, isKindSure }, { t }) => {
    const name = t(`neighbours.kind.${kind}`)
    return isKindSure || kind === 'unknown' ? name : t('neighbours.maybe', { kind: name })
  }),
  seen.text('neighbours.standing', ({ standing }, { t }) => t(`neighbours.standing.${standing}`)),
  seen.text('register.csv.code', ({ entry }) => entry?.code),
  seen.text('register.csv.host', ({ host }) => host?.hostname),
  seen.sentence('neighbours.ignore.reason', ({ ignored }) => ignored?.reason),
  seen.moment('neighbours.first', ({ firstMs }) => firstMs),
  seen.moment('neighbours.last', ({ lastMs }) => lastMs),
  seen.count('neighbours.seen-by', ({ seenBy }) => seenBy),
]

import type { ReleaseHost } from '#protocol/release-views.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf } from './columns.ts'
import { listFile } from './list-file.ts'

/** Computers of a release as a file. */
export function releaseExports(
  { store: { db } }: ApiDeps,
  lists: Pick<Handlers, 'releaseHosts'>,
): Pick<Handlers, 'exportReleaseHosts'> {
  return {
    exportReleaseHosts: listFile(db, {
      name: 'release-hosts',
      title: 'releases.hosts.title',
      columns,
      // The list is worked out whole for each of its pages, so it is asked once.
      rows: async (call) => {
        const query = { ...call.query, page: 1, pageSize: Number.MAX_SAFE_INTEGER }
        return (await lists.releaseHosts({ ...call, query })).hosts
      },
    }),
  }
}

const host = columnsOf<ReleaseHost>()
const columns = [
  host.text('releases.host', ({ hostname }) => hostname),
  host.name('releases.agency', ({ agency }) => agency),
  host.count('releases.ring', ({ ring }) => ring),
  host.text('releases.outcome', ({ state }, { t }) => t(`releases.progress.${state}`)),
  host.sentence('releases.why', ({ why }, { t }) => why && t(`releases.why.${why}`)),
  host.moment('releases.began', ({ beganMs }) => beganMs),
]

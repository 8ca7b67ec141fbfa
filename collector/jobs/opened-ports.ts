import { refreshOpenedPorts } from '#store/ports/refresh-opened.ts'
import type { Job, JobDeps } from './job.ts'

/** Keeps what ports began to listen up to date, so that a list of a province finds them. */
export function openedPorts({ store }: JobDeps): Job {
  const run = async () => {
    await refreshOpenedPorts(store)
  }
  return { id: 'opened-ports', schedule: '* * * * *', run }
}

import { refreshHostSigns } from '#store/register/host-signs.ts'
import type { Job, JobDeps } from './job.ts'

/** Keeps what tells hosts apart up to date, so that the register finds its machines. */
export function hostSigns({ store, now }: JobDeps): Job {
  const run = async () => {
    await refreshHostSigns(store, now())
  }
  return { id: 'host-signs', schedule: '*/5 * * * *', run }
}

import { refreshHostSigns } from '#store/register/host-signs.ts'
import type { Job, JobDeps } from './job.ts'

/**
 * Keeps what tells hosts apart up to date, so that the register finds its machines. Until then a new host whose name alone
 * agrees counts beside its machine, so this is often; it reads only what came since the last time.
 */
export function hostSigns({ store, now }: JobDeps): Job {
  const run = async () => {
    await refreshHostSigns(store, now())
  }
  return { id: 'host-signs', schedule: '* * * * *', run }
}

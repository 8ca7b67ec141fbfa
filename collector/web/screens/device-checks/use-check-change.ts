import { useQueryClient } from '@tanstack/react-query'
import type { DeviceCheckView } from '#protocol/device-check-views.ts'
import type { Api } from '../../api.ts'
import { useApi } from '../../client.ts'
import { useChange } from '../../parts/use-change.ts'
import { registerKey } from '../../query-keys.ts'

/** One step of an authorisation; `send` gets what the reader looked at. */
export function useCheckChange<Step>(
  check: DeviceCheckView,
  send: (api: Api, step: Step, seen: DeviceCheckView) => Promise<DeviceCheckView>,
  onDone: () => void = () => undefined,
) {
  const api = useApi()
  const client = useQueryClient()
  return useChange<DeviceCheckView, Step, DeviceCheckView>({
    seen: check,
    send: (step, seen) => send(api, step, seen),
    read: () => api.call('deviceCheck', { params: { id: check.id } }),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: registerKey })
      onDone()
    },
  })
}

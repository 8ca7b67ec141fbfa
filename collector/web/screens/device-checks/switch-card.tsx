import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeviceCheckSwitchView } from '#protocol/device-check-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { checksQuery, checkSwitchQuery } from './device-check-queries.ts'
import styles from './device-checks.module.css'
import { SetSwitch } from './set-switch.tsx'

/** Whether any device of the province is asked at all, why, and the way to stop it at once. */
export function SwitchCard() {
  const { t } = useSpeech()
  const api = useApi()
  const view = useQuery(checkSwitchQuery(api))
  const checks = useQuery(checksQuery(api, {}))
  return (
    <Card title={t('device-check.switch')}>
      {(view.isPending || checks.isPending) && <RowsSkeleton rows={2} />}
      {view.isError && <LoadFailure error={view.error} onRetry={() => void view.refetch()} />}
      {view.data && checks.data && (
        <Standing view={view.data} inForce={checks.data.counts.carried} />
      )}
    </Card>
  )
}

function Standing({ view, inForce }: { view: DeviceCheckSwitchView; inForce: number }) {
  const { t, number, time } = useSpeech()
  const maySet = useMay()('setDeviceCheckSwitch')
  const [isAsked, setAsked] = useState(false)
  const state = standingOf(view, inForce)
  const { changed, isStopped } = view
  return (
    <div className={styles['switch']}>
      <div>
        <div className={styles['switch-state']} data-state={state} role="status">
          {t(`device-check.switch.${state}`)}
        </div>
        <p>
          {state === 'on' ? (
            <Link to="/register/device-checks" search={{ state: 'carried' }}>
              {t('device-check.switch.on.why', { count: number(inForce) })}
            </Link>
          ) : (
            t(`device-check.switch.${state}.why`)
          )}
        </p>
        {changed && (
          <Text size="sm" c="dimmed">
            {t('device-check.steps.by', { by: changed.by, time: time(changed.atMs) })}
            {changed.reason !== null && `: ${changed.reason}`}
          </Text>
        )}
      </div>
      {maySet && (
        <Button
          size="sm"
          color="red.9"
          variant={isStopped ? 'default' : 'filled'}
          onClick={() => setAsked(true)}
        >
          {t(isStopped ? 'device-check.switch.go-on' : 'device-check.switch.stop')}
        </Button>
      )}
      {isAsked && <SetSwitch view={view} onClose={() => setAsked(false)} />}
    </div>
  )
}

/** A text may have been signed and handed out before its key was taken out of the settings. */
function standingOf({ isStopped, keys }: DeviceCheckSwitchView, inForce: number) {
  if (isStopped) return 'stopped'
  if (inForce > 0) return 'on'
  return keys === 0 ? 'never' : 'none'
}

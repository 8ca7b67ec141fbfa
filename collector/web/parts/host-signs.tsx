import {
  IconCopy,
  IconDeviceDesktop,
  IconDevices,
  IconHistory,
  IconServer,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { HostClass } from '#protocol/values.ts'
import { useSpeech } from '../language.tsx'
import { Hint } from './hint.tsx'
import styles from './host-signs.module.css'

const classIcons: Record<HostClass, ComponentType<IconProps>> = {
  server: IconServer,
  workstation: IconDeviceDesktop,
  'end-device': IconDevices,
}

/** Whether the agent holds its connection now: filled or hollow, never colour alone. */
export function ConnectionDot({ isConnected }: { isConnected: boolean }) {
  const { t } = useSpeech()
  const label = t(isConnected ? 'host.connected' : 'host.not-connected')
  return (
    <span
      className={styles['dot']}
      data-connected={isConnected}
      role="img"
      aria-label={label}
      title={label}
    />
  )
}

/** Server, workstation or end device. */
export function ClassIcon({ hostClass }: { hostClass: HostClass }) {
  const { t } = useSpeech()
  const Icon = classIcons[hostClass]
  const label = t(`class.${hostClass}`)
  return (
    <span role="img" aria-label={label} title={label} className={styles['sign']}>
      <Icon size={15} stroke={1.7} />
    </span>
  )
}

/** No agent runs on this machine: a script reports for it. */
export function ScriptIcon() {
  const { t } = useSpeech()
  return (
    <Hint label={`${t('script.machine')}. ${t('script.machine.why')}`}>
      <span role="img" aria-label={t('script.machine')} className={styles['script']}>
        <IconHistory size={15} stroke={1.8} />
      </span>
    </Hint>
  )
}

/** This key is also on another machine. */
export function SharingKeyIcon() {
  const { t } = useSpeech()
  return (
    <Hint label={t('host.sharing-key')}>
      <span role="img" aria-label={t('host.sharing-key')} className={styles['warning']}>
        <IconCopy size={15} stroke={1.8} />
      </span>
    </Hint>
  )
}

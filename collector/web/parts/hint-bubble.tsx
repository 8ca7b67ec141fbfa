import { Tooltip } from '@mantine/core'
import styles from './hint-bubble.module.css'

/** What a hint shows; loaded when the first one is wanted. */
export function HintBubble(props: {
  id: string
  target: HTMLElement
  label: string
  width: number | undefined
}) {
  const { id, target, label, width } = props
  return (
    <Tooltip
      opened
      target={target}
      className={styles['bubble'] ?? ''}
      label={<span id={id}>{label}</span>}
      {...(width === undefined ? {} : { multiline: true, maw: width })}
    />
  )
}

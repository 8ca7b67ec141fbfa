import { UnstyledButton } from '@mantine/core'
import { IconQuote } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import type { IndicatorView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import styles from './source-button.module.css'

export type Sourced = Pick<IndicatorView, 'source' | 'name'>

/** The button that shows the words of a document. */
export function SourceTarget(props: ComponentProps<'button'> & { indicator: Sourced }) {
  const { indicator, ...button } = props
  const { t, local } = useSpeech()
  return (
    <UnstyledButton
      aria-label={t('source.open', { name: local(indicator.name) })}
      aria-haspopup="dialog"
      {...button}
      className={styles['button']}
    >
      <IconQuote size={14} stroke={1.8} aria-hidden />
      {t('source')}
    </UnstyledButton>
  )
}

import { Popover, UnstyledButton } from '@mantine/core'
import { IconQuote } from '@tabler/icons-react'
import type { IndicatorView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import styles from './source-button.module.css'

/** The words of the document that set the target, where they stand, and how we read them. */
export function SourceButton({ indicator }: { indicator: Pick<IndicatorView, 'source' | 'name'> }) {
  const { t, local, language } = useSpeech()
  const { source, name } = indicator
  const isTranslated = language === 'en' && source.quote.en !== ''
  return (
    <Popover width={340} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles['button']}
          aria-label={t('source.open', { name: local(name) })}
        >
          <IconQuote size={14} stroke={1.8} aria-hidden />
          {t('source')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('source.open', { name: local(name) })}>
        <div tabIndex={-1} data-autofocus className={styles['source']}>
          <blockquote lang={isTranslated ? 'en' : 'vi'}>“{local(source.quote)}”</blockquote>
          {isTranslated && <blockquote lang="vi">“{source.quote.vi}”</blockquote>}
          <p>
            <strong>{source.document}</strong>
            <br />
            {source.clause}
          </p>
          {source.wordingNote && (
            <p>
              {t('source.note')} {source.wordingNote}
            </p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

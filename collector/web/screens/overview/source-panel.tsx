import { Popover } from '@mantine/core'
import { useSpeech } from '../../language.tsx'
import { useOpenedAtOnce } from '../../parts/late.ts'
import { SourceTarget, type Sourced } from './source-target.tsx'
import styles from './source-button.module.css'

/** The words themselves; loaded when the first button of them is pressed. */
export function SourcePanel({ indicator }: { indicator: Sourced }) {
  const { t, local, language } = useSpeech()
  const { button, isOpen, setOpen } = useOpenedAtOnce()
  const { source, name } = indicator
  const isTranslated = language === 'en' && source.quote.en !== ''
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={340}
      position="bottom-end"
      withArrow
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <SourceTarget indicator={indicator} ref={button} onClick={() => setOpen(!isOpen)} />
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

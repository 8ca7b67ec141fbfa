import { Progress } from '@mantine/core'
import type { ImportProgress } from '#protocol/import-views.ts'
import { useSpeech } from '../../language.tsx'
import styles from './imports.module.css'

/** How far the file is read; without a count, only what happens now. */
export function ImportReading(props: { progress: ImportProgress | null; isWriting: boolean }) {
  const { t } = useSpeech()
  const { progress } = props
  const isCounted = progress !== null && progress.total !== null && progress.total > 0
  const percent = isCounted ? (100 * progress.done) / (progress.total ?? 1) : 100
  return (
    <div className={styles['reading']} aria-live="polite">
      <Progress
        value={percent}
        animated={!isCounted}
        striped={!isCounted}
        size="md"
        aria-label={t('import.progress')}
      />
      <span className={styles['hint']}>{stageText()}</span>
    </div>
  )

  function stageText(): string {
    if (progress === null)
      return t(props.isWriting ? 'import.stage.writing' : 'import.stage.opening')
    const { stage, done, total } = progress
    switch (stage) {
      case 'checking':
      case 'written':
      case 'undone':
        return t(`import.stage.${stage}`, { done, total: total ?? 0 })
      default:
        return t(`import.stage.${stage}`)
    }
  }
}

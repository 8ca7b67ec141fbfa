import { useSpeech } from '../../language.tsx'
import styles from './catalogues.module.css'

/** Where a row is from, and whether somebody has seen it hold on a real machine. */
export function Provenance(props: { row: { source: string; verifiedOnRealMachine: boolean } }) {
  const { t } = useSpeech()
  const { source, verifiedOnRealMachine } = props.row
  return (
    <span className={styles['source']}>
      <span lang="en">{source}</span>
      <br />
      {t('catalogues.verified')}:{' '}
      {t(verifiedOnRealMachine ? 'catalogues.verified.yes' : 'catalogues.verified.no')}
    </span>
  )
}

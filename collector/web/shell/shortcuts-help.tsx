import { Kbd, Modal } from '@mantine/core'
import { Fragment } from 'react'
import type { PlainKey } from '#i18n/translator.ts'
import { useSpeech } from '../language.tsx'
import { useMay } from '../permission.ts'
import { placesFor } from './places.ts'
import styles from './commands.module.css'

const shortcuts: readonly { readonly keys: readonly string[]; readonly text: PlainKey }[] = [
  { keys: ['Ctrl', 'K'], text: 'palette.open' },
  { keys: ['/'], text: 'keys.search' },
  { keys: ['J', 'K'], text: 'keys.rows' },
  { keys: ['Enter'], text: 'keys.row-open' },
  { keys: ['?'], text: 'keys.title' },
]

/** Every shortcut, in words. */
export function ShortcutsHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useSpeech()
  const places = placesFor(useMay())
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <table className={styles['keys']}>
        <tbody>
          {shortcuts.map(({ keys, text }) => (
            <Row key={text} keys={keys} words={t(text)} />
          ))}
          {places.map(({ id, key, text }) => (
            <Row key={id} keys={['G', key.toUpperCase()]} words={t(text)} />
          ))}
        </tbody>
      </table>
      <p>{t('keys.why')}</p>
    </Modal>
  )
}

function Row({ keys, words }: { keys: readonly string[]; words: string }) {
  return (
    <tr>
      <th scope="row">
        {keys.map((key, index) => (
          <Fragment key={key}>
            {index > 0 && ' '}
            <Kbd>{key}</Kbd>
          </Fragment>
        ))}
      </th>
      <td>{words}</td>
    </tr>
  )
}

import '@mantine/spotlight/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useSpeech } from '../../language.tsx'
import { useFound } from './use-found.ts'
import styles from './palette.module.css'

const pauseMs = 200

/** Finds screens, agencies and hosts by their names; Enter goes there. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useSpeech()
  const [[store, palette]] = useState(() => createSpotlight())
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text.trim(), pauseMs)
  const groups = useFound({ text: text.trim(), query })
  useEffect(() => {
    if (isOpen) palette.open()
  }, [isOpen, palette])
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={text}
      onQueryChange={setText}
      onSpotlightClose={onClose}
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 0 }}
      classNames={{ action: styles['action'] ?? '' }}
    >
      <Spotlight.Search
        size="md"
        maxLength={100}
        aria-label={t('palette.open')}
        placeholder={t('palette.placeholder')}
        leftSection={<IconSearch size={18} stroke={1.8} />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, found }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {found.map(({ id, label: words, description, go }) => (
              <Spotlight.Action
                key={id}
                label={words}
                onClick={go}
                {...(description ? { description } : {})}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

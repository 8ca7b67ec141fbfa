import { Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useSpeech } from '../language.tsx'
import { hasSingleKeys, isShortcut } from '../keys.ts'

const pauseMs = 300

/** Searches when the writer pauses, and never in the middle of a letter that an input method is composing. */
export function SearchBox(props: {
  value: string
  onChange: (q: string) => void
  /** What it finds; without it, hosts. */
  label?: string
}) {
  const { t } = useSpeech()
  const { value, onChange, label = t('hosts.search') } = props
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  const [isComposing, setIsComposing] = useState(false)
  const sent = useRef(value)

  useEffect(() => {
    // The address changed from elsewhere: a removed chip, the back button.
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])

  useEffect(() => {
    const q = text.trim()
    if (isComposing || q === sent.current) return
    const timer = setTimeout(() => {
      sent.current = q
      onChange(q)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, isComposing, onChange])

  useEffect(() => {
    const focusOnSlash = (event: KeyboardEvent) => {
      if (event.key !== '/' || !isShortcut(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', focusOnSlash)
    return () => document.removeEventListener('keydown', focusOnSlash)
  }, [])

  return (
    <TextInput
      ref={field}
      type="search"
      flex={1}
      size="sm"
      maxLength={100}
      value={text}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} stroke={1.8} />}
      rightSection={
        hasSingleKeys() && (
          <Kbd size="xs" visibleFrom="md">
            /
          </Kbd>
        )
      }
      rightSectionProps={{ 'aria-hidden': true }}
      onChange={(event) => setText(event.currentTarget.value)}
      onCompositionStart={() => setIsComposing(true)}
      onCompositionEnd={() => setIsComposing(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) setText('')
      }}
    />
  )
}

import {
  ActionIcon,
  SegmentedControl,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { languages } from '#i18n/speech.ts'
import { useSpeech } from '../language.tsx'
import { Hint } from '../parts/hint.tsx'

const languageNames = { vi: 'Tiếng Việt', en: 'English' } as const

/** Changes the language of the screen at once; it is remembered. */
export function LanguageSwitch({ className }: { className?: string }) {
  const { t, language, setLanguage } = useSpeech()
  return (
    <SegmentedControl
      {...(className ? { className } : {})}
      size="xs"
      aria-label={t('shell.language')}
      value={language}
      onChange={setLanguage}
      data={languages.map((value) => ({ value, label: languageNames[value] }))}
    />
  )
}

/** Light or dark. */
export function SchemeSwitch() {
  const { t } = useSpeech()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const label = t(isDark ? 'shell.scheme.light' : 'shell.scheme.dark')
  const Icon = isDark ? IconSun : IconMoon
  return (
    <Hint label={label}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={label}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        <Icon size={16} stroke={1.7} />
      </ActionIcon>
    </Hint>
  )
}

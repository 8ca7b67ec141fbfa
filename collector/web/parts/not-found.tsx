import { IconCompass } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSpeech } from '../language.tsx'
import { Notice } from './notice.tsx'

export function NotFound() {
  const { t } = useSpeech()
  return (
    <Notice
      level={1}
      icon={IconCompass}
      title={t('not-found.title')}
      action={<Link to="/">{t('not-found.back')}</Link>}
    >
      {t('refusal.NOT_FOUND')}
    </Notice>
  )
}

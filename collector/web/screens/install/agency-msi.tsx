import { Button, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { PackageView } from '#protocol/install.ts'
import { agencyMsiexecCommand } from '#protocol/install-commands.ts'
import { addressOf } from '../../api.ts'
import { useApi } from '../../client.ts'
import { routes } from '../../contract.ts'
import { download } from '../../download.ts'
import { useSpeech } from '../../language.tsx'
import { Command } from '../../parts/command.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { sessionQuery } from '../../queries.ts'
import type { MadeToken } from './token-card.tsx'
import styles from './install.module.css'

type Props = {
  agency: { id: string; name: string }
  made: MadeToken | null
  /** The package that every agency may have; null: there is none. */
  common: PackageView | null
}

/** The installer with the join string of the agency inside, made when it is asked for. */
export function AgencyMsi({ agency, made, common }: Props) {
  const { t } = useSpeech()
  return (
    <section className={styles['file']}>
      <Title order={3} size="h6">
        {t('install.msi')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('install.msi.what')}
      </Text>
      {made !== null && common !== null && <Making agency={agency} made={made} common={common} />}
    </section>
  )
}

function Making({ agency, made, common }: Props & { made: MadeToken; common: PackageView }) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  const session = useQuery(sessionQuery(useApi()))
  const { token, join } = made
  const isTooWide = !token.waitsBeyondDeclared || token.networks.length === 0
  const address = addressOf(routes.agencyInstaller, { params: { agency: agency.id } })
  const take = useMutation({
    mutationFn: () =>
      download(address, common.name, {
        body: { join },
        csrf: session.data?.csrf ?? '',
      }),
  })
  if (isTooWide) return <Text size="sm">{t('install.msi.too-wide')}</Text>
  return (
    <>
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {t('install.msi.make')}
        </Button>
      </div>
      {take.data !== undefined && (
        <div>
          <Text size="xs" c="dimmed">
            {t('install.command.msiexec-agency')}
          </Text>
          <Command text={agencyMsiexecCommand(take.data)} />
        </div>
      )}
      {take.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(take.error)}
        </Text>
      )}
    </>
  )
}

import { parties } from '#protocol/obligations.ts'
import { useSpeech } from '../../language.tsx'

/** Who owes a report. While nobody is recorded to hold the role, the role itself stands there. */
export function SenderName({ agencyId, name }: { agencyId: string; name: string }) {
  const { t } = useSpeech()
  const party = parties.find((one) => agencyId === `role:${one}`)
  if (name !== '') return <>{name}</>
  return <>{party ? t(`party.${party}`) : agencyId}</>
}

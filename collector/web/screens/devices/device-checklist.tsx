import { Button, Group, Select, Text, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  deviceBases,
  reviewAnswers,
  reviewItems,
  type DeviceStanding,
  type DeviceView,
  type ReviewAnswers,
  type ReviewItem,
  type ReviewView,
} from '#protocol/devices.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useChange } from '../../parts/use-change.ts'
import { useMay } from '../../permission.ts'
import { registerKey } from '../../query-keys.ts'
import { isDay } from '../../typed-day.ts'
import styles from '../register/register.module.css'
import own from './devices.module.css'
import { VendorWay } from './vendor-way.tsx'

type Decision = Pick<ReviewView, 'status' | 'answers' | 'note' | 'owner' | 'dueDay'>

/** What is asked of a device before it is used, how each is done, and the decision. */
export function DeviceChecklist({ view }: { view: DeviceView }) {
  const { t, number } = useSpeech()
  const mayReview = useMay()('reviewDevice')
  const newest = view.reviews[0]
  const [answers, setAnswers] = useState<ReviewAnswers>(
    view.device.isChanged ? {} : (newest?.answers ?? {}),
  )
  const isSettled = (item: ReviewItem) =>
    answers[item] === 'yes' || answers[item] === 'not-applicable'
  const open = view.items.filter((item) => !isSettled(item))
  return (
    <Card
      title={t('devices.one.checklist')}
      aside={t('devices.settled', {
        settled: number(view.items.length - open.length),
        asked: number(view.items.length),
      })}
    >
      <VendorWay vendor={view.device.vendor} />
      <ol className={styles['versions']}>
        {view.items.map((item) => (
          <Item
            key={item}
            item={item}
            answer={answers[item]}
            mayAnswer={mayReview}
            onAnswer={(answer) => setAnswers(without(answers, item, answer))}
          />
        ))}
      </ol>
      {mayReview ? (
        <Decide view={view} answers={answers} open={open.length} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('devices.act.reader')}
        </Text>
      )}
    </Card>
  )
}

function without(
  answers: ReviewAnswers,
  item: ReviewItem,
  answer: (typeof reviewAnswers)[number] | undefined,
): ReviewAnswers {
  const { [item]: _before, ...others } = answers
  return answer === undefined ? others : { ...others, [item]: answer }
}

function Item(props: {
  item: ReviewItem
  answer: (typeof reviewAnswers)[number] | undefined
  mayAnswer: boolean
  onAnswer: (answer: (typeof reviewAnswers)[number] | undefined) => void
}) {
  const { t } = useSpeech()
  const { item, answer } = props
  const { document, quote } = deviceBases[reviewItems[item].basis]
  const name = t(`device.item.${item}`)
  return (
    <li className={styles['version']} data-stands={answer === 'yes' || answer === 'not-applicable'}>
      <div className={styles['version-head']}>
        {name}
        {!props.mayAnswer && <span>{t(`devices.answer.${answer ?? 'none'}`)}</span>}
      </div>
      <Text size="sm">{t(`device.how.${item}`)}</Text>
      {props.mayAnswer && (
        <Select
          size="xs"
          mt={6}
          maw={220}
          clearable
          aria-label={name}
          placeholder={t('devices.answer.none')}
          data={reviewAnswers.map((value) => ({ value, label: t(`devices.answer.${value}`) }))}
          value={answer ?? null}
          onChange={(value) => props.onAnswer(reviewAnswers.find((one) => one === value))}
        />
      )}
      <div className={styles['version-foot']}>
        {t('devices.basis')}: {document}, <span lang="vi">“{quote}”</span>
      </div>
    </li>
  )
}

type DecideProps = { view: DeviceView; answers: ReviewAnswers; open: number }

function useReview(view: DeviceView) {
  const api = useApi()
  const client = useQueryClient()
  const params = { id: view.device.entryId }
  return useChange<DeviceView, Decision, unknown>({
    seen: view,
    send: (decision, seen) =>
      api.call('reviewDevice', {
        params,
        body: { ...decision, expectedRevision: seen.reviews[0]?.revision ?? 0 },
      }),
    read: () => api.call('device', { params }),
    onDone: () => client.invalidateQueries({ queryKey: registerKey }),
  })
}

function Decide({ view, answers, open }: DecideProps) {
  const { t } = useSpeech()
  const failureText = useFailureText()
  const newest = view.reviews[0]
  const [note, setNote] = useState('')
  const [owner, setOwner] = useState(newest?.owner ?? view.device.owner ?? '')
  const [due, setDue] = useState(newest?.dueDay ?? '')
  const { write, newer, failure } = useReview(view)
  const dueDay = due === '' ? null : due
  const isReady = dueDay === null || isDay(dueDay)
  const decide = (status: Decision['status']) =>
    write.mutate({
      status,
      answers,
      note: note.trim() || null,
      owner: owner.trim() || null,
      dueDay,
    })
  return (
    <div className={`${styles['form']} ${own['decide']}`}>
      <TextInput
        size="sm"
        maxLength={200}
        label={t('devices.owner')}
        value={owner}
        onChange={({ currentTarget }) => setOwner(currentTarget.value)}
      />
      <DayField
        size="sm"
        label={t('devices.due')}
        isRequired={false}
        value={due}
        onChange={setDue}
      />
      <Textarea
        size="sm"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        label={t('devices.note')}
        description={t('devices.note.hint')}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <ChangedMeanwhile error={write.error}>
        {newer?.reviews[0] && t(`devices.standing.${newer.reviews[0].status}`)}
      </ChangedMeanwhile>
      {failure && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failureText(failure)}
        </Text>
      )}
      <Acts
        standing={view.device.standing}
        isReady={isReady}
        isBusy={write.isPending}
        open={open}
        hasNote={note.trim() !== ''}
        onDecide={decide}
      />
    </div>
  )
}

type ActsProps = {
  standing: DeviceStanding
  isReady: boolean
  isBusy: boolean
  open: number
  hasNote: boolean
  onDecide: (status: Decision['status']) => void
}

function Acts({ standing, isReady, isBusy, open, hasNote, onDecide }: ActsProps) {
  const { t, number } = useSpeech()
  const isDecided = standing === 'cleared' || standing === 'refused'
  return (
    <>
      <Group gap="xs">
        <Button
          size="xs"
          disabled={!isReady || open > 0}
          loading={isBusy}
          onClick={() => onDecide('cleared')}
        >
          {t('devices.act.clear')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!isReady || isBusy}
          onClick={() => onDecide('under-review')}
        >
          {t(isDecided ? 'devices.act.reopen' : 'devices.act.save')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!isReady || !hasNote || isBusy}
          onClick={() => onDecide('refused')}
        >
          {t('devices.act.refuse')}
        </Button>
      </Group>
      {open > 0 && (
        <Text size="sm" c="dimmed">
          {t('devices.act.open', { open: number(open) })}
        </Text>
      )}
    </>
  )
}

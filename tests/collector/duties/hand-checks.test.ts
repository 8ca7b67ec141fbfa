import { hash, randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkedControls, drawSample, frameLines } from '#domain/hand-check.ts'
import { productVerification, verificationOf, withLifted } from '#domain/verification.ts'
import { hostClass } from '#protocol/values.ts'
import { drawHandCheck } from '#store/hand-checks/draw.ts'
import { finishHandCheck, recordFindings, type NewFinding } from '#store/hand-checks/findings.ts'
import { liftedReaders } from '#store/hand-checks/lifted-readers.ts'
import { listHandChecks, readFrame, readMachines, readResult } from '#store/hand-checks/read.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'

const who = { actor: 'user chị Hoa', address: null, nowMs: seededNowMs }
const drawing = { ...who, newId: randomUUID, randomBytes }
const closing = { checkedBy: 'Trần B, chuyên viên', checkedOn: '2026-11-18' }

onEachDatabase((fresh) => {
  async function province(hosts = 45) {
    const store = await (await fresh()).open()
    const seeded = await seedProvince(store, hosts)
    const draw = (agencyId: string | null = null, isStratified = false) =>
      drawHandCheck(store, { agencyId, isStratified }, drawing)
    /** Finds what the system said, but where `wrong` says otherwise. */
    const fillIn = async (
      id: string,
      wrong: (finding: NewFinding) => NewFinding = (one) => one,
    ) => {
      const findings = (await readMachines(store.reader, id)).flatMap(({ position, said }) =>
        checkedControls.flatMap((control): NewFinding[] => {
          const state = said[control]?.state
          if (state === undefined) return []
          const found = state === 'unknown' ? 'could-not-check' : state
          return [wrong({ position, control, found, note: null })]
        }),
      )
      await recordFindings(store.db, { id, findings }, who)
    }
    return { store, seeded, draw, fillIn }
  }

  test('thirty machines of the province, that anybody draws again from seed and list', async () => {
    const { store, draw } = await province()
    const check = await draw()
    const machines = await readMachines(store.reader, check.id)
    expect(machines).toHaveLength(30)
    const lines = await readFrame(store.reader, check.id)
    expect(lines).toHaveLength(check.population)
    expect(hash('sha256', lines.join('\n'), 'hex')).toBe(check.frameDigest)
    const drawables = lines.map((line) => {
      const [hostId = '', of = ''] = line.split(' ')
      return { hostId, class: hostClass.parse(of) }
    })
    expect(frameLines(drawables)).toEqual(lines)
    const { seed, isStratified } = check
    const digestOf = (text: string) => hash('sha256', text, 'hex')
    const again = drawSample(drawables, { seed, size: 30, isStratified, digestOf })
    expect(machines.map(({ hostId }) => hostId)).toEqual(again)
  })

  test('of one agency with fewer than thirty, all that reported and none of another', async () => {
    const { store, seeded, draw } = await province(20)
    const check = await draw(seeded.finance)
    const machines = await readMachines(store.reader, check.id)
    const own = seeded.hosts.filter(
      ({ agencyId, fate }) => agencyId === seeded.finance && fate !== 'never-reported',
    )
    expect(machines.map(({ hostId }) => hostId).toSorted()).toEqual(
      own.map(({ id }) => id).toSorted(),
    )
    await expect(draw('không có')).rejects.toMatchObject({ code: 'AGENCY_NOT_FOUND' })
  })

  test('what the system said is told only where somebody has looked', async () => {
    const { store, draw } = await province()
    const { id } = await draw()
    expect((await readResult(store.reader, id)).findings).toEqual([])
    const finding = { position: 1, control: 'firewall-on', found: 'met', note: null } as const
    await recordFindings(store.db, { id, findings: [finding] }, who)
    const { findings } = await readResult(store.reader, id)
    expect(findings.map(({ position, control }) => [position, control])).toEqual([
      [1, 'firewall-on'],
    ])
  })

  test('a second entry corrects the first, which stays on record', async () => {
    const { store, draw } = await province()
    const { id } = await draw()
    const entry = (found: 'met' | 'unmet') => ({
      id,
      findings: [{ position: 1, control: 'firewall-on' as const, found, note: null }],
    })
    await recordFindings(store.db, entry('met'), who)
    await recordFindings(store.db, entry('unmet'), { ...who, nowMs: who.nowMs + 1 })
    expect((await readResult(store.reader, id)).findings.map(({ found }) => found)).toEqual([
      'unmet',
    ])
    const kept = await store.reader.selectFrom('hand_check_finding').selectAll().execute()
    expect(kept).toHaveLength(2)
  })

  test('a check that agrees throughout lifts the mark of its readers, from then on', async () => {
    const { store, draw, fillIn } = await province()
    const { id } = await draw()
    await fillIn(id)
    const result = await finishHandCheck(store.db, { id, ...closing }, who)
    expect(result.overall.agreed).toBe(result.overall.compared)
    expect(result.overall.compared).toBeGreaterThan(0)
    expect(result.overall.interval?.high).toBe(10_000)
    const lifted = await liftedReaders(store.reader, { asOf: null })
    expect(lifted.length).toBeGreaterThan(0)
    expect(lifted.every((one) => one.on === closing.checkedOn && one.checkId === id)).toBe(true)
    expect(await liftedReaders(store.reader, { asOf: who.nowMs - 1 })).toEqual([])
    const rows = withLifted(productVerification.rows, lifted)
    const keys = lifted.map(({ reader, platform }) => `${reader} ${platform}`)
    for (const { reader, platform, checked } of rows) {
      if (keys.includes(`${reader} ${platform}`)) expect(checked?.by).toBe(closing.checkedBy)
    }
    const onLinux = [{ reader: 'os', platform: 'linux' }] as const
    const isLifted = ['firewall', 'os'].every((one) => keys.includes(`${one} linux`))
    expect(verificationOf(rows).isFigureProvisional('firewall-on', onLinux)).toBe(!isLifted)
  })

  test('one machine that says otherwise keeps the mark, and brings it back', async () => {
    const { store, draw, fillIn } = await province()
    const good = await draw()
    await fillIn(good.id)
    await finishHandCheck(store.db, { id: good.id, ...closing }, who)
    const before = await liftedReaders(store.reader, { asOf: null })
    const later = { ...who, nowMs: who.nowMs + 1000 }
    const bad = await draw()
    await fillIn(bad.id, (one) =>
      one.control === 'firewall-on' && one.found === 'met' ? { ...one, found: 'unmet' } : one,
    )
    const result = await finishHandCheck(store.db, { id: bad.id, ...closing }, later)
    expect(result.overall.falselyMet).toBeGreaterThan(0)
    const readers = async (asOf: number | null) =>
      (await liftedReaders(store.reader, { asOf })).map(({ reader }) => reader)
    expect(before.map(({ reader }) => reader)).toContain('firewall')
    expect(await readers(null)).not.toContain('firewall')
    expect(await readers(who.nowMs)).toContain('firewall')
  })

  test('a check is closed once, with something found, on a day between the drawing and today', async () => {
    const { store, draw, fillIn } = await province()
    const { id } = await draw()
    const finish = (over: Partial<typeof closing> = {}) =>
      finishHandCheck(store.db, { id, ...closing, ...over }, who)
    await expect(finish()).rejects.toMatchObject({ code: 'HAND_CHECK_NOTHING_FOUND' })
    await fillIn(id)
    await expect(finish({ checkedOn: '2026-11-17' })).rejects.toMatchObject({
      code: 'HAND_CHECK_DAY',
    })
    await expect(finish({ checkedOn: '2026-11-19' })).rejects.toMatchObject({
      code: 'HAND_CHECK_DAY',
    })
    await finish()
    await expect(finish()).rejects.toMatchObject({ code: 'HAND_CHECK_FINISHED' })
    await expect(fillIn(id)).rejects.toMatchObject({ code: 'HAND_CHECK_FINISHED' })
    expect((await listHandChecks(store.reader)).map(({ checkedBy }) => checkedBy)).toEqual([
      closing.checkedBy,
    ])
  })

  test('a province without a machine that reported has nothing to draw', async () => {
    const store = await (await fresh()).open()
    await expect(
      drawHandCheck(store, { agencyId: null, isStratified: false }, drawing),
    ).rejects.toMatchObject({ code: 'HAND_CHECK_NO_MACHINES' })
  })
})

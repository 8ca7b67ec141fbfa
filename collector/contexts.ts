import { readJudging, type Judging } from '#store/judging.ts'
import type { Contexts, Log, Store } from './deps.ts'

/** Another collector on the same database may have changed what hosts are judged by. */
const reloadEveryMs = 30_000

/** What hosts are judged by now, read once before anything is judged. */
export async function openContexts(
  { store, log }: { readonly store: Store; readonly log: Log },
  everyMs = reloadEveryMs,
): Promise<Contexts> {
  const contexts = new LivingContext(store, await readJudging(store.db))
  const timer = setInterval(() => {
    contexts.reload().catch((error: unknown) => {
      log.error({ err: error }, 'the settings and catalogues could not be read again')
    })
  }, everyMs)
  timer.unref()
  return {
    current: () => contexts.judging.context,
    catalogue: (kind) => contexts.judging.catalogues.get(kind) ?? null,
    reload: () => contexts.reload(),
    subscribe: (listener) => contexts.subscribe(listener),
    close: () => {
      clearInterval(timer)
      return contexts.settled()
    },
  }
}

class LivingContext {
  judging: Judging
  readonly #store: Store
  readonly #listeners = new Set<() => void>()
  /** Reloads follow one another, so that an older answer never replaces a newer one. */
  #reloading: Promise<void> = Promise.resolve()

  constructor(store: Store, judging: Judging) {
    this.#store = store
    this.judging = judging
  }

  reload(): Promise<void> {
    const reloaded = this.settled().then(() => this.#read())
    this.#reloading = reloaded
    return reloaded
  }

  /** Resolves when no reload is under way, whatever became of the last. */
  settled(): Promise<void> {
    return this.#reloading.catch(() => undefined)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #read(): Promise<void> {
    const next = await readJudging(this.#store.db)
    const isSame = next.context.revision === this.judging.context.revision && isHeld(next, this)
    this.judging = next
    if (!isSame) for (const listener of this.#listeners) listener()
  }
}

function isHeld(next: Judging, { judging }: { readonly judging: Judging }): boolean {
  const kinds = new Set([...next.catalogues.keys(), ...judging.catalogues.keys()])
  return [...kinds].every(
    (kind) => next.catalogues.get(kind)?.digest === judging.catalogues.get(kind)?.digest,
  )
}

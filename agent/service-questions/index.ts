import type { Answer, ServiceAnswer } from '../system.ts'
import { askAt, type Question } from './conversation.ts'
import { ftpAnonymous } from './ftp.ts'
import { grafanaFirstPassword, httpFrontPage } from './http.ts'
import { seldom, type KeptAnswers, type Rest } from './kept-answers.ts'
import { mongodbListDatabases } from './mongodb.ts'
import { mysqlRoot } from './mysql.ts'
import { redisPing } from './redis.ts'
import { vncSecurity } from './vnc.ts'

const dayMs = 86_400_000
const daily = { open: dayMs, guarded: dayMs, perStart: null }

/**
 * The questions there are, compiled into the agent, see docs/decisions/0041; `rest`: what a service may count or write
 * down is asked seldom. TigerVNC shuts a caller out after five connections without a sign-in, and longer each time.
 */
const questions = {
  'redis-ping': { ...redisPing, rest: null },
  'http-front-page': { ...httpFrontPage, rest: null },
  'mongodb-list-databases': { ...mongodbListDatabases, rest: daily },
  'mysql-root': { ...mysqlRoot, rest: daily },
  'grafana-first-password': { ...grafanaFirstPassword, rest: daily },
  'ftp-anonymous': { ...ftpAnonymous, rest: daily },
  'vnc-security': { ...vncSecurity, rest: { open: dayMs, guarded: 30 * dayMs, perStart: 3 } },
} as const satisfies Record<string, Question & { readonly rest: Rest | null }>

export type ServiceQuestion = keyof typeof questions

export type AskService = (question: ServiceQuestion, port: number) => Promise<Answer<ServiceAnswer>>

/**
 * Asks services of this machine, each over one connection to the loopback address. `keeping` null: what a service may
 * count is not asked.
 */
export function openQuestions(keeping: KeptAnswers | null): AskService {
  const keep = seldom(keeping)
  return (question, port) => {
    const { rest, ...one } = questions[question]
    if (rest === null) return askAt(port, one)
    return keep({ question, port, rest }, () => askAt(port, one))
  }
}

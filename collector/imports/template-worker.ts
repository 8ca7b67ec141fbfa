import { parentPort, workerData } from 'node:worker_threads'
import { makeTemplate } from './template.ts'
import { templateCsv, templateXlsx } from './template-files.ts'
import type { TemplateWork } from './template-writer.ts'

/** The thread in which one template is written. */
const port = parentPort
if (port) {
  // Made by template-writer.ts, which is the only one that starts this file.
  const work = workerData as TemplateWork
  const template = makeTemplate(work)
  const file =
    work.format === 'csv' ? templateCsv(template) : await templateXlsx(template, work.nowMs)
  port.postMessage(new Uint8Array(file))
}

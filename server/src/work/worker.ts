import type { Answers, Job } from './job.ts'

/** The job process: takes one job from its parent, answers it, and is ended by the parent. */
process.once('message', (job: Job) => {
  void answer(job).then(
    (value) => process.send!(value),
    () => process.exit(1),
  )
})
process.once('disconnect', () => process.exit(0))

/**
 * Each kind of job loads its own code only: readers and writers of files take longer to load than many a job takes, and `print`
 * alone may load native code.
 */
async function answer(job: Job): Promise<Answers[Job['kind']]> {
  switch (job.kind) {
    case 'parse':
      return (await import('./parse-job.ts')).parse(job)
    case 'stage':
      return (await import('./parse-job.ts')).stage(job)
    case 'amendments':
      return (await import('./amendments.ts')).amendmentRows(job)
    case 'form':
      return (await import('./form-job.ts')).form(job)
    case 'preview':
      return (await import('./form-job.ts')).preview(job)
    case 'print':
      return (await import('../render/pdf.ts')).printPdf(job.paper)
    case 'trace':
      return (await import('./trace-job.ts')).traceJob(job)
    case 'word-source':
      return (await import('./reimport.ts')).wordSource(job)
    case 'reimport':
      return (await import('./reimport.ts')).reimportFile(job)
  }
}

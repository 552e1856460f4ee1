import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import { SANDBOX } from '../../server/src/work/job-process.ts'
import { createJobs, type Jobs } from '../../server/src/work/jobs.ts'
import { SMALL_TREATY } from '../support/instrument.ts'
import { unpackingPdf } from '../support/raw-pdf.ts'

const opened: Jobs[] = []
afterEach(() => opened.splice(0).forEach((jobs) => jobs.close()))
const jobs = (limits: { time?: number; memory?: number } = {}): Jobs => {
  const made = createJobs({ time: 60_000, ...limits })
  opened.push(made)
  return made
}
const parse = () => ({ kind: 'parse', bytes: new TextEncoder().encode(SMALL_TREATY), name: 'a.txt' }) as const

describe('a job', () => {
  it('answers', async () => {
    const outcome = await jobs().run(parse())
    expect(outcome).toMatchObject({ ok: true, value: { ok: true, found: { articles: 2 } } })
  })

  it('is ended when it takes too long', async () => {
    expect(await jobs({ time: 1 }).run(parse())).toEqual({ ok: false, failure: 'time' })
  })

  it.runIf(process.platform === 'linux')('is ended when it takes too much memory, also outside the heap', async () => {
    const file = { kind: 'parse', bytes: unpackingPdf(400), name: 'a.pdf' } as const
    expect(await jobs({ memory: 300 * 1024 * 1024 }).run(file)).toEqual({ ok: false, failure: 'memory' })
  })

  it('that dies does no harm to the next', async () => {
    const some = jobs()
    const broken = { ...parse(), bytes: null as unknown as Uint8Array }
    expect(await some.run(broken)).toEqual({ ok: false, failure: 'crash' })
    expect((await some.run(parse())).ok).toBe(true)
  })

  it('waits its turn, and is refused when too many wait', async () => {
    const some = jobs({ time: 1 })
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => some.run(parse())))
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.failure === 'busy')).toHaveLength(2)
  })
})

describe('the process of a job', () => {
  const attempt = (code: string) =>
    spawnSync(process.execPath, [...SANDBOX, '--input-type=module', '-e', code], { encoding: 'utf8' })
  it.each([
    ['read other files', "import('node:fs').then((fs) => fs.readFileSync('/etc/passwd'))"],
    ['write', "import('node:fs').then((fs) => fs.writeFileSync('/tmp/travaux-escaped', 'x'))"],
    [
      'start programs',
      "import('node:child_process').then((c) => c.spawnSync('id', { stdio: 'inherit' }).error && process.exit(9))",
    ],
    ['open connections', "import('node:net').then((net) => net.connect(9, '127.0.0.1'))"],
    ['start threads', "import('node:worker_threads').then(({ Worker }) => new Worker('0', { eval: true }))"],
  ])('may not %s', (_, code) => {
    const { status, stderr } = attempt(code)
    expect(status).not.toBe(0)
    expect(stderr).toContain('ERR_ACCESS_DENIED')
  })
})

import { describe, expect, it } from 'vitest'
import type { DraftLog } from '../../server/src/store/draft-log.ts'
import { inserts, wordsAt } from '../support/attacks.ts'
import { RawClient, stockClient, textAt, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT } from '../support/sync-server.ts'

const start = syncServers()

/** A log that does what it is told: `disk` fails before anything is stored, `slowly` once and when told to, `confirmation` after storing. */
function failingLog() {
  const { promise: given, resolve: giveUp } = Promise.withResolvers<void>()
  const state = {
    fails: 'never' as 'never' | 'disk' | 'slowly' | 'confirmation',
    drafts: (_draftId: string) => true,
    /** Whether a slow failure is under way, and what ends it. */
    failing: false,
    giveUp,
  }
  const wrapLog = (log: DraftLog): DraftLog => ({
    ...log,
    async append(batch) {
      const meant = batch.some(({ draftId }) => state.drafts(draftId))
      if (meant && state.fails === 'disk') throw new Error('ENOSPC')
      if (meant && state.fails === 'slowly') {
        state.failing = true
        await given
        state.fails = 'never'
        throw new Error('EIO')
      }
      const appended = await log.append(batch)
      if (meant && state.fails === 'confirmation') throw new Error('The connection broke before the answer.')
      return appended
    },
    async checkWritable(at) {
      if (state.fails !== 'never') throw new Error('ENOSPC')
      await log.checkWritable(at)
    },
  })
  return { state, wrapLog }
}

const limits = { retryMs: 20 }

describe('when the disk is full', () => {
  it('nothing is acknowledged or shown to the others, the draft is read-only, and afterwards everything comes in', async () => {
    const { state, wrapLog } = failingLog()
    const server = await start({ wrapLog, limits })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    state.fails = 'disk'
    expect(await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'unsaved ')))).toBe('not-saved')
    expect(await bela.decided(bela.edit((doc) => textAt(doc, 2).insert(0, 'neither ')))).toBe('not-saved')
    expect(server.rooms.healthy()).toBe(false)
    const reader = await RawClient.joined(server.url, { user: 'late' })
    for (const { doc } of [bela, reader]) expect(textOf(doc)).not.toContain('unsaved')
    expect((await server.log.load(DRAFT))!.seq).toBe(1)
    state.fails = 'never'
    await until('healthy again', () => server.rooms.healthy())
    await until('all read the same', () => new Set([anna, bela, reader].map(({ doc }) => textOf(doc))).size === 1)
    expect(textOf(reader.doc)).toContain('unsaved')
    expect(textOf(reader.doc)).toContain('neither')
    await until('stored', async () => (await server.log.load(DRAFT))!.seq === 3)
    expect(await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'saved ')))).toBeNull()
  })

  it('a message that brings nothing new is not acknowledged while what it repeats is not stored', async () => {
    const { state, wrapLog } = failingLog()
    const server = await start({ wrapLog, limits })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    state.fails = 'disk'
    const update = anna.change((doc) => textAt(doc, 1).insert(0, 'unsaved '))
    const [first, second] = [anna.write(update), anna.write(update, 1)]
    expect([await anna.decided(first), await anna.decided(second)]).toEqual(['not-saved', 'not-saved'])
    state.fails = 'never'
  })

  it('stock clients carry on by themselves', async () => {
    const { state, wrapLog } = failingLog()
    const server = await start({ wrapLog, limits })
    const [anna, bela] = [stockClient(server.url, { user: 'anna' }), stockClient(server.url, { user: 'bela' })]
    await Promise.all([anna.synced(), bela.synced()])
    state.fails = 'disk'
    textAt(anna.doc, 1).insert(0, 'written in the dark ')
    await until('noticed', () => !server.rooms.healthy())
    state.fails = 'never'
    await until('bela reads it', () => textOf(bela.doc).includes('written in the dark'))
    anna.leave()
    bela.leave()
  })

  it('what was written while the failing commit was under way goes down with it, and leaves no hole', async () => {
    const { state, wrapLog } = failingLog()
    const server = await start({ wrapLog, limits })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    state.fails = 'slowly'
    const first = anna.edit((doc) => textAt(doc, 1).insert(0, 'first '))
    await until('the commit is under way', () => state.failing)
    const second = bela.edit((doc) => textAt(doc, 2).insert(0, 'second '))
    // The server is in this process: it has read what stands at its socket a few turns later.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    state.giveUp()
    expect([await anna.decided(first), await bela.decided(second)]).toEqual(['not-saved', 'not-saved'])
    await until('both come in', async () => (await server.log.load(DRAFT))!.seq === 3)
    expect((await server.log.load(DRAFT))!.tail.map(({ seq }) => seq)).toEqual([1, 2, 3])
    await until('both read the same', () => textOf(anna.doc) === textOf(bela.doc))
  })

  it('only the drafts whose rows fail are touched', async () => {
    const { state, wrapLog } = failingLog()
    const server = await start({ wrapLog, limits })
    await server.log.seed('draft-2', (await server.rooms.read(DRAFT))!.update, 'importer', 0)
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const other = await RawClient.joined(server.url, { user: 'anna', draft: 'draft-2' })
    state.drafts = (draftId) => draftId === DRAFT
    state.fails = 'disk'
    for (let turn = 0; turn < 5; turn++) {
      const [lost, kept] = [anna.edit((doc) => textAt(doc, 1).insert(0, 'x')), other.edit((doc) => textAt(doc, 1).insert(0, 'y'))]
      expect(await other.decided(kept)).toBeNull()
      expect(await anna.decided(lost)).toBe('not-saved')
    }
    state.fails = 'never'
  })
})

describe('those who run the server', () => {
  it('see what is stored, what is refused and why, and which drafts cannot be saved', async () => {
    const seen: Record<string, number> = {}
    const note = (name: string, count = 1) => void (seen[name] = (seen[name] ?? 0) + count)
    const { state, wrapLog } = failingLog()
    const measurements = {
      committed: (_: number, rows: number) => note('rows', rows),
      commitFailed: () => note('failures'),
      folded: () => note('folds'),
      refused: (reason: string) => note(reason),
      cutOff: () => note('cuts'),
    }
    const server = await start({ wrapLog, measurements, limits: { ...limits, tailRows: 1 } })
    const [anna, olga] = [
      await RawClient.joined(server.url),
      await RawClient.joined(server.url, { user: 'olga', role: 'observer' }),
    ]
    for (const word of ['one ', 'two ']) await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, word)))
    await olga.decided(olga.edit((doc) => textAt(doc, 1).insert(0, 'forged ')))
    // She would tell it again when the draft asks everybody after the failure.
    await olga.leave()
    await until('the rows are put away', () => seen['folds'])
    state.fails = 'disk'
    await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'three ')))
    expect(server.rooms.census()).toMatchObject({ rooms: 1, failed: 1, waiting: 0 })
    state.fails = 'never'
    await until('the draft can be saved again', () => server.rooms.census().failed === 0)
    expect(seen).toMatchObject({ rows: expect.any(Number), failures: 1, role: 1, 'not-saved': 1 })
    expect(server.rooms.census().bytes).toBeGreaterThan(0)
  })
})

describe('when a commit succeeds but its answer is lost', () => {
  it('what is stored is shown to everyone afterwards, once', async () => {
    const { state, wrapLog } = failingLog()
    const server = await start({ wrapLog, limits })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    state.fails = 'confirmation'
    expect(await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'in doubt ')))).toBe('not-saved')
    state.fails = 'never'
    await until('bela reads it', () => textOf(bela.doc).includes('in doubt'))
    expect(await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'certain ')))).toBeNull()
    expect((await server.log.load(DRAFT))!.seq).toBe(3)
    expect(textOf(anna.doc)).toBe(textOf(bela.doc))
  })
})

describe('two servers on one log', () => {
  it('never store two rows under one number: the second learns what the first has stored, and goes on', async () => {
    const first = await start({ limits })
    const second = await start({ limits, wrapLog: () => first.log })
    const anna = await RawClient.joined(first.url, { user: 'anna' })
    const bela = await RawClient.joined(second.url, { user: 'bela' })
    expect(await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'from the first ')))).toBeNull()
    expect(await bela.decided(bela.edit((doc) => textAt(doc, 2).insert(0, 'from the second ')))).toBeNull()
    expect((await first.log.load(DRAFT))!.seq).toBe(3)
    await until(
      'bela reads both',
      () => textOf(bela.doc).includes('from the first') && textOf(bela.doc).includes('from the second'),
    )
  })
  it('judge again what was proven against an older draft, and store it behind', async () => {
    const first = await start({ limits })
    const second = await start({ limits, wrapLog: () => first.log })
    const anna = await RawClient.joined(first.url, { user: 'anna' })
    const rita = await RawClient.joined(second.url, { user: 'rita', role: 'reviewer' })
    for (let round = 0; round < 3; round++) {
      expect(await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, `written ${round} `)))).toBeNull()
      const suggested = rita.edit((doc) => wordsAt(doc, 2, 1).insert(0, `suggested ${round} `, inserts('rita', `rita:${round}`)))
      expect(await rita.decided(suggested)).toBeNull()
    }
    expect((await first.log.load(DRAFT))!.seq).toBe(7)
    await until('rita reads what anna wrote', () => textOf(rita.doc).includes('written 2'))
    await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'written last ')))
    expect(await rita.decided(rita.edit((doc) => textAt(doc, 0).insert(0, 'forged ')))).toBe('not-a-suggestion')
  })
})

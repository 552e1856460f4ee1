import { afterEach, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { connect } from '../../client/src/sync/connection.ts'
import type { DeliveryEvent } from '../../client/src/sync/delivery.ts'
import { MAX_FRAME_BYTES, TEXT_ROOT } from '@travaux/shared/protocol'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT } from '../support/sync-server.ts'

const start = syncServers()
afterEach(() => vi.unstubAllGlobals())

it('what was written offline and is longer than the server takes counts as refused, and is not sent again and again', async () => {
  const server = await start()
  vi.stubGlobal('location', { origin: server.url.replace(/^ws/, 'http') })
  const doc = new Y.Doc()
  doc.getXmlFragment(TEXT_ROOT).insert(0, [new Y.XmlText('a'.repeat(MAX_FRAME_BYTES))])
  const awareness = new Awareness(doc)
  const events: DeliveryEvent[] = []
  let lost = 0
  const provider = connect(DRAFT, 'anna', doc, awareness, {
    opened: () => {},
    delivery: (event) => events.push(event),
    news: () => {},
    lost: () => lost++,
    stopped: () => {},
  })
  try {
    await expect.poll(() => events).toEqual([{ kind: 'refused', reason: 'too-large' }])
    await expect.poll(() => provider.synced).toBe(true)
    expect(lost).toBe(0)
  } finally {
    provider.destroy()
    awareness.destroy()
  }
})

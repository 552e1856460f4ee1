import { useEffect, useRef, useState } from 'react'
import type { Imported } from '../../api/calls.ts'
import { importInstrument, stageImport, type ImportRequest, type Upload } from '../../api/upload.ts'
import { instrumentsQuery, queryClient } from '../../api/queries.ts'

/** Where an import stands. The file stays with the dialog until it is done, so that a failed one can be tried again. */
export type ImportState =
  | { kind: 'choosing'; failure: unknown }
  | { kind: 'sending'; fraction: number }
  | { kind: 'reading' }
  | { kind: 'done'; imported: Imported }
  /** `revision` is the name that its revision will have; '' for none. */
  | { kind: 'staged'; id: string; revision: string }

export interface Import {
  readonly state: ImportState
  /** Imports the file as it is read, or only reads it so that it can be checked. */
  readonly start: (request: ImportRequest, way: 'as it is' | 'to check') => Promise<void>
  /** Stops it; what was sent is thrown away by the server. True when there was something to stop. */
  readonly cancel: () => boolean
  /** Puts a failure away, when another file is chosen. */
  readonly forgive: () => void
}

export function useImport(): Import {
  const [state, setState] = useState<ImportState>({ kind: 'choosing', failure: null })
  const upload = useRef<Upload<unknown> | null>(null)
  useEffect(() => () => upload.current?.cancel(), [])
  const start: Import['start'] = async (request, way) => {
    setState({ kind: 'sending', fraction: 0 })
    const sent = (fraction: number) => setState(fraction < 1 ? { kind: 'sending', fraction } : { kind: 'reading' })
    const follow = <T>(started: Upload<T>): Promise<T> => {
      upload.current = started
      return started.done
    }
    try {
      if (way === 'to check')
        setState({ kind: 'staged', revision: request.revision ?? '', ...(await follow(stageImport(request, sent))) })
      else setState({ kind: 'done', imported: await follow(importInstrument(request, sent)) })
      await queryClient.invalidateQueries(instrumentsQuery)
    } catch (error) {
      const cancelled = error instanceof DOMException && error.name === 'AbortError'
      setState({ kind: 'choosing', failure: cancelled ? null : error })
    } finally {
      upload.current = null
    }
  }
  const cancel = () => {
    const running = upload.current !== null
    upload.current?.cancel()
    return running
  }
  return { state, start, cancel, forgive: () => setState({ kind: 'choosing', failure: null }) }
}

import { useEffect, useEffectEvent, useState } from 'react'

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Takes files dropped anywhere on the page; tells whether some are being dragged over it now. */
export function useFileDrop(enabled: boolean, onFiles: (files: readonly File[]) => void): boolean {
  const [dragging, setDragging] = useState(false)
  const take = useEffectEvent((files: readonly File[]) => {
    if (enabled && files.length > 0) onFiles(files)
  })
  useEffect(() => {
    // dragenter and dragleave also come from every element on the way.
    let depth = 0
    const enter = (event: DragEvent) => carriesFiles(event) && setDragging(++depth > 0)
    const leave = (event: DragEvent) => carriesFiles(event) && setDragging(--depth > 0)
    // Even where nothing is taken: the browser would otherwise leave the page and show the file.
    const over = (event: DragEvent) => carriesFiles(event) && event.preventDefault()
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setDragging(false)
      take([...(event.dataTransfer?.files ?? [])])
    }
    addEventListener('dragenter', enter)
    addEventListener('dragleave', leave)
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [])
  return dragging && enabled
}

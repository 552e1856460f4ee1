import { useEffect } from 'react'

const isFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** A Word file that is dropped anywhere on the page is handed over; the browser would open it in the page's place. */
export function useWordDrop(take: ((file: File) => void) | null): void {
  useEffect(() => {
    if (!take) return
    const over = (event: DragEvent) => {
      if (isFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      const file = [...(event.dataTransfer?.files ?? [])].find(({ name }) => /\.docx$/i.test(name))
      if (!file) return
      event.preventDefault()
      event.stopPropagation()
      take(file)
    }
    // Before the editor, which would paste the file's name.
    document.addEventListener('dragover', over, { capture: true })
    document.addEventListener('drop', drop, { capture: true })
    return () => {
      document.removeEventListener('dragover', over, { capture: true })
      document.removeEventListener('drop', drop, { capture: true })
    }
  }, [take])
}

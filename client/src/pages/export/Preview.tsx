import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ExportForm } from '../../api/calls.ts'
import { previewQuery } from '../../api/queries.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { PaperBlocks } from './PaperBlocks.tsx'

/** More would only be scrolled past: a treaty of 20,000 words has two thousand blocks. */
const SHOWN_BLOCKS = 400

/** What the file will show, drawn by the page itself from the same paper that the file is written from. */
export function Preview({ draftId, form }: { draftId: string; form: ExportForm }) {
  const { t } = useTranslation()
  const { data: paper, error, isFetching } = useQuery(previewQuery(draftId, form))
  return (
    <section className="exporting-preview" aria-label={t('exporting.preview')} aria-busy={isFetching}>
      {isFetching && !paper ? <output>{t('exporting.previewing')}</output> : null}
      {error ? <ProblemNote error={error} /> : null}
      {paper ? (
        // A reader scrolls it by keyboard too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="paper" tabIndex={0} role="document" aria-label={paper.title}>
          <div className="paper-head" lang={paper.frame.language} dir={paper.frame.direction}>
            {paper.head.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          <div lang={paper.language} dir={paper.direction}>
            <PaperBlocks blocks={paper.blocks.slice(0, SHOWN_BLOCKS)} frame={paper.frame} />
          </div>
          {paper.blocks.length > SHOWN_BLOCKS ? <p className="paper-remark">{t('exporting.previewCut')}</p> : null}
        </div>
      ) : null}
      <p className="field-hint">{t('exporting.previewNote')}</p>
    </section>
  )
}

import { Fragment, type ReactNode } from 'react'
import type { Depth, Frame, PaperBlock, PaperLine, PaperRun } from '@travaux/shared/export'

/* Blocks have no names of their own and never change places: their index is their key. */
/* oxlint-disable react/no-array-index-key */

/** A paper's blocks as elements of the page; what is not the instrument's has the language and direction of the paper's frame. */
export const PaperBlocks = ({ blocks, frame }: { blocks: readonly PaperBlock[]; frame: Frame }) =>
  blocks.map((block, index) => <Fragment key={index}>{drawn(block, frame)}</Fragment>)

const spoken = (frame: Frame | null) => (frame ? { lang: frame.language, dir: frame.direction } : {})

function drawn(block: PaperBlock, frame: Frame): ReactNode {
  switch (block.kind) {
    case 'line':
      return (
        <p className="paper-line" data-look={block.line.look}>
          <Line line={block.line} />
        </p>
      )
    case 'heading':
      return (
        <Heading depth={block.depth} headed={block.headed}>
          {block.lines.map((line, index) => (
            <span key={index} data-look={line.look}>
              <Line line={line} />
            </span>
          ))}
        </Heading>
      )
    case 'caption':
      return (
        <Heading depth={block.depth} headed="caption">
          <span {...spoken(frame)}>{block.text}</span>
        </Heading>
      )
    case 'words':
      return (
        <p className={`paper-${block.role}`} {...spoken(block.frame)}>
          <Runs runs={block.runs} />
        </p>
      )
    case 'facts':
      return (
        <dl className="paper-facts" {...spoken(frame)}>
          {block.facts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'columns':
      return (
        <table className="paper-table">
          <thead>
            <tr>
              {block.heads.map((head) => (
                <th key={head} scope="col" {...spoken(frame)}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {block.cells.map((cell, index) => (
                <td key={index}>
                  <PaperBlocks blocks={cell} frame={frame} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      )
    case 'page':
      return <hr className="paper-page" />
  }
}

/** Under the headings of the page and its dialog. */
function Heading({ depth, headed, children }: { depth: Depth; headed: string; children: ReactNode }) {
  const Tag = (['h3', 'h4', 'h5', 'h6', 'h6'] as const)[depth - 1]!
  return (
    <Tag className="paper-heading" data-headed={headed}>
      {children}
    </Tag>
  )
}

function Line({ line: { label, words, end } }: { line: PaperLine }) {
  const lone = end !== 'keep' && [...label, ...words].some(({ op }) => op !== end)
  return (
    <>
      {label.length > 0 ? (
        <>
          <Runs runs={label} />{' '}
        </>
      ) : null}
      <Runs runs={words} />
      {lone ? <Runs runs={[{ text: '¶', op: end }]} /> : null}
    </>
  )
}

const Runs = ({ runs }: { runs: readonly PaperRun[] }) =>
  runs.map((run, index) => {
    const words = <Looks run={run} />
    if (run.op === 'insert') return <ins key={index}>{words}</ins>
    return run.op === 'delete' ? <del key={index}>{words}</del> : <Fragment key={index}>{words}</Fragment>
  })

function Looks({ run: { text, strong, em, noteRef } }: { run: PaperRun }): ReactNode {
  const raised = noteRef ? <sup>{text}</sup> : text
  const slanted = em ? <em>{raised}</em> : raised
  return strong ? <strong>{slanted}</strong> : slanted
}

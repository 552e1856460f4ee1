import { dateIn, type FileWords } from './words.ts'

/** What stands around a number: 第5条. */
const PLACES = {
  title: '标题',
  preamble: '序言',
  recital: '序言部分第#段',
  part: '第#部分',
  chapter: '第#章',
  section: '第#节',
  subsection: '第#小节',
  article: '第#条',
  paragraph: '第#款',
  subparagraph: '第#项',
  annex: '附件#',
  closing: '结尾',
  note: '注#',
} as const

export const zh: FileWords = {
  language: 'zh',
  direction: 'ltr',
  date: dateIn('zh-CN'),
  compared: (base, date) => `对照文本：${base}，${date}`,
  clean: (base, date) => `以下列文本为基础的草案清稿：${base}，${date}`,
  marked: '增加的文字加下划线，删除的文字加删除线。',
  tracked: '每处修改均可单独接受或拒绝。',
  signs: '增加的文字置于{+ +}内，删除的文字置于[- -]内。',
  table: '粗体标出修正案删除的文字（左栏）和增加的文字（右栏）；其余不变。',
  changedOnly: '仅列出有修改的条款及其所属标题。',
  titles: {
    table: '修正案',
    instructions: '修正说明',
    pack: '修正案（每项一页）',
    compilation: '按条款编排的修正案汇编',
  },
  to: (what, base, date) => `${what}，所修正文本：${base}，${date}`,
  drafts: (titles) => `草案：${titles}`,
  amendment: (number) => `修正案${number}`,
  heads: ['公约草案案文', '拟议修正案'],
  isNew: '（新增）',
  deleted: '删除',
  moved: (from, to) => `移动：基准文本${from}，提案${to}。`,
  same: '草案与基准文本无差异。',
  colon: '：',
  facts: {
    proposer: '提案方',
    organisations: '支持方',
    states: '提出要求的国家',
    status: '状态',
  },
  statuses: {
    draft: '草案',
    agreed: '联盟内已商定',
    submitted: '已提交',
    adopted: '已通过',
    rejected: '已否决',
    withdrawn: '已撤回',
  },
  unstated: (place, what) => `下列改动（${place}）无法以语句说明：${what}。这些改动见表格和标明修改的案文。`,
  unstatedWhat: { words: '文字、编号或位置', emphasis: '粗体或斜体', footnote: '脚注编号' },
  place: ({ kind, number, count }) => {
    const label = number ?? (count === null ? '' : String(count))
    const words = PLACES[kind].replace('#', () => label)
    return number === null && count !== null ? `${words}（未编号）` : words
  },
}

import { describe, expect, it } from 'vitest'
import { outline, read, readWhole } from '../support/parse-reading.ts'

/** The words with which a treaty ends, and the line of place and day below them, which belongs to them whatever it says. */
const FORMULAS: [language: string, article: string, formula: string, done: string][] = [
  [
    'English',
    'Article 1',
    'IN WITNESS WHEREOF the undersigned, being duly authorized, have signed.',
    'DONE at Geneva, in two originals.',
  ],
  ['English, of old', 'Article 1', 'In faith whereof the plenipotentiaries have signed.', 'Geneva, 1 May.'],
  ['English, by place and day alone', 'Article 1', 'DONE at Geneva, this first day of May.', 'For Country A:'],
  ['French', 'Article premier', 'EN FOI DE QUOI, les soussignés, dûment autorisés, ont signé.', 'FAIT à Genève, le premier mai.'],
  [
    'Spanish',
    'Artículo 1',
    'EN FE DE LO CUAL, los infrascritos, debidamente autorizados, han firmado.',
    'HECHO en Ginebra, el primero de mayo.',
  ],
  [
    'Spanish, in testimony',
    'Artículo 1',
    'En testimonio de lo cual, los plenipotenciarios firman.',
    'Ginebra, el primero de mayo.',
  ],
  [
    'Russian',
    'Статья 1',
    'В УДОСТОВЕРЕНИЕ ЧЕГО нижеподписавшиеся, должным образом уполномоченные, подписали.',
    'СОВЕРШЕНО в Женеве первого мая.',
  ],
  ['Arabic', 'المادة 1', 'وإثباتا لذلك، قام الموقعون أدناه بتوقيع هذه الاتفاقية.', 'حررت في جنيف في أول أيار.'],
  ['Arabic, with vowels', 'المادة 1', 'وإثباتًا لما تقدم، وقع المفوضون.', 'جنيف، أول أيار.'],
  ['Arabic, as witnesses', 'المادة 1', 'وإشهادا على ذلك، وقع المندوبون.', 'جنيف.'],
  ['Chinese, by the undersigned', '第一条', '下列签署人，经正式授权，在本公约上签字。', '五月一日订于日内瓦。'],
  ['Chinese, for which', '第一条', '为此，各代表签字，以昭信守。', '五月一日订于日内瓦。'],
  ['Chinese, by plenipotentiaries', '第一条', '下列全权代表谨签字于本公约。', '订于日内瓦。'],
  ['Portuguese', 'Artigo 1', 'EM FÉ DO QUE, os abaixo assinados firmaram.', 'Feito em Genebra.'],
  ['Italian', 'Articolo 1', 'IN FEDE DI CHE, i sottoscritti hanno firmato.', 'Fatto a Ginevra.'],
  ['German', 'Artikel 1', 'ZU URKUND DESSEN haben die Unterzeichneten unterschrieben.', 'Geschehen zu Genf.'],
]

describe('what ends a treaty is its closing', () => {
  it.each(FORMULAS)('%s', async (_language, article, formula, done) => {
    const lines = await readWhole(['T', article, '1. A.', formula, done].join('\n\n'))
    expect(lines.slice(2)).toEqual(['1 1. A.', `closing ${formula}`, `closing ${done}`])
  })

  it.each(FORMULAS)('%s: in an article before the last it is a paragraph like any other', async (_language, article, formula) => {
    const last = article.replace('第一条', '第二条').replace(/1$|premier$/, '2')
    const lines = outline(await read(['T', article, formula, last, '1. A.'].join('\n\n')))
    expect(lines.filter((line) => line.startsWith('closing'))).toEqual([])
    expect(lines).toContain(`1 ${formula}`)
  })
})
